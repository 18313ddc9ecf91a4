"""People around a space."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Trust
from spaces import actions
from spaces.enums import Role
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory, region

WHO = {
    "visitor", "citizen", "declared", "member", "facilitator", "moderator", "rapporteur", "desk", "named_coordinator",
    "coordinator_of_region", "coordinator_of_commune", "coordinator_elsewhere", "facilitator_elsewhere", "ended",
    "inactive", "superuser",
}  # fmt: skip


def holding(role, **fields):
    return lambda user, space: MembershipFactory(user=user, role=role, **({"space": space} | fields))


def coordinating(territory_of):
    return lambda user, space: Coordination.objects.create(user=user, territory=territory_of(space))


def close_account(user, space):
    MembershipFactory(user=user, space=space, role=Role.FACILITATOR)
    user.is_active = False
    user.save()


GIVE = {role: holding(role) for role in ("member", "facilitator", "moderator", "rapporteur", "desk")} | {
    "named_coordinator": holding(Role.COORDINATOR),
    "ended": holding(Role.FACILITATOR, ended_at="2026-01-01T00:00Z"),
    "inactive": close_account,
    "facilitator_elsewhere": lambda user, space: MembershipFactory(user=user, role=Role.FACILITATOR),
    "coordinator_of_region": coordinating(lambda space: region()),
    "coordinator_of_commune": coordinating(lambda space: space.commune),
    # A code that begins with the same signs is not above this one.
    "coordinator_elsewhere": coordinating(
        lambda space: TerritoryFactory(code=space.commune.code[:-1], slug="elsewhere")
    ),
}


def someone(who: str, space):
    """Return a person by what she is to `space`."""
    if who == "visitor":
        return AnonymousUser()
    if who == "superuser":
        return UserFactory(is_superuser=True)
    user = UserFactory(trust=Trust.DECLARED if who == "declared" else Trust.CONTACT)
    if who in GIVE:
        GIVE[who](user, space)
    return user


@pytest.fixture
def coordinator(db):
    user = UserFactory(display_name="منسقة الجهة")
    Coordination.objects.create(user=user, territory=region())
    return user


@pytest.fixture
def facilitator(db):
    return UserFactory(display_name="ميسرة الفضاء")


@pytest.fixture
def draft(coordinator):
    """A space prepared from the template."""
    return actions.open_from_template(TerritoryFactory(), by=coordinator)


@pytest.fixture
def space(draft, coordinator, facilitator):
    """An open space with a charter and a facilitator."""
    actions.appoint(draft, facilitator, Role.FACILITATOR, by=coordinator)
    actions.describe(
        draft, by=coordinator, welcome_ar="مرحبا", welcome_fr="Bienvenue", contact="دار الشباب، 0600000000"
    )
    return actions.open_space(draft, by=coordinator)
