"""The clocks of a session and of a decision: who owes what by when, under which article."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.clock import Clock
from core.models import LegalRule
from deliberations import delays as law
from deliberations.enums import ENFORCEABLE, Caller, ItemKind, RequestState, Visa
from deliberations.models import Decision, Minutes, Session, SessionRequest

SENT = _("sent on %(day)s")


@dataclass(frozen=True)
class Line:
    """One line of the law's calendar: what it is about, its clock or its window, its rule with the article.

    A `window` (first and last day) is a time in which somebody may do something, or in which something stands: nobody
    owes anything, so that it is never late.
    """

    name: Any
    rule: LegalRule
    clock: Clock | None = None
    window: tuple[datetime.date, datetime.date] | None = None


def of_session(session: Session, minutes: Minutes | None) -> list[Line]:
    """Return the lines of a session, in the order of their days. `minutes`: its approved ones. One query for the rules,
    and one for each delay of working days."""
    delays = law.of(session.council, session.day)
    lines = [_to_governor(session, delays), _governor_adds(session, delays), _notice(session, delays)]
    if session.opens_on and session.ends_by:
        key = "extraordinary_length" if session.is_extraordinary else "session_length"
        if rule := delays.get(key):
            lines.append(Line(_("The session sits"), rule, window=(session.opens_on, session.ends_by)))
    if session.closed_at:
        closed_on = localdate(session.closed_at)
        lines.append(
            _owed(
                _("The minutes, to the members"), delays, "minutes_to_members", closed_on,
                minutes.sent_to_members_on if minutes else None,
            )
        )  # fmt: skip
        lines.append(
            _owed(
                _("The minutes and decisions, to the governor"), delays, "decisions_to_governor", closed_on,
                session.sent_on,
            )
        )  # fmt: skip
    return [line for line in lines if line]


def _ahead(name: Any, delays: law.Delays, key: str, day: datetime.date, done_on: datetime.date | None) -> Line | None:
    """Return the line of what is due some days before `day`."""
    rule, due_on = delays.get(key), delays.before(key, day)
    if rule is None or due_on is None:
        return None
    return Line(name, rule, clock=_clock(due_on - 30 * law.DAY, due_on, done_on))


def _owed(name: Any, delays: law.Delays, key: str, start: datetime.date, done_on: datetime.date | None) -> Line | None:
    rule, due_on = delays.get(key), delays.after(key, start)
    return Line(name, rule, clock=_clock(start, due_on, done_on)) if rule and due_on else None


def _clock(start: datetime.date, due_on: datetime.date, done_on: datetime.date | None) -> Clock:
    return Clock(
        awaited=_("a paper of the session"),
        who=_("the president of the council"),
        started_on=start,
        due_on=due_on,
        done_on=done_on,
        sentence=_("to be sent by %(day)s"),
        due_sentence=_("had to be sent by %(day)s"),
        done_sentence=SENT,
    )


def _to_governor(session: Session, delays: law.Delays) -> Line | None:
    """Return the clock of the agenda (113-14, art. 38). None for the governor's session: its agenda is the governor's
    own (art. 37). The absolute majority's bears it (art. 36), unless its last day was over before the request came."""
    if session.called_by == Caller.GOVERNOR:
        return None
    if session.called_by == Caller.MAJORITY:
        due_on = delays.before("agenda_to_governor", session.day)
        if due_on and SessionRequest.objects.filter(session=session, asked_on__gt=due_on).exists():
            return None
    done_on = session.sent_to_governor_on
    return _ahead(_("The agenda, to the governor"), delays, "agenda_to_governor", session.day, done_on)


def _governor_adds(session: Session, delays: law.Delays) -> Line | None:
    start = session.sent_to_governor_on
    rule, until = delays.get("governor_adds_items"), delays.after("governor_adds_items", start)
    if rule is None or until is None:
        return None
    return Line(_("The governor may add points"), rule, window=(start, until))


def _notice(session: Session, delays: law.Delays) -> Line | None:
    key = law.notice_key(session.called_by)
    return _ahead(_("The notice and the documents, to the members"), delays, key, session.day, session.convened_on)


def of_decision(decision: Decision) -> list[Line]:
    """Return the lines of a published decision: posted at the seat, before the governor."""
    delays = law.of(decision.council, decision.adopted_on)
    lines = []
    if (rule := delays.get("decisions_posted")) and decision.posted_from:
        window = (decision.posted_from, decision.posted_until)
        lines.append(Line(_("Posted at the seat of the council"), rule, window=window))
    if decision.sent_on:
        key = "governor_visa" if decision.deliberation.item.needs_visa else "governor_opposition"
        name = _("The governor’s visa") if key == "governor_visa" else _("The governor may oppose it")
        if decision.deliberation.item.kind == ItemKind.COMPANY:  # 113-14, art. 118 and 131
            name = _("The visa of the minister of the Interior")
        rule, until = delays.get(key), delays.after(key, decision.sent_on)
        if rule and until:
            is_over = decision.visa in ENFORCEABLE | {Visa.OPPOSED}
            last = min(until, decision.visa_on) if is_over and decision.visa_on else until
            lines.append(Line(name, rule, window=(decision.sent_on, max(last, decision.sent_on))))
    return lines


def of_opposed(decision: Decision, due_on: datetime.date) -> Clock:
    """Return the clock of a decision that the governor opposed, until the last day of the session that deliberates."""
    start = decision.visa_on or decision.adopted_on
    return Clock(
        awaited=_("a new deliberation"),
        who=_("the council"),
        started_on=min(start, due_on),
        due_on=due_on,
        sentence=_("to be deliberated anew by %(day)s"),
        due_sentence=_("had to be deliberated anew by %(day)s"),
    )


def of_request(request: SessionRequest) -> Clock | None:
    """Return the clock of a request that waits for the president, or that was answered; none where the law as loaded
    named no delay."""
    if request.answer_by is None:
        return None
    done = request.answered_at
    third = request.caller == Caller.THIRD
    return Clock(
        awaited=_("an answer"),
        who=_("the president of the council"),
        started_on=request.asked_on,
        due_on=request.answer_by,
        done_on=localdate(done) if done and request.state != RequestState.ASKED else None,
        sentence=_("to be refused with reasons by %(day)s, or held") if third else _("to be held by %(day)s"),
        due_sentence=_("an answer was due by %(day)s") if third else _("had to be held by %(day)s"),
        done_sentence=_("answered on %(day)s"),
    )
