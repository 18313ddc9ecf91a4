"""The people of a space, by what they are to it."""

from django.contrib.auth.models import AnonymousUser

from accounts.enums import Trust
from spaces.enums import Role
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import region

WHO = [
    "visitor", "unconfirmed", "citizen", "author", "resident", "member", "facilitator", "facilitator_elsewhere",
    "moderator", "rapporteur", "desk", "president", "coordinator", "coordinator_elsewhere", "suspended", "superuser",
]  # fmt: skip
MODERATES = {"facilitator", "moderator", "coordinator", "superuser"}
FACILITATES = {"facilitator", "coordinator", "superuser"}
STAFF = {"facilitator", "moderator", "rapporteur", "desk", "coordinator", "superuser"}


def person(who: str, space, author=None):
    """Return a person by what she is to a space; `author` is the one of what is asked about."""
    if who == "visitor":
        return AnonymousUser()
    if who == "author":
        return author or UserFactory()
    fields = {"unconfirmed": {"trust": Trust.DECLARED}, "resident": {"commune": space.commune}}.get(who, {})
    user = UserFactory(is_superuser=who == "superuser", **fields)
    if who in {"member", "facilitator", "moderator", "rapporteur", "desk"}:
        MembershipFactory(space=space, user=user, role=who)
    elif who == "suspended":
        MembershipFactory(space=space, user=user, role=Role.FACILITATOR)
        user.is_active = False
        user.save()
    elif who == "facilitator_elsewhere":
        MembershipFactory(user=user, role=Role.FACILITATOR)
    elif who == "president":
        MandateFactory(council=CouncilFactory(territory=space.commune), user=user, president=True)
    elif who == "coordinator":
        Coordination.objects.create(user=user, territory=region())
    elif who == "coordinator_elsewhere":
        Coordination.objects.create(user=user, territory=SpaceFactory().commune)
    return user
