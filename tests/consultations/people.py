"""People by what they are to a consultation."""

from django.contrib.auth.models import AnonymousUser

from spaces.enums import Role
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import region

STAFF = ("facilitator", "moderator", "desk", "rapporteur")
MANDATES = {
    "president": {"president": True}, "officer": {}, "member_of_council": {"role": "member"},
    "ended": {"president": True, "ended": True},
}  # fmt: skip
WHO = [
    "visitor", "citizen", "author", "member", *STAFF, "facilitator_elsewhere", *MANDATES, "president_elsewhere",
    "coordinator", "coordinator_elsewhere", "superuser",
]  # fmt: skip


def person(who: str, consultation):
    """Return a person by what she is to a consultation of a council."""
    if who == "visitor":
        return AnonymousUser()
    if who == "author":
        return consultation.author
    user = UserFactory(is_superuser=who == "superuser")
    if who in {"member", *STAFF}:
        MembershipFactory(space=consultation.space, user=user, role=who)
    elif who == "facilitator_elsewhere":
        MembershipFactory(user=user, role=Role.FACILITATOR)
    elif who in MANDATES:
        MandateFactory(council=consultation.council, user=user, **MANDATES[who])
    elif who == "president_elsewhere":
        MandateFactory(council=CouncilFactory(), user=user, president=True)
    elif who == "coordinator":
        Coordination.objects.create(user=user, territory=region())
    elif who == "coordinator_elsewhere":
        Coordination.objects.create(user=user, territory=SpaceFactory().commune)
    return user
