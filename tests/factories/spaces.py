"""Spaces and their people."""

import factory
from django.utils.timezone import now

from spaces.enums import Role, SpaceState
from spaces.models import Membership, Space
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory


class SpaceFactory(factory.django.DjangoModelFactory):
    """An open space."""

    class Meta:
        model = Space

    commune = factory.SubFactory(TerritoryFactory)
    state = SpaceState.OPEN
    opened_at = factory.LazyFunction(now)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    space = factory.SubFactory(SpaceFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER
