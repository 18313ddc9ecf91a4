"""Sittings: when, where, before the public or not; the roll, the quorum and the three calls (113-14, art. 42)."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import dates, journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused, is_open, perform
from deliberations import delays as law
from deliberations.actions.standing import acting, lock
from deliberations.actions.telling import tell_cancelled, tell_closed
from deliberations.enums import WERE_THERE, Closer, Presence, SessionState, SittingState
from deliberations.members import in_office, is_quorum
from deliberations.models import Attendance, Deliberation, Session, Sitting, Vote
from deliberations.rules import prepares, records
from deliberations.workflow import CANCEL, CLOSE, FAIL, HOLD, OPEN

PLACE_MAX, REASON_MAX = 200, 400  # characters


def plan_sitting(
    session: Session,
    *,
    by: User,
    starts_at: datetime.datetime,
    place: str,
    is_public: bool = True,
    closed_by: str = "",
    closed_reason: str = "",
) -> Sitting:
    """Give a session a sitting and return it: the first on the day on which it opens, later ones until its last day.

    After a sitting that lacked members, it is the next call, on the days that the law leaves. It is open to the public
    unless the president, a third of the members or the governor asked otherwise (art. 48): then everyone reads who did
    and why. Locks the session. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    with transaction.atomic():
        row = lock(session.pk)
        acting(row, by, prepares)
        if row.state == SessionState.CLOSED:
            raise Refused(_("The session is closed."), "closed")
        if row.opens_on is None:
            raise Refused(_("Choose the day on which the session opens first."), "no_day")
        sitting = Sitting(session=row, call=_call(row, localtime(starts_at).date()), starts_at=starts_at)
        sitting.number = (row.sittings.aggregate(last=Max("number"))["last"] or 0) + 1
        _say(sitting, place, is_public, closed_by, closed_reason)
        sitting.save()
        journal.record(sitting, "plan", by=by, target=sitting.state, data={"call": sitting.call, "session": row.pk})
        tell_closed(sitting, by)
    return sitting


def _say(sitting: Sitting, place: str, is_public: bool, closed_by: str, closed_reason: str) -> None:
    sitting.place = fits(clean_line(place), PLACE_MAX, "place")
    if not has_words(sitting.place):
        raise Unfit(_("Say where the council sits."), "place")
    sitting.is_public = is_public
    sitting.closed_by, sitting.closed_reason = "", ""
    if is_public:
        return
    if closed_by not in Closer.values:
        raise Unfit(_("Say who asked that the public stay out."), "closed_by")
    sitting.closed_by = closed_by
    sitting.closed_reason = fits(clean_text(closed_reason), REASON_MAX, "closed_reason")
    if not has_words(sitting.closed_reason):
        raise Unfit(_("Give the reason: it will be shown to everyone."), "closed_reason")


def _call(session: Session, day: datetime.date) -> int:
    """Return which call a sitting on a day is: 1, 2 or 3. Raises `Unfit` for a day that does not fit.

    Until the session opens, a sitting that lacked members is called again on the days that the law leaves (art. 42);
    those of the same call that follow it are held on later days of the session.
    """
    rows = session.sittings.exclude(state=SittingState.CANCELLED)
    call = 1
    if session.state != SessionState.OPEN:
        lacking = _lacking(session)
        coming = rows.filter(state=SittingState.PLANNED).order_by("starts_at", "id").first()
        if lacking is not None and (coming is None or day <= localtime(coming.starts_at).date()):
            return _call_again(session, lacking, day)
        call = coming.call if coming else 1
    lang = get_language()
    if day != session.opens_on and not rows.exists():
        raise Unfit(
            _("The session opens on %(day)s: so does its first sitting.") % {"day": dates.day(session.opens_on, lang)},
            "starts_at",
        )
    if day < session.opens_on or (session.ends_by and day > session.ends_by):
        raise Unfit(
            _("The session sits from %(first)s to %(last)s.")
            % {
                "first": dates.day(session.opens_on, lang),
                "last": dates.day(session.ends_by or session.opens_on, lang),
            },
            "starts_at",
        )
    return call


def _lacking(session: Session) -> Sitting | None:
    """Return the latest sitting that lacked members."""
    return session.sittings.filter(state=SittingState.LACKING).order_by("-starts_at", "-id").first()


def _call_again(session: Session, lacking: Sitting, day: datetime.date) -> int:
    """Return which call a sitting on a day is after one that lacked members. Raises `Unfit` for another day than the
    law leaves: art. 42, or art. 37 for the session that the governor asked for."""
    held_on, lang = localtime(lacking.starts_at).date(), get_language()
    delays = law.of(session.council, held_on)
    first, until = law.next_call(delays, held_on, lacking.call, session.called_by)
    if day < first or (until and day > until):
        if until == first:
            words = gettext("The law puts this session off to the next working day: %(first)s.")
        elif until:
            words = gettext("The law lets the council be called again from %(first)s to %(until)s.")
        else:
            words = gettext("The law lets the council be called again from %(first)s on.")
        words %= {"first": dates.day(first, lang), "until": dates.day(until or first, lang)}
        raise Unfit(words, "starts_at")
    return min(lacking.call + 1, law.last_call(session.called_by))


def change_sitting(
    sitting: Sitting, *, by: User, place: str, is_public: bool, closed_by: str = "", closed_reason: str = ""
) -> Sitting:
    """Change where a sitting to come is held and whether the public may come in, and return it. Locks the session."""
    with transaction.atomic():
        lock(sitting.session_id)
        row = Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
        acting(row, by, prepares)
        if row.state != SittingState.PLANNED:
            raise Refused(_("This sitting was held already."), "held")
        _say(row, place, is_public, closed_by, closed_reason)
        row.save()
        journal.record(row, "edit", by=by, note=row.closed_reason, data={"is_public": row.is_public})
        tell_closed(row, by)
    return row


def cancel_sitting(sitting: Sitting, *, by: User, reason: str) -> Sitting:
    """Cancel a sitting to come, with the reason, and return it. Locks the session."""
    with transaction.atomic():
        lock(sitting.session_id)
        acting(sitting, by, prepares)
        row = perform(sitting, CANCEL, by=by, note=fits(clean_text(reason), REASON_MAX, "reason"))
        tell_cancelled(row, by, reason)
        return row


def open_sitting(sitting: Sitting, *, by: User, roll: Mapping[int, str]) -> Sitting:
    """Call the roll and open a sitting, or find that it lacks members; return it as it now is.

    `roll` gives the presence of each member in office by the id of her mandate; whom it leaves out is absent. A session
    opens with its first sitting that has its quorum: more than half of the members in office, at the first two calls;
    any number at the third (113-14, art. 42), at the second where the governor asked for the session (art. 37). Lacking
    it, the other sittings that were planned are cancelled: the council is called again on the days that the law leaves.
    Locks the session. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    with transaction.atomic():
        session = lock(sitting.session_id)
        row = Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
        row.session = session
        acting(session, by, records)
        if not is_open(row, HOLD):
            return perform(row, HOLD, by=by, data={})  # which says why not
        day = localtime(row.starts_at).date()
        if day > localdate():
            raise Refused(_("This sitting is still to come: call the roll on its day."), "to_come")
        if session.state not in {SessionState.CONVENED, SessionState.OPEN}:
            raise Refused(_("The members were not convened yet."), "not_convened")
        is_opening = session.state == SessionState.CONVENED
        if is_opening:
            _in_its_turn(session, row, day)
        members = in_office(session.council_id, day)
        there = _write_roll(row, members, roll)
        counts = {"there": there, "in_office": len(members), "call": row.call}
        any_number = row.call >= law.last_call(session.called_by)
        if not there or (is_opening and not any_number and not is_quorum(there, len(members))):
            failed = perform(row, FAIL, by=by, also={"in_office": len(members)}, data=counts)
            if is_opening:
                _cancel_others(session, by)
            return failed
        if is_opening:
            perform(session, OPEN, by=by, data={"sitting": row.pk} | counts)
        return perform(row, HOLD, by=by, also={"in_office": len(members)}, data=counts)


def _in_its_turn(session: Session, sitting: Sitting, day: datetime.date) -> None:
    """Refuse the sitting that would open a session before an earlier one, or as another call than the law has."""
    earlier = session.sittings.filter(state=SittingState.PLANNED, starts_at__lt=sitting.starts_at)
    if earlier.exists():
        raise Refused(_("An earlier sitting is still to be held: call its roll first, or cancel it."), "not_its_turn")
    lacking = _lacking(session)
    if lacking is not None and _call_again(session, lacking, day) != sitting.call:
        raise Refused(
            _("This sitting was planned before another one lacked members: cancel it, and call the council again."),
            "another_call",
        )


def _cancel_others(session: Session, by: User) -> None:
    """Cancel the sittings to come of a session that did not open, with the reason."""
    why = gettext("Too few members were there for the session to open: the council is called again.")
    for row in session.sittings.filter(state=SittingState.PLANNED).order_by("starts_at", "id"):
        tell_cancelled(perform(row, CANCEL, by=by, note=why), by, why)


def _write_roll(sitting: Sitting, members: list, roll: Mapping[int, str]) -> int:
    """Write the presence of each member, and return how many are there."""
    known = {member.pk for member in members}
    if strangers := set(roll) - known:
        raise Unfit(
            _("The roll names people who are not in office (%(count)s): look at it again.") % {"count": len(strangers)},
            "roll",
        )
    if any(presence not in Presence.values for presence in roll.values()):
        raise Unfit(_("Say of each member whether she or he is there."), "roll")
    rows = [
        Attendance(sitting=sitting, mandate=member, presence=roll.get(member.pk, Presence.ABSENT)) for member in members
    ]
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["sitting", "mandate"], update_fields=["presence"]
    )
    return sum(row.presence in WERE_THERE for row in rows)


def correct_roll(sitting: Sitting, *, by: User, roll: Mapping[int, str]) -> Sitting:
    """Correct the roll of a sitting that is being held: who came late, who left; return it. Locks the session.

    Nobody who voted at it was absent: that is refused, as are fewer members than a vote counted. Raises `Unfit`,
    `Refused`.
    """
    with transaction.atomic():
        session = lock(sitting.session_id)
        row = Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
        acting(session, by, records)
        if session.state != SessionState.OPEN or row.state != SittingState.HELD:
            raise Refused(_("The roll changes only while the session is being held."), "not_open")
        day = localtime(row.starts_at).date()
        before = row.attendance.filter(presence__in=WERE_THERE).count()
        there = _write_roll(row, in_office(session.council_id, day), roll)
        voted = Vote.objects.filter(deliberation__sitting=row).values_list("mandate_id", flat=True)
        firsts = Deliberation.objects.filter(item__session=session, first_counts__sitting=row.pk)
        kept = list(firsts.values_list("first_counts", flat=True))  # first votes, taken anew at a later sitting
        voters = set(voted) | {int(pk) for one in kept for pk in one["votes"]}
        gone = [pk for pk in voters if roll.get(pk) not in WERE_THERE]
        most = max([row.deliberations.aggregate(most=Max("present"))["most"] or 0, *(one["present"] for one in kept)])
        if gone or there < most:
            raise Unfit(_("Members who voted at this sitting were there: put them back on the roll."), "roll")
        journal.record(row, "correct_roll", by=by, data={"before": before, "there": there})
    return row


def close_session(session: Session, *, by: User) -> Session:
    """Close a session once every point was dealt with, and return it. Locks it."""
    with transaction.atomic():
        row = lock(session.pk)
        acting(row, by, records)
        return perform(row, CLOSE, by=by)
