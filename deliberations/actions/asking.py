"""Extraordinary sessions, by their conditions (113-14, art. 36–37)."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import dates, journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, is_open, perform
from councils.actions.people import who_sign
from councils.models import Council, Mandate
from deliberations import delays as law
from deliberations.actions.standing import acting, lock_council
from deliberations.enums import Caller, SessionKind
from deliberations.members import in_office
from deliberations.models import Session, SessionRequest
from deliberations.rules import prepares, proposes, signs
from deliberations.workflow import ACCEPT, REFUSE
from notices.actions import notify

PURPOSE_MAX, REASON_MAX = 400, 2000  # characters
DELAYS = {
    Caller.THIRD: "extraordinary_refusal",
    Caller.MAJORITY: "extraordinary_by_majority",
    Caller.GOVERNOR: "extraordinary_by_governor",
}


@transaction.atomic
def ask_for_session(
    council: Council,
    *,
    by: User,
    caller: str,
    purpose: str,
    members: Iterable[Mandate] = (),
    on: datetime.date | None = None,
) -> SessionRequest:
    """Record that a third of the members, their absolute majority or the governor ask for a session, and return it.

    `members` signed it; `on` is the day on which the president received it. Those who may sign are told. Raises
    `PermissionDenied`, `Unfit` for too few members or no words.
    """
    acting(council, by, prepares if caller == Caller.GOVERNOR else proposes)
    council = lock_council(council)
    purpose = fits(clean_line(purpose), PURPOSE_MAX, "purpose")
    on = on or localdate()
    if caller not in DELAYS:
        raise Unfit(_("Say who asks for the session."), "caller")
    if not has_words(purpose):
        raise Unfit(_("Say in words what the session is asked for: its agenda."), "purpose")
    if on > localdate():
        raise Unfit(_("This day is still to come: give the day on which the president received it."), "on")
    asking = [] if caller == Caller.GOVERNOR else _enough(council, caller, members, on)
    row = SessionRequest.objects.create(
        council=council,
        caller=caller,
        purpose=purpose,
        asked_on=on,
        answer_by=law.of(council, on).after(DELAYS[caller], on),
    )
    row.asked_by.set(asking)
    journal.record(row, "ask", by=by, target=row.state, data={"caller": caller, "members": len(asking)})
    notify(
        who_sign(council),
        key=f"session_request.{row.pk}",
        text=lambda: gettext("An extraordinary session is asked for: %(purpose)s") % {"purpose": isolate(row.purpose)},
        url=council.get_absolute_url(),
    )
    return row


def _enough(council: Council, caller: str, members: Iterable[Mandate], on: datetime.date) -> list[Mandate]:
    """Return those of the members who sit on that day. Raises `Unfit` when they are too few."""
    sitting = {member.pk: member for member in in_office(council, on)}
    asking = [sitting[pk] for pk in {member.pk for member in members} if pk in sitting]
    least = -(-len(sitting) // 3) if caller == Caller.THIRD else len(sitting) // 2 + 1
    if len(asking) < max(least, 1):
        message = (
            _("A third of the members must ask: %(least)s of %(all)s. You named %(given)s.")
            if caller == Caller.THIRD
            else _("The absolute majority of the members must ask: %(least)s of %(all)s. You named %(given)s.")
        )
        raise Unfit(message % {"least": least, "all": len(sitting), "given": len(asking)}, "members")
    return asking


@transaction.atomic
def accept_request(request: SessionRequest, *, by: User, on: datetime.date) -> Session:
    """Have the session held that was asked for, opening on a day, and return it.

    Asked for by the absolute majority or the governor it opens within the law's delay; where that delay went by, as
    soon as can be: what was late stays late. Locks the council. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    council = lock_council(request.council)
    acting(council, by, signs)
    if not is_open(request, ACCEPT):
        perform(request, ACCEPT, by=by)  # which says why not
    is_bound = request.caller in {Caller.MAJORITY, Caller.GOVERNOR}
    if is_bound and request.answer_by and on > request.answer_by >= localdate():
        raise Unfit(
            _("The law has this session held by %(day)s.") % {"day": dates.day(request.answer_by, get_language())},
            "on",
        )
    session = _hold(council, by, request.caller, request.purpose, on)
    row = perform(request, ACCEPT, by=by, also={"session": session}, data={"session": session.pk})
    _tell(row, lambda: gettext("The extraordinary session that you asked for will be held: %(purpose)s"), session)
    return session


@transaction.atomic
def refuse_request(request: SessionRequest, *, by: User, reason: str) -> SessionRequest:
    """Refuse, with reasons, the session that a third of the members asked for, and return the request.

    Raises `Refused` for what the law lets nobody refuse: the absolute majority, the governor; `PermissionDenied`.
    """
    council = lock_council(request.council)
    acting(council, by, signs)
    reason = fits(clean_text(reason), REASON_MAX, "reason")
    if request.caller != Caller.THIRD:
        raise Refused(_("The law lets nobody refuse this session: give the day on which it opens."), "binding")
    row = perform(request, REFUSE, by=by, note=reason, also={"reason": reason})
    _tell(row, lambda: gettext("The extraordinary session that you asked for was refused: %(purpose)s"))
    return row


def _tell(row: SessionRequest, words, session: Session | None = None) -> None:
    notify(
        [mandate.user for mandate in row.asked_by.select_related("user") if mandate.user_id],
        key=f"session_request.{row.pk}.{row.state}",
        text=lambda: words() % {"purpose": isolate(row.purpose)},
        url=(session or row.council).get_absolute_url(),
    )


@transaction.atomic
def call_extraordinary(council: Council, *, by: User, purpose: str, on: datetime.date) -> Session:
    """Call an extraordinary session on the president's own initiative, opening on a day, and return it."""
    council = lock_council(council)
    acting(council, by, signs)
    purpose = fits(clean_line(purpose), PURPOSE_MAX, "purpose")
    if not has_words(purpose):
        raise Unfit(_("Say in words what the session is called for."), "purpose")
    return _hold(council, by, Caller.PRESIDENT, purpose, on)


def _hold(council: Council, by: User, caller: str, purpose: str, on: datetime.date) -> Session:
    if on < localdate():
        raise Unfit(_("This day is past: choose one that is still to come."), "on")
    kind = SessionKind.EXTRAORDINARY
    last = Session.objects.filter(council=council, kind=kind, year=on.year).aggregate(last=Max("ordinal"))["last"] or 0
    row = Session.objects.create(
        council=council,
        kind=kind,
        year=on.year,
        ordinal=last + 1,
        opens_from=on,
        opens_by=on,
        opens_on=on,
        ends_by=law.last_day(law.of(council, on), on, is_extraordinary=True),
        called_by=caller,
        purpose=purpose,
    )
    journal.record(row, "call", by=by, target=row.state, data={"caller": caller, "opens_on": on.isoformat()})
    return row
