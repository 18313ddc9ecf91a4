"""Months, as their first day: the periods that everything here is counted in."""

import calendar
import datetime

YEAR = 12  # months that a scoreboard looks back on
LENGTHS = (1, 3, 6, YEAR)  # months that a period may have


def first_of(day: datetime.date) -> datetime.date:
    """Return the first day of the month that a day is in."""
    return day.replace(day=1)


def last_of(month: datetime.date) -> datetime.date:
    """Return the last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def before(month: datetime.date, count: int = 1) -> datetime.date:
    """Return the first day of the month `count` months earlier (later, when it is negative)."""
    number = month.year * 12 + month.month - 1 - count
    return datetime.date(number // 12, number % 12 + 1, 1)


def ending_with(month: datetime.date, count: int = YEAR) -> list[datetime.date]:
    """Return `count` months in order, the last of which is `month`."""
    return [before(month, back) for back in range(count - 1, -1, -1)]


def key_of(month: datetime.date) -> str:
    """Return a month as it stands in addresses and data: 2026-11."""
    return f"{month:%Y-%m}"


def read(text: str) -> datetime.date | None:
    """Return the month that `text` (2026-11) names, None for anything else."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m").date() if len(text) == 7 else None  # noqa: DTZ007 -- a month
    except ValueError:
        return None
