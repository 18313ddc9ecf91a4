"""People in a group: registered or waiting in their order, leaving, present at a session."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Min
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import trust
from accounts.models import User
from core import journal
from core.text import isolate
from core.workflow import Refused
from notices.actions import notify
from training.enums import CohortState
from training.models import Attendance, Cohort, Registration, Session


def register(cohort: Cohort, *, by: User) -> Registration:
    """Register a person in a group and return her registration: with a place while there is one, else waiting, in the
    order in which people came. Twice is once. Locks the group.

    Raises `PermissionDenied`, or `Refused` when her account is not confirmed, or the registration is not open.
    """
    trust.require(by, "training.register")
    with transaction.atomic():
        row = _locked(cohort.pk)
        if not by.has_perm("training.register", row):
            raise PermissionDenied
        if (found := row.registrations.current().filter(user=by).first()) is not None:
            return found
        if row.state != CohortState.OPEN:
            raise Refused(_("The registration is not open."), "closed")
        if not row.sessions.filter(ends_at__gt=now()).exists():
            raise Refused(_("All its sessions were held: there is nothing to register for any more."), "over")
        if row.trainer_id == by.pk:
            raise Refused(_("You are the trainer of this group."), "trainer")
        has_place = row.registrations.seated().count() < places_of(row)
        return row.registrations.create(user=by, has_place=has_place)


def leave(cohort: Cohort, *, by: User) -> None:
    """Leave a group; the first who waits takes the place and is told. Twice is once. Locks the group."""
    with transaction.atomic():
        row = _locked(cohort.pk)
        found = row.registrations.current().filter(user=by).first()
        if found is None:
            return
        if row.state not in {CohortState.DRAFT, CohortState.OPEN}:
            raise Refused(_("This group is over: nothing of it changes any more."), "over")
        found.left_at = now()
        found.save(update_fields=["left_at"])
        fill_places(row)


def fill_places(cohort: Cohort) -> int:
    """Give the places that are free to those who wait, in their order, tell them, and return how many.

    The group must be locked. Nobody loses a place when there are fewer.
    """
    free = places_of(cohort) - cohort.registrations.seated().count()
    if cohort.state != CohortState.OPEN or free <= 0 or not cohort.sessions.filter(ends_at__gt=now()).exists():
        return 0
    moved = list(cohort.registrations.waiting().select_related("user")[:free])
    Registration.objects.filter(pk__in=[one.pk for one in moved]).update(has_place=True)
    for one in moved:
        notify(
            [one.user],
            key=f"registration.{one.pk}.place",
            text=lambda: gettext("You have a place in “%(title)s” now.") % {"title": isolate(cohort.title)},
            url=cohort.get_absolute_url(),
            urgent=True,
        )
    return len(moved)


def mark_attendance(session: Session, present: Iterable[int], *, by: User) -> int:
    """Write down who came to a session: the keys of their registrations, everyone else being absent. Returns how many.

    Only those who have a place are counted. Locks the group. Raises `PermissionDenied`, or `Refused` before the session
    begins or once the group is over.
    """
    with transaction.atomic():
        row = _locked(session.cohort_id)
        if not by.has_perm("training.lead_cohort", row):
            raise PermissionDenied
        if row.state != CohortState.OPEN:
            raise Refused(_("This group is not open: nobody’s presence is written down."), "not_open")
        session = row.sessions.get(pk=session.pk)
        if session.starts_at > now():
            raise Refused(_("This session has not begun yet."), "to_come")
        keys = set(row.registrations.seated().filter(pk__in=set(present)).values_list("pk", flat=True))
        session.attendances.exclude(registration__in=keys).delete()
        Attendance.objects.bulk_create(
            [Attendance(session=session, registration_id=key) for key in sorted(keys)], ignore_conflicts=True
        )
        journal.record(row, "mark", by=by, data={"session": session.pk, "present": len(keys)})
    return len(keys)


def places_of(cohort: Cohort) -> int:
    """Return how many places a group has: those of the smallest of its rooms; none without a session."""
    return cohort.sessions.aggregate(least=Min("capacity"))["least"] or 0


def _locked(pk: int) -> Cohort:
    return Cohort.objects.locked().select_related("space__commune").get(pk=pk)
