"""The delays of sessions, agendas and decisions as the law has them on a day, and the articles that name no figure."""

import datetime

from core import calendar
from core.enums import Days, Unit
from core.law import SAME_LAW
from core.models import LegalRule

DAY = datetime.timedelta(days=1)
KEYS = (
    "session_length", "session_extension", "session_notice", "agenda_to_governor", "governor_adds_items",
    "extraordinary_refusal", "extraordinary_by_majority", "extraordinary_by_governor", "extraordinary_notice",
    "extraordinary_length", "second_call_least", "second_call_most", "third_meeting", "minutes_to_members",
    "decisions_to_governor", "decisions_posted", "governor_opposition", "governor_visa",
)  # fmt: skip

LAWS = {"commune": "loi organique 113-14", "province": "loi organique 112-14", "region": "loi organique 111-14"}
# Articles without a figure of their own. Those of the laws on provinces and regions that were not read have none here:
# then the law alone is named.
ARTICLES = {
    "agenda": {"commune": "38", "province": "39", "region": "41"},
    "committee": {"commune": "28"},
    "extraordinary": {"commune": "36-37"},
    "force_governor": {"commune": "39", "province": "40", "region": "42"},
    "force_half": {"commune": "40", "province": "41", "region": "43"},
    "member": {"commune": "40", "province": "41", "region": "43"},
    "petition": {"commune": "125", "province": "116", "region": "122"},
    "public": {"commune": "48"},
    "quorum": {"commune": "42"},
    "votes": {"commune": "43"},
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

    def days(self, key: str, otherwise: int) -> int:
        """Return the figure of a rule, or another where the law says nothing."""
        rule = self.get(key)
        return int(rule.value) if rule else otherwise

    def after(self, key: str, start: datetime.date | None) -> datetime.date | None:
        rule = self.get(key)
        return calendar.due_on(start, rule) if rule and start else None

    def before(self, key: str, day: datetime.date | None) -> datetime.date | None:
        rule = self.get(key)
        return day - int(rule.value) * DAY if rule and day else None


def of(council, on: datetime.date) -> Delays:
    """Return the delays that hold on a day for a council (its territory read)."""
    return Delays(council.territory.level, on)


def last_day(delays: Delays, opens_on: datetime.date, *, is_extraordinary: bool) -> datetime.date:
    """Return the last day on which a session that opens on a day may sit: that day is the first of them.

    15 consecutive days for an ordinary one (113-14, art. 34), 7 working days for an extraordinary one (art. 37).
    """
    key, otherwise = ("extraordinary_length", 7) if is_extraordinary else ("session_length", 15)
    last = delays.after(key, opens_on - DAY)
    if last is None:
        return calendar.add_days(opens_on - DAY, otherwise, Unit.DAY, Days.CALENDAR)
    return max(last, opens_on)


def next_call(delays: Delays, held_on: datetime.date, call: int) -> tuple[datetime.date, datetime.date | None]:
    """Return from which day, and until which, a sitting that lacked members on `held_on` is called again.

    The second call comes three to five days later; the third after the third working day, on any day (art. 42).
    """
    if call == 1:
        return (
            held_on + DAY * delays.days("second_call_least", 3),
            held_on + DAY * delays.days("second_call_most", 5),
        )
    third = delays.after("third_meeting", held_on) or calendar.add_days(held_on, 3, Unit.DAY, Days.WORKING)
    return third + DAY, None
