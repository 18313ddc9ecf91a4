"""The floor: asking for it, giving it, ending a turn. Who speaks is tested and set under the thread's lock."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused, perform
from debates.actions.attending import count_in
from debates.actions.numbering import stamp
from debates.actions.presiding import lock_sitting, must_be_live, must_preside
from debates.enums import RequestKind, RequestState
from debates.models import FloorRequest, Sitting
from debates.workflow import END, GIVE, PASS_OVER, WITHDRAW

ABOUT_MAX, NAME_MAX, DISTRICT_MAX = 140, 80, 60  # characters
EXTEND_MAX = 600  # seconds at once


@dataclass(frozen=True)
class Declared:
    """What a person may say of herself when she asks: it balances the queue, and is shown to nobody beside her name.

    None and "" mean that she said nothing.
    """

    is_woman: bool | None = None
    is_youth: bool | None = None
    district: str = ""


NOTHING_DECLARED = Declared()


def ask(
    sitting: Sitting,
    *,
    by: User,
    about: str = "",
    kind: str = RequestKind.SPEECH,
    declared: Declared = NOTHING_DECLARED,
) -> FloorRequest:
    """Ask for the floor and return the request; asking again while one waits or has the floor returns that one.

    Locks the thread and the sitting; counts her among those who are here. Raises `Unfit`.
    """
    fields = _checked(about, kind, declared)
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        if not by.has_perm("debates.ask_floor", row):
            raise PermissionDenied
        must_be_live(row)
        standing = row.requests.filter(user=by, state__in=[RequestState.WAITING, RequestState.GIVEN]).first()
        if standing is not None:
            return standing
        request = FloorRequest.objects.create(sitting=row, user=by, point=row.point, **fields)
        count_in(row, by)
        stamp(thread, room=True)
    return request


def ask_for_hall(
    sitting: Sitting,
    *,
    by: User,
    name: str,
    about: str = "",
    kind: str = RequestKind.SPEECH,
    declared: Declared = NOTHING_DECLARED,
) -> FloorRequest:
    """Write down that a person in the hall asks for the floor, by the name she gives, and return the request.

    The same name while it waits or has the floor is the same request. Raises `Unfit`.
    """
    name = fits(clean_line(name), NAME_MAX, "name")
    if not has_words(name):
        raise Unfit(_("Write the name of the person, or how she is called."), "name")
    fields = _checked(about, kind, declared)
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        must_preside(row, by)
        must_be_live(row)
        standing = row.requests.filter(
            user=None, name=name, state__in=[RequestState.WAITING, RequestState.GIVEN]
        ).first()
        if standing is not None:
            return standing
        request = FloorRequest.objects.create(sitting=row, name=name, point=row.point, **fields)
        journal.record(request, "ask_for_hall", by=by)
        stamp(thread, room=True)
    return request


def _checked(about: str, kind: str, declared: Declared) -> dict:
    about = fits(clean_line(about), ABOUT_MAX, "about")
    district = fits(clean_line(declared.district), DISTRICT_MAX, "district")
    if kind not in RequestKind.values:
        raise Unfit(_("Choose from the list."), "kind")
    return {
        "about": about,
        "kind": kind,
        "is_woman": declared.is_woman,
        "is_youth": declared.is_youth,
        "district": district if has_words(district) else "",
    }


def give(request: FloorRequest, *, by: User, and_end: FloorRequest | int | None = None) -> FloorRequest:
    """Give the floor to someone who waits, and return her request. Locks the thread, then the requests.

    While someone speaks it is refused, unless `and_end` is that very turn (or its key), which is ended first: of two
    facilitators who both hand on the turn that they see, one wins, and nobody is cut short by the other.
    """
    with transaction.atomic():
        thread, sitting = lock_sitting(request.sitting)
        speaking = sitting.requests.filter(state=RequestState.GIVEN).exclude(pk=request.pk).select_related("user")
        for turn in speaking:
            if turn.pk != getattr(and_end, "pk", and_end):
                must_preside(sitting, by)
                raise Refused(
                    _("%(name)s has the floor now: end that turn first, or give the floor and end it.")
                    % {"name": turn.who},
                    "taken",
                )
            perform(turn, END, by=by)
        until = now() + datetime.timedelta(seconds=sitting.turn_seconds)
        request = perform(request, GIVE, by=by, also={"until": until})
        stamp(thread, room=True)
    return request


def end_turn(request: FloorRequest, *, by: User) -> FloorRequest:
    """End a turn, by who presides or by the speaker herself, and return it."""
    return _perform(request, END, by=by)


def withdraw_request(request: FloorRequest, *, by: User) -> FloorRequest:
    """Take back one's own request and return it."""
    return _perform(request, WITHDRAW, by=by)


def pass_over(request: FloorRequest, *, by: User) -> FloorRequest:
    """Pass over someone who waits, who may ask again, and return her request."""
    return _perform(request, PASS_OVER, by=by)


def _perform(request: FloorRequest, action: str, *, by: User) -> FloorRequest:
    with transaction.atomic():
        thread, _sitting = lock_sitting(request.sitting)
        request = perform(request, action, by=by)
        stamp(thread, room=True)
    return request


def move_request(
    request: FloorRequest, action: str, *, by: User, and_end: FloorRequest | int | None = None
) -> FloorRequest:
    """Perform a move of the table by its name. Raises `KeyError` for one that the table does not have."""
    if action == GIVE:
        return give(request, by=by, and_end=and_end)
    return {END: end_turn, WITHDRAW: withdraw_request, PASS_OVER: pass_over}[action](request, by=by)


def extend(request: FloorRequest, *, by: User, seconds: int) -> FloorRequest:
    """Give the speaker `seconds` more, counted from now when her time was up, and return her request."""
    if not 1 <= seconds <= EXTEND_MAX:
        raise Unfit(_("A turn is extended by ten minutes at the most."), "seconds")
    with transaction.atomic():
        thread, sitting = lock_sitting(request.sitting)
        must_preside(sitting, by)
        row = FloorRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
        if row.state != RequestState.GIVEN:
            raise Refused(_("This person does not have the floor any more."), "not_now")
        row.until = max(row.until, now()) + datetime.timedelta(seconds=seconds)
        row.save(update_fields=["until"])
        journal.record(row, "extend", by=by, data={"seconds": seconds})
        stamp(thread, room=True)
    return row
