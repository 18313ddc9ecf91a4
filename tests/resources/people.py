"""People by what they are to a resource."""

from django.contrib.auth.models import AnonymousUser

from spaces.enums import Position, Role
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationMemberFactory, MembershipFactory, SpaceFactory
from tests.factories.territories import region

STAFF = ("facilitator", "moderator", "desk", "rapporteur", "member")
WHO = [
    "visitor", "citizen", "representative", "treasurer", "plain_member", *STAFF, "facilitator_elsewhere",
    "coordinator", "coordinator_elsewhere", "superuser",
]  # fmt: skip


def person(who: str, resource):
    """Return a person by what she is to a resource: to its space, to its association, to that one's seat."""
    if who == "visitor":
        return AnonymousUser()
    association = resource.association
    if who == "representative" and association:
        return association.representative
    user = UserFactory(is_superuser=who == "superuser")
    if who in {"treasurer", "plain_member"} and association:
        position = Position.TREASURER if who == "treasurer" else Position.MEMBER
        AssociationMemberFactory(association=association, user=user, position=position)
    elif who in STAFF:
        space = resource.space or (association and seat_space(association)) or SpaceFactory()
        MembershipFactory(space=space, user=user, role=who)
    elif who == "facilitator_elsewhere":
        MembershipFactory(user=user, role=Role.FACILITATOR)
    elif who == "coordinator":
        Coordination.objects.create(user=user, territory=region())
    elif who == "coordinator_elsewhere":
        Coordination.objects.create(user=user, territory=SpaceFactory().commune)
    return user


def seat_space(association):
    """Return the space of the commune of an association's seat."""
    return getattr(association.seat, "space", None) or SpaceFactory(commune=association.seat)
