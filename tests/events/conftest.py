"""People around an event."""

import pytest

from spaces.enums import Role
from tests.factories.spaces import AssociationFactory, MembershipFactory, SpaceFactory


@pytest.fixture
def space(db):
    return SpaceFactory()


@pytest.fixture
def facilitator(space):
    return MembershipFactory(space=space, role=Role.FACILITATOR).user


@pytest.fixture
def agent(space):
    return MembershipFactory(space=space, role=Role.DESK).user


@pytest.fixture
def association(space):
    return AssociationFactory(seat=space.commune)
