"""A council with its people, and the law."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from councils.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, MandateFactory


def hold(**fields):
    """A mandate since long ago, so that a test may travel."""
    return MandateFactory(starts_on=datetime.date(2020, 1, 1), **fields)


@pytest.fixture
def team(db):
    """A council and one person of each kind."""
    call_command("load_law", verbosity=0)
    council = CouncilFactory()
    held = {
        "president": hold(council=council, president=True),
        "delegate": hold(council=council, role=Role.VICE_PRESIDENT, may_publish=True),
        "director": hold(council=council, role=Role.DIRECTOR),
        "officer": hold(council=council),
        "member": hold(council=council, role=Role.MEMBER),
        "ended": hold(council=council, role=Role.MEMBER, ended=True),
        "foreign": hold(president=True),
    }
    people = {name: mandate.user for name, mandate in held.items()}
    return SimpleNamespace(
        council=council,
        mandates=held,
        citizen=UserFactory(),
        visitor=AnonymousUser(),
        superuser=UserFactory(is_superuser=True),
        **people,
    )
