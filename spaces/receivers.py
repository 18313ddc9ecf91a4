"""What this app holds about a person, when she takes her data with her or leaves."""

from django.dispatch import receiver

from accounts.signals import concerning, erasing, exporting
from spaces import actions
from spaces.models import Adherence, Association, AssociationMember, HallBooking, HandOver, Membership, Space


@receiver(exporting, dispatch_uid="spaces.export")
def export(sender, user, **kwargs):
    roles = Membership.objects.filter(user=user).order_by("id")
    adherences = Adherence.objects.filter(user=user).order_by("id")
    return {
        "associations": list(
            Association.objects.filter(representative=user)
            .order_by("id")
            .values("id", "name_ar", "name_fr", "seat__name_fr", "founded_on", "purpose", "member_count", "created_at")
        ),
        "association_places": list(
            AssociationMember.objects.filter(user=user)
            .order_by("id")
            .values("association__name_fr", "position", "given_at", "accepted_at", "ended_at")
        ),
        "association_hand_overs": list(
            HandOver.objects.concerning(user)
            .order_by("id")
            .values("association__name_fr", "at", "accepted_at", "ended_at")
        ),
        "hall_bookings": list(
            HallBooking.objects.filter(asked_by=user)
            .order_by("id")
            .values("association__name_fr", "hall__name", "purpose", "starts_at", "ends_at", "state")
        ),
        "roles": list(roles.values("space__commune__name_fr", "role", "started_at", "ended_at")),
        "adherences": list(adherences.values("charter__space__commune__name_fr", "charter__version", "at")),
    }


@receiver(erasing, dispatch_uid="spaces.erase")
def erase(sender, user, **kwargs):
    """End her roles and her places, empty the dossiers that she kept.

    An open space's only facilitator is refused, and who represents an association of several people, in words that say
    what to do first.
    """
    actions.leave_associations(user)
    actions.empty_dossiers(user)
    for space in Space.objects.filter(memberships__user=user, memberships__ended_at__isnull=True).distinct():
        actions.leave(space, by=user)


@receiver(concerning, dispatch_uid="spaces.concerning")
def files_of(sender, user, **kwargs):
    """The spaces of which she is a member, and the associations that she represents or in which she has a place."""
    found = {
        f"spaces.space:{pk}": at for pk, at in user.memberships.order_by("-pk").values_list("space_id", "started_at")
    }
    places = AssociationMember.objects.filter(user=user, accepted_at__isnull=False).values_list(
        "association_id", "accepted_at"
    )
    led = Association.objects.filter(representative=user).values_list("pk", "created_at")
    return found | {f"spaces.association:{pk}": at for pk, at in [*places, *led]}
