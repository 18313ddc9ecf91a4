"""Working days of the Moroccan administration, and the dates that the law's delays end on.

Civil holidays are fixed by decree. Religious ones follow the moon: the library `holidays` reckoned them
(script/days_off), and Morocco, which watches the sky, is often a day later; an administrator corrects a date in
`core.models.Holiday`, which always wins.
"""

import calendar
import csv
import datetime
import functools
from dataclasses import dataclass, replace
from pathlib import Path

from core.enums import Days, Unit
from core.models import Holiday, LegalRule

DAY = datetime.timedelta(days=1)
WEEKEND = {5, 6}  # Saturday, Sunday
RECKONED = Path(__file__).parent / "data/reckoned_holidays.csv"


@dataclass(frozen=True)
class DayOff:
    """One holiday: its names, and whether the date is only reckoned (`is_estimated`)."""

    day: datetime.date
    name_ar: str
    name_fr: str
    is_estimated: bool = False


@functools.cache
def _reckoned() -> dict[int, dict[datetime.date, DayOff]]:
    """Return the holidays of each year that was reckoned (script/days_off), read once a process."""
    years: dict[int, dict[datetime.date, DayOff]] = {}
    with RECKONED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = datetime.date.fromisoformat(row["day"])
            off = DayOff(day, row["name_ar"], row["name_fr"], bool(row["is_estimated"]))
            years.setdefault(day.year, {})[day] = off
    return years


def _of_year(year: int) -> dict[datetime.date, DayOff]:
    """Return the holidays of a year; of one that was not reckoned those that are fixed, as in the nearest that was."""
    years = _reckoned()
    if year in years:
        return years[year]
    near = years[min(max(year, min(years)), max(years))].values()
    fixed = [replace(off, day=off.day.replace(year=year)) for off in near if not off.is_estimated]
    return {off.day: off for off in fixed}


def corrections_between(first: datetime.date, last: datetime.date) -> dict[datetime.date, Holiday]:
    """Return what corrects the reckoned holidays from `first` to `last`, both included, by day. One query."""
    return {row.day: row for row in Holiday.objects.filter(day__range=(first, last))}


def _day_off(day: datetime.date, corrections: dict[datetime.date, Holiday]) -> DayOff | None:
    correction = corrections.get(day)
    if correction is None:
        return _of_year(day.year).get(day)
    return DayOff(day, correction.name_ar, correction.name_fr) if correction.is_off else None


def holidays_between(first: datetime.date, last: datetime.date) -> list[DayOff]:
    """Return the holidays from `first` to `last`, both included, in order. One query."""
    corrections = corrections_between(first, last)
    days = (first + DAY * step for step in range((last - first).days + 1))
    return [off for day in days if (off := _day_off(day, corrections))]


def is_working_day(day: datetime.date) -> bool:
    """Tell whether the administration works: not on Saturday, Sunday or a holiday. One query."""
    return day.weekday() not in WEEKEND and _day_off(day, corrections_between(day, day)) is None


def add_days(
    start: datetime.date, value: int, unit: str, kind: str, corrections: dict[datetime.date, Holiday] | None = None
) -> datetime.date:
    """Return the last day of a delay of `value` units (`core.enums.Unit`) that starts on `start`, which is not counted.

    Days are calendar or working days (`kind`, a `core.enums.Days`); a month or a year ends on the same day number, or
    on the month's last day when it is shorter. The date is kept as it falls, on a holiday too: see docs/law.md.
    At most one query; none with `corrections` of all the days that it can take (`corrections_between`).

    Raises `ValueError` for a negative value, a unit that is no time, or months and years of working days.
    """
    if value < 0:
        raise ValueError("A delay cannot be negative.")
    if unit == Unit.DAY:
        return _add_working_days(start, value, corrections) if kind == Days.WORKING else start + DAY * value
    if unit not in {Unit.MONTH, Unit.YEAR} or kind == Days.WORKING:
        raise ValueError(f"Not a delay: {value} {unit} {kind}")
    months = start.month - 1 + value * (12 if unit == Unit.YEAR else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def longest_of(value: int) -> datetime.timedelta:
    """Return how long `value` working days take at most: five in seven, less 20 holidays a year, and a margin."""
    return DAY * (value * 2 + 30)


def _add_working_days(
    start: datetime.date, value: int, corrections: dict[datetime.date, Holiday] | None
) -> datetime.date:
    if corrections is None:
        corrections = corrections_between(start, start + longest_of(value))
    day = start
    while value:
        day += DAY
        if day.weekday() not in WEEKEND and _day_off(day, corrections) is None:
            value -= 1
    return day


def due_on(
    start: datetime.date, rule: LegalRule, corrections: dict[datetime.date, Holiday] | None = None
) -> datetime.date:
    """Return the last day of a legal rule's delay that starts on `start`. Queries and `ValueError` as `add_days`."""
    return add_days(start, int(rule.value), rule.unit, rule.days, corrections)
