"""People's places in an association: offered by its legal representative, taken or declined by the person herself."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import actions as people
from accounts.contacts import Contact
from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import clean_text, isolate
from core.workflow import Refused
from notices.actions import notify
from spaces.actions.locking import lock, lock_for
from spaces.enums import Position
from spaces.models import Association, AssociationMember, HandOver
from spaces.queries import forget_positions

BINDING = "spaces.bind_association"
OFFERED_MAX = 30  # places that wait for an answer, in one association
PLACES_MAX = 2_000
NOTE_MAX = 500  # characters


def find_to_invite(association: Association, contact: Contact, *, by: User) -> User:
    """Return the person of an exact contact, to be offered a place. Raises `PermissionDenied`, and as `look_for`."""
    if not by.has_perm(BINDING, association):
        raise PermissionDenied
    return people.look_for(contact, by=by)


def invite(association: Association, person: User, position: str, *, by: User) -> AssociationMember:
    """Offer a person a place in an association and tell her; it counts once she has taken it. Locks the association."""
    if position not in Position.values:
        raise Unfit(_("Choose what the person is in the association."), "position")
    with transaction.atomic():
        row = lock_for(association.pk, BINDING, by)
        if not person.is_active or person.is_system or person.erased_at:
            raise Refused(_("This person has no account any more."), "gone")
        if person.pk == row.representative_id:
            raise Refused(_("This is your own contact: you represent this association."), "self")
        held = row.members.filter(user=person, ended_at__isnull=True).first()
        if held:
            words = (
                _("This person was invited already, and has not answered yet.")
                if held.is_offered
                else _("This person is in the association already: change the place instead.")
            )
            raise Refused(words, "held")
        if row.members.offered().count() >= OFFERED_MAX:
            raise Refused(_("Thirty people have not answered yet: wait, or take an invitation back."), "full")
        if row.members.current().count() >= PLACES_MAX:
            raise Refused(_("An association has at most two thousand people here."), "full")
        place = AssociationMember.objects.create(association=row, user=person, position=position, given_by=by)
        journal.record(row, "invite", by=by, target=position, data={"place": place.pk})
        notify(
            [person],
            key=f"place.{place.pk}.offered",
            text=lambda: (
                gettext("The association %(name)s offers you a place: %(position)s. Say whether you take it.")
                % {"name": isolate(str(row)), "position": place.get_position_display()}
            ),
            url=reverse("spaces:my-associations"),
            urgent=True,
        )
    return place


def accept_place(place: AssociationMember, *, by: User) -> AssociationMember:
    """Take a place that was offered to her; twice is once. Locks the association, tells its representative."""
    with transaction.atomic():
        row, place = _answering(place, by)
        if place.accepted_at:
            return place
        place.accepted_at = now()
        place.save(update_fields=["accepted_at"])
        forget_positions(by)
        journal.record(row, "accept_place", by=by, target=place.position, data={"place": place.pk})
        notify(
            [row.representative],
            key=f"place.{place.pk}.taken",
            text=lambda: (
                gettext("%(person)s has taken the place you offered in %(name)s.")
                % {"person": isolate(by.public_name), "name": isolate(str(row))}
            ),
            url=reverse("spaces:association-people", args=[row.pk]),
        )
    return place


def decline_place(place: AssociationMember, *, by: User) -> AssociationMember:
    """Decline a place that was offered to her. Locks the association."""
    with transaction.atomic():
        row, place = _answering(place, by)
        if place.accepted_at:
            raise Refused(_("You took this place: leave the association instead."), "taken")
        _end(row, place, "decline_place", by)
    return place


def end_place(place: AssociationMember, *, by: User, note: str = "") -> AssociationMember:
    """End a place: one's own, or as the representative another's, for a reason that the person is told.

    An offer that was not answered is taken back without one. Locks the association.
    """
    with transaction.atomic():
        row = lock(place.association_id)
        place = row.members.select_related("user").get(pk=place.pk)
        own, note = place.user_id == by.pk, clean_text(note)[:NOTE_MAX]
        if not own and not by.has_perm(BINDING, row):
            raise PermissionDenied
        if place.ended_at:
            raise Refused(_("This place has ended already."), "ended")
        was_taken = place.accepted_at is not None
        if was_taken and not own and not note:
            raise Refused(_("Give the reason: the person is told, and it stays in the history."), "note_missing")
        _end(row, place, "end_place", by)
        if was_taken and not own:
            _tell_ended(row, place, note)
    return place


def change_position(place: AssociationMember, position: str, *, by: User) -> AssociationMember:
    """Give a member another place; the person is told. Locks the association."""
    if position not in Position.values:
        raise Unfit(_("Choose what the person is in the association."), "position")
    with transaction.atomic():
        row = lock_for(place.association_id, BINDING, by)
        place = row.members.select_related("user").get(pk=place.pk)
        if place.ended_at:
            raise Refused(_("This place has ended already."), "ended")
        before = place.position
        if before == position:
            return place
        place.position = position
        place.save(update_fields=["position"])
        forget_positions(place.user)
        entry = journal.record(row, "change_position", by=by, source=before, target=position, data={"place": place.pk})
        notify(
            [place.user],
            key=f"place.{place.pk}.changed.{entry.pk}",
            text=lambda: (
                gettext("Your place in the association %(name)s is now: %(position)s.")
                % {"name": isolate(str(row)), "position": place.get_position_display()}
            ),
            url=reverse("spaces:my-associations"),
        )
    return place


def leave_associations(user: User) -> None:
    """End every place of a person, taken or offered; called inside her erasure.

    Raises `Refused` while she represents an association in which others have their place: it is theirs too.
    """
    for association in Association.objects.represented_by(user).order_by("pk"):
        row = lock(association.pk)
        if row.members.current().exclude(user=user).exists():
            raise Refused(
                _(
                    "You represent the association %(name)s, and others have their place in it. Hand it over to one of "
                    "them first, or end their places. Nothing was erased."
                )
                % {"name": isolate(str(row))},
                "represents",
            )
    for place in AssociationMember.objects.filter(user=user, ended_at__isnull=True).order_by("association_id"):
        _end(lock(place.association_id), place, "leave_association", user)
    HandOver.objects.waiting().concerning(user).update(ended_at=now())


def _answering(place: AssociationMember, by: User) -> tuple[Association, AssociationMember]:
    """Return the association, locked, and the place offered to `by` that has not ended."""
    row = lock(place.association_id)
    place = row.members.get(pk=place.pk)
    if place.user_id != by.pk:
        raise PermissionDenied
    if place.ended_at:
        raise Refused(_("This offer was taken back, or you answered it already."), "ended")
    return row, place


def _end(row: Association, place: AssociationMember, action: str, by: User) -> None:
    place.ended_at = now()
    place.save(update_fields=["ended_at"])
    # A representation that is offered to a member ends with her place.
    row.hand_overs.waiting().filter(to=place.user_id).update(ended_at=now())
    forget_positions(place.user)
    forget_positions(by)
    journal.record(row, action, by=by, source=place.position, data={"place": place.pk})


def _tell_ended(row: Association, place: AssociationMember, note: str) -> None:
    notify(
        [place.user],
        key=f"place.{place.pk}.ended",
        text=lambda: (
            gettext("Your place in the association %(name)s has ended. Reason: %(reason)s")
            % {"name": isolate(str(row)), "reason": isolate(note)}
        ),
        url=reverse("spaces:my-associations"),
        urgent=True,
    )
