"""The public timeline of a petition: what happened, in sentences; who must act next, by when, by which article."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core import dates
from core.clock import Clock
from core.text import isolate
from councils.timeline import Names
from moderation.stories import reported_as
from petitions.agenda import Due, due_session, ends_by
from petitions.conditions import article, cited
from petitions.enums import Outcome, PetitionState, ReceiptWay
from petitions.models import Hearing, Petition
from petitions.requirements import level_of
from territories.enums import Level

S = PetitionState
SHOWN_APART = {"accept", "reject", "follow_up", "report"}
AGENDA = {Level.COMMUNE: 38, Level.PROVINCE: 39, Level.REGION: 41}
POSTING = {Level.COMMUNE: 273, Level.PROVINCE: 217, Level.REGION: 247}


# --- what happened ---
@dataclass(frozen=True)
class Told:
    """One line of the story: when, what in words, by whom, the public reason, and its number."""

    at: datetime.datetime
    words: str
    who: str
    note: str
    report: int = 0


def told(entries: Iterable, names: Names) -> list[Told]:
    """Tell journal entries (with their people) as lines of the story, in the same order; a reason that the page shows
    with the act itself (`SHOWN_APART`) is not told again.

    What is done to sheets, annexes and signatures has a place of its own on the page: it is left out here.
    """
    story = []
    for entry in entries:
        words = words_of(entry, names)
        if words:
            note = "" if entry.action in SHOWN_APART else entry.said
            story.append(Told(entry.at, words, names.who(entry), note, reported_as(entry)))
    return story


def words_of(entry, names: Names) -> str:
    """Return one journal entry as a sentence in the reader's language, empty when it is not told."""
    if entry.action in WITH_FACTS:
        return WITH_FACTS[entry.action](entry.data, names)
    return str(SENTENCES.get(entry.action, ""))


def _deposit(data: dict, names: Names) -> str:
    words = {"number": isolate(data["number"]), "day": _day(data["on"]), "last": _day(data["notify_by"])}
    if data["way"] == ReceiptWay.PAPER:
        return (
            _("Deposited on %(day)s: receipt %(number)s, on paper. A rejection must be notified by %(last)s.") % words
        )
    return _("Deposited on %(day)s: receipt %(number)s. A rejection must be notified by %(last)s.") % words


def _schedule(data: dict, names: Names) -> str:
    words = {"first": _day(data["session_on"]), "last": _day(data["session_by"])}
    if data["session_on"] == data["session_by"]:
        return _("Put on the agenda of the ordinary session of %(first)s.") % words
    return _("Put on the agenda of the ordinary session that opens between %(first)s and %(last)s.") % words


def _to_committee(data: dict, names: Names) -> str:
    name = names.committees.get(data["committee"])
    if not name:
        return _("Sent to a standing committee.")
    return _("Sent to a standing committee: %(name)s.") % {"name": isolate(name)}


def _deliberate(data: dict, names: Names) -> str:
    return _("The council deliberated on %(day)s.") % {"day": _day(data["on"])}


def _decide(data: dict, names: Names) -> str:
    return _("The council decided: %(outcome)s.") % {"outcome": Outcome(data["outcome"]).label}


def _day(day: str) -> str:
    return dates.day(datetime.date.fromisoformat(day), get_language())


SENTENCES = {
    "start": gettext_lazy("It was made public."),
    "reach": gettext_lazy("The number of signatures that the law requires was reached."),
    "hand_in": gettext_lazy("The file was handed in through Agraw; the council owes its receipt."),
    "check": gettext_lazy("The president referred it to the bureau of the council."),
    "accept": gettext_lazy("The council accepted it."),
    "reject": gettext_lazy("The council rejected it."),
    "lapse": gettext_lazy("The time limit passed without notification."),
    "put_off": gettext_lazy("The council put it off to a later session."),
    "taken_off": gettext_lazy("It was taken off the agenda of the council."),
    "follow_up": gettext_lazy("The council told what was done."),
    "report": gettext_lazy("The council told what was done since."),
    "withdraw": gettext_lazy("The mandatary withdrew it."),
    "hold": gettext_lazy("It was held for checking."),
    "hide": gettext_lazy("It was hidden."),
    "show": gettext_lazy("It was shown again."),
}
WITH_FACTS: dict[str, Callable[[dict, Names], str]] = {
    "deposit": _deposit,
    "schedule": _schedule,
    "to_committee": _to_committee,
    "deliberate": _deliberate,
    "decide": _decide,
}


# --- what must happen next ---
@dataclass(frozen=True)
class Awaited:
    """Who must act next (`who`), what must be done (`words`), by when (`clock`, None without a last day), and the
    article that says so. `notes` are sentences that add something; `is_silent`: nothing was notified in time."""

    words: Any
    who: Any
    article: str
    clock: Clock | None = None
    notes: tuple[str, ...] = ()
    is_silent: bool = False


def awaited(petition: Petition, today: datetime.date | None = None) -> Awaited | None:
    """Return what must happen next, None when nothing must. `petition` came with its steps (`for_detail`)."""
    make = NEXT.get(petition.state)
    return make(petition, today or localdate()) if make else None


def further(petition: Petition, numbers: dict[str, int]) -> str:
    """Return "113-14, art. 38" from the numbers of an article by level."""
    level = level_of(petition.council.territory)
    return cited(level, numbers[level])


def _art(petition: Petition) -> str:
    return article(level_of(petition.council.territory), "deposit")


def _receipt(petition: Petition, today: datetime.date) -> Awaited | None:
    if petition.handed_in_at:
        day = dates.day(petition.handed_in_at, get_language())
        words = _("Handed in through Agraw on %(day)s; no receipt yet. The receipt is due at once.") % {"day": day}
        return Awaited(words, str(petition.council), _art(petition))
    if petition.state == S.COLLECTING and petition.missing_count:
        return None  # what is missing is said above, with the signatures
    return Awaited(
        _("Deposit the file with the president of the council, against a receipt given at once."),
        _("the mandatary"),
        _art(petition),
    )


def deposited_on(petition: Petition) -> datetime.date:
    """Return the day on which the council's time limit began: the receipt's."""
    deposit = getattr(petition, "deposit", None)
    return deposit.deposited_on if deposit else localdate(petition.deposited_at)


def notification_clock(petition: Petition, today: datetime.date) -> Clock:
    """Return the clock of the decision that a council owes on a petition deposited with it, or lapsed."""
    return Clock(
        awaited=_("the notification"),
        who=str(petition.council),
        started_on=deposited_on(petition),
        due_on=petition.notify_by,
        sentence=_("the council must notify its decision by %(day)s"),
        due_sentence=_("the council had to notify its decision by %(day)s"),
        today=today,
    )


def _notification(petition: Petition, today: datetime.date) -> Awaited:
    clock = notification_clock(petition, today)
    if petition.state == S.LAPSED:
        words = _("The council notified nothing within the time limit. This is no acceptance: the decision is owed.")
    elif petition.state == S.BUREAU_CHECK:
        words = _("The bureau checks the conditions of the law; the president notifies what it decides.")
    else:
        words = _("The president refers the petition to the bureau, which checks the conditions of the law.")
    return Awaited(words, str(petition.council), _art(petition), clock, is_silent=clock.days_late > 0)


def _agenda(petition: Petition, today: datetime.date) -> Awaited:
    due = due_session(petition, today)
    clock = Clock(
        awaited=_("the agenda"),
        who=str(petition.council),
        started_on=petition.ruling.notified_on,
        due_on=due.agenda_by,
        sentence=_("the agenda leaves for the governor by %(day)s"),
        due_sentence=_("the agenda left for the governor by %(day)s"),
        today=today,
    )
    notes = [session_words(due.session.opens_from, due.session.opens_by)]
    if due.is_missed:
        notes.append(_("The session that the law names went by without it."))
    if due.is_short:
        notes.append(short_words(due))
    words = _("Put the petition on the agenda of the next ordinary session.")
    # An agenda that had left before the ruling is nobody's fault: it has no clock that says "late".
    shown = None if due.is_short else clock
    return Awaited(words, str(petition.council), further(petition, AGENDA), shown, tuple(notes))


def short_words(due: Due) -> str:
    """Return the warning that fewer days are left than the law gives the agenda."""
    return _("Fewer than %(days)s days are left before the session: its agenda may have left for the governor.") % {
        "days": (due.session.opens_from - due.agenda_by).days
    }


def _deliberation(petition: Petition, today: datetime.date) -> Awaited:
    hearing = petition.hearing
    if petition.state == S.SCHEDULED:
        words = _("The competent standing committee studies the petition, then the council deliberates.")
    else:
        words = _("The standing committee has it; the council deliberates.")
    clock = _sitting(petition, hearing, today)
    notes = (session_words(hearing.session_on, hearing.session_by),)
    return Awaited(words, str(petition.council), _art(petition), clock, notes)


def _sitting(petition: Petition, hearing: Hearing, today: datetime.date) -> Clock:
    return Clock(
        awaited=_("the deliberation"),
        who=str(petition.council),
        started_on=localdate(hearing.at),
        due_on=ends_by(hearing, petition.council.territory.level),
        sentence=_("the session ends by %(day)s"),
        due_sentence=_("the session ended by %(day)s, and no deliberation was recorded"),
        today=today,
    )


def _publication(petition: Petition, today: datetime.date) -> Awaited:
    return Awaited(_("Publish what the council decided."), str(petition.council), further(petition, POSTING))


def session_words(opens_from: datetime.date, opens_by: datetime.date) -> str:
    """Return when a session opens, in words."""
    language = get_language()
    words = {"first": dates.day(opens_from, language), "last": dates.day(opens_by, language)}
    if opens_from == opens_by:
        return _("The session opens on %(first)s.") % words
    return _("The session opens between %(first)s and %(last)s.") % words


NEXT: dict[str, Callable[[Petition, datetime.date], Awaited | None]] = {
    S.COLLECTING: _receipt,
    S.THRESHOLD_REACHED: _receipt,
    S.DEPOSITED: _notification,
    S.BUREAU_CHECK: _notification,
    S.LAPSED: _notification,
    S.ACCEPTED: _agenda,
    S.SCHEDULED: _deliberation,
    S.IN_COMMITTEE: _deliberation,
    S.DELIBERATED: _publication,
}
