"""Halls: entered by the facilitators of a space, asked for by associations, given or refused."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import dates, journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, perform
from notices.actions import notify
from spaces import workflow as moves
from spaces.actions.locking import lock_for
from spaces.actions.reminding import keepers_of
from spaces.enums import BookingState, Role, SpaceState
from spaces.models import Association, Hall, HallBooking, Space

HALL_NAME_MAX, BOOKING_PURPOSE_MAX, BOOKING_REASON_MAX = 120, 500, 500  # characters
SEATS_MAX = 10_000  # people
HALLS_MAX = 40  # of a space
WAITING_MAX = 20  # requests of an association without an answer
LONGEST = datetime.timedelta(hours=14)
AHEAD = datetime.timedelta(days=180)


@transaction.atomic
def add_hall(space: Space, *, by: User, name: str, seats: int | None = None) -> Hall:
    """Enter a hall that the space lends, and return it. Locks the space. Raises `PermissionDenied`, `Unfit`,
    `Refused`."""
    row = Space.objects.locked().get(pk=space.pk)
    if not by.has_perm("spaces.facilitate_space", row):
        raise PermissionDenied
    name = fits(clean_line(name), HALL_NAME_MAX, "name")
    if not has_words(name):
        raise Unfit(_("Write the name of the hall."), "name")
    if seats is not None and not 1 <= seats <= SEATS_MAX:
        raise Unfit(_("Look at the number of seats again."), "seats")
    if row.halls.filter(name__iexact=name).exists():
        raise Unfit(_("There is a hall of this name already."), "name")
    if row.halls.count() >= HALLS_MAX:
        raise Refused(_("A space has at most forty halls here."), "full")
    hall = Hall.objects.create(space=row, name=name, seats=seats)
    journal.record(row, "add_hall", by=by, data={"hall": hall.pk})
    return hall


@transaction.atomic
def close_hall(hall: Hall, *, by: User, is_closed: bool = True) -> Hall:
    """Lend a hall no more, or again; what was accepted stays. Locks the space."""
    space = Space.objects.locked().get(pk=hall.space_id)
    if not by.has_perm("spaces.facilitate_space", space):
        raise PermissionDenied
    hall = space.halls.get(pk=hall.pk)
    hall.is_closed = is_closed
    hall.save(update_fields=["is_closed"])
    journal.record(space, "close_hall" if is_closed else "open_hall", by=by, data={"hall": hall.pk})
    return hall


def ask_for_hall(
    hall: Hall,
    association: Association,
    *,
    by: User,
    purpose: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
) -> HallBooking:
    """Ask for a slot of a hall in the name of an association, tell the facilitators, and return the request.

    What the dossier lacks is no refusal: it is said to both sides (`dossier.missing_for`). Locks the association.
    Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    purpose = fits(clean_text(purpose), BOOKING_PURPOSE_MAX, "purpose")
    if not has_words(purpose):
        raise Unfit(_("Say what the hall is for."), "purpose")
    _check_slot(starts_at, ends_at)
    with transaction.atomic():
        row = lock_for(association.pk, "spaces.prepare_for_association", by)
        hall = Hall.objects.select_related("space__commune").get(pk=hall.pk)
        if hall.is_closed or hall.space.state != SpaceState.OPEN:
            raise Refused(_("This hall is not lent now."), "closed")
        if _is_taken(hall, starts_at, ends_at):
            raise Unfit(_("The hall is taken at that time: choose another time or another hall."), "starts_at")
        if row.bookings.filter(state=BookingState.ASKED).count() >= WAITING_MAX:
            raise Refused(_("Twenty requests of this association wait for an answer: withdraw one first."), "full")
        booking = HallBooking.objects.create(
            hall=hall, association=row, purpose=purpose, starts_at=starts_at, ends_at=ends_at, asked_by=by
        )
        journal.record(booking, "ask", by=by, target=booking.state)
        facilitators = hall.space.memberships.filter(role=Role.FACILITATOR, ended_at__isnull=True)
        notify(
            User.objects.filter(memberships__in=facilitators).distinct(),
            key=f"booking.{booking.pk}.asked",
            text=lambda: (
                gettext("The association %(name)s asks for a hall: %(hall)s, %(moment)s.")
                % {"name": isolate(str(row)), "hall": isolate(hall.name), "moment": _moment(booking)}
            ),
            url=booking.get_absolute_url(),
        )
    return booking


def accept_booking(booking: HallBooking, *, by: User) -> HallBooking:
    """Give the slot and tell the association. Raises `PermissionDenied`, `Refused` when the hall was given already.

    The database itself refuses two accepted slots that overlap. Locks the hall.
    """
    try:
        with transaction.atomic():
            # One at a time: two overlapping slots written at once would each wait for the other (a deadlock).
            Hall.objects.select_for_update(no_key=True).only("pk").get(pk=booking.hall_id)
            row = perform(booking, moves.ACCEPT, by=by)
            _tell(row, _accepted)
    except IntegrityError as error:
        raise Refused(
            _("The hall is given to another association at that time. Refuse this request, or wait for a change."),
            "taken",
        ) from error
    return row


def refuse_booking(booking: HallBooking, *, by: User, reason: str) -> HallBooking:
    """Refuse the slot for a reason, which the association is told."""
    reason = fits(clean_text(reason), BOOKING_REASON_MAX, "reason")
    with transaction.atomic():
        row = perform(booking, moves.REFUSE, by=by, note=reason, also={"reason": reason})
        _tell(row, _refused)
    return row


def withdraw_booking(booking: HallBooking, *, by: User) -> HallBooking:
    """Take a request back, accepted or not, before it begins."""
    return perform(booking, moves.WITHDRAW, by=by)


def _check_slot(starts_at: datetime.datetime, ends_at: datetime.datetime) -> None:
    if starts_at <= now():
        raise Unfit(_("This moment is past: choose a later one."), "starts_at")
    if starts_at > now() + AHEAD:
        raise Unfit(_("A hall is asked for at most six months ahead."), "starts_at")
    if ends_at <= starts_at:
        raise Unfit(_("It ends before it begins: look at the hours again."), "ends_at")
    if ends_at - starts_at > LONGEST:
        raise Unfit(_("A slot lasts at most fourteen hours: ask for each day by itself."), "ends_at")


def _is_taken(hall: Hall, starts_at: datetime.datetime, ends_at: datetime.datetime) -> bool:
    given = hall.bookings.filter(state=BookingState.ACCEPTED)
    return given.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists()


def _accepted(words: dict) -> str:
    return gettext("The hall is given to %(name)s: %(hall)s, %(moment)s.") % words


def _refused(words: dict) -> str:
    return gettext("The hall is not given to %(name)s: %(hall)s, %(moment)s. Reason: %(reason)s") % words


def _moment(booking: HallBooking) -> str:
    return dates.moment(localtime(booking.starts_at), get_language())


def _tell(row: HallBooking, words) -> None:
    notify(
        keepers_of(row.association),
        key=f"booking.{row.pk}.{row.state}",
        text=lambda: words(
            {
                "name": isolate(str(row.association)),
                "hall": isolate(row.hall.name),
                "moment": _moment(row),
                "reason": isolate(row.reason),
            }
        ),
        url=row.get_absolute_url(),
        urgent=True,
    )
