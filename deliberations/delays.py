"""The delays of sessions, agendas and decisions as the law has them on a day, and the articles that name no figure."""

import datetime

from core import calendar
from core.law import SAME_LAW
from core.models import LegalRule
from deliberations.enums import Caller

DAY = datetime.timedelta(days=1)
KEYS = (
    "session_length", "session_extension", "session_notice", "agenda_to_governor", "governor_adds_items",
    "extraordinary_refusal", "extraordinary_by_majority", "extraordinary_by_governor", "extraordinary_notice",
    "extraordinary_length", "second_call_least", "second_call_most", "third_meeting", "minutes_to_members",
    "decisions_to_governor", "decisions_posted", "governor_opposition", "governor_visa", "governor_session_put_off",
)  # fmt: skip

LAWS = {"commune": "loi organique 113-14", "province": "loi organique 112-14", "region": "loi organique 111-14"}
# Articles without a figure of their own. Those of the laws on provinces and regions that were not read have none here:
# then the law alone is named.
ARTICLES = {
    "agenda": {"commune": "38", "province": "39", "region": "41"},
    "committee": {"commune": "28", "province": "29", "region": "31"},
    "extraordinary": {"commune": "36-37", "province": "37-38", "region": "39-40"},
    "force_governor": {"commune": "39", "province": "40", "region": "42"},
    "force_half": {"commune": "40", "province": "41", "region": "43"},
    "member": {"commune": "40", "province": "41", "region": "43"},
    "opposition": {"commune": "117", "province": "108", "region": "114"},
    "petition": {"commune": "125", "province": "116", "region": "122"},
    "public": {"commune": "48", "province": "49", "region": "51"},
    "quorum": {"commune": "42", "province": "43", "region": "45"},
    "signatures": {"commune": "47", "province": "48", "region": "50"},
    "votes": {"commune": "43", "province": "44", "region": "46"},
}


def article(name: str, level: str) -> str:
    """Return the article of law by its `name` here (a key of `ARTICLES`), for the councils of a level of territory."""
    level = str(SAME_LAW.get(level, level))
    law = LAWS.get(level, LAWS["commune"])
    number = ARTICLES[name].get(level)
    return f"{law}, art. {number}" if number else law


class Delays:
    """The rules in force on a day for the councils of a level of territory. One query; `None` where the law is silent.

    `get` returns a rule, `after` the last day of a delay that starts on a day, `before` the last day on which something
    may be done ahead of a day.
    """

    def __init__(self, level: str, on: datetime.date):
        levels = [level, str(SAME_LAW.get(level, level)), ""]
        rows = LegalRule.objects.filter(key__in=KEYS, level__in=levels, valid_from__lte=on).order_by("valid_from")
        found: dict[str, dict[str, LegalRule]] = {}
        for row in rows:
            found.setdefault(row.key, {})[row.level] = row
        self.rules = {key: next(by_level[one] for one in levels if one in by_level) for key, by_level in found.items()}

    def get(self, key: str) -> LegalRule | None:
        return self.rules.get(key)

    def after(self, key: str, start: datetime.date | None) -> datetime.date | None:
        rule = self.get(key)
        return calendar.due_on(start, rule) if rule and start else None

    def before(self, key: str, day: datetime.date | None) -> datetime.date | None:
        rule = self.get(key)
        return day - int(rule.value) * DAY if rule and day else None


def of(council, on: datetime.date) -> Delays:
    """Return the delays that hold on a day for a council (its territory read)."""
    return Delays(council.territory.level, on)


def last_day(delays: Delays, opens_on: datetime.date, *, is_extraordinary: bool) -> datetime.date | None:
    """Return the last day on which a session that opens on a day may sit: that day is the first of them.

    In a commune 15 consecutive days for an ordinary one (113-14, art. 34), 7 working days for an extraordinary one
    (art. 36). `None` where the law as loaded says nothing.
    """
    last = delays.after("extraordinary_length" if is_extraordinary else "session_length", opens_on - DAY)
    return last and max(last, opens_on)


def notice_key(called_by: str) -> str:
    """Return the rule of the notice to the members: a shorter one for the session that the governor asked for (113-14,
    art. 37); every other one, extraordinary too, has the notice of art. 35 (art. 36)."""
    return "extraordinary_notice" if called_by == Caller.GOVERNOR else "session_notice"


def last_call(called_by: str) -> int:
    """Return the call at which any number will do: the third (113-14, art. 42), the second of a session that the
    governor asked for (art. 37)."""
    return 2 if called_by == Caller.GOVERNOR else 3


def next_call(
    delays: Delays, held_on: datetime.date, call: int, called_by: str = ""
) -> tuple[datetime.date, datetime.date | None]:
    """Return from which day, and until which, a sitting that lacked members on `held_on` is called again.

    The second call comes three to five days later; the third after the third working day, on any day (113-14, art. 42).
    The session that the governor asked for (`called_by`) is put off to the next working day (art. 37). Where the law as
    loaded says nothing, it is any later day.
    """
    if called_by == Caller.GOVERNOR:
        next_day = delays.after("governor_session_put_off", held_on)
        return next_day or held_on + DAY, next_day
    if call == 1:
        first, until = delays.after("second_call_least", held_on), delays.after("second_call_most", held_on)
        return first or held_on + DAY, until
    third = delays.after("third_meeting", held_on)
    return (third or held_on) + DAY, None
