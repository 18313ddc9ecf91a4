"""Write core/data/reckoned_holidays.csv: Morocco's holidays of each year as the library `holidays` reckons them.

The library loads the calendars of the whole world, 20 MB of each process that asks for one date: it stays with who
develops, and its figures come with the house. `tests/core/test_calendar.py` compares them with the library installed.
"""

import csv
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import holidays

DATA = Path(__file__).resolve().parent.parent / "core/data/reckoned_holidays.csv"
YEARS = range(2000, 2078)  # the library knows the moon's months until 2077
ESTIMATED = "(estimated)"
Row = tuple[str, str, str, str]


def rows() -> Iterator[Row]:
    """Yield each holiday: its day, "1" where the moon decides and the date is reckoned, its Arabic and French names."""
    for year in YEARS:
        named: dict[str, dict[datetime.date, str]] = {
            language: holidays.country_holidays("MA", years=year, language=language)
            for language in ("en_US", "ar", "fr")
        }
        for day in sorted(named["en_US"]):
            is_estimated = ESTIMATED in named["en_US"][day]
            yield day.isoformat(), "1" if is_estimated else "", _plain(named["ar"][day]), _plain(named["fr"][day])


def _plain(name: str) -> str:
    """Drop the library's own mark of an estimated date, which each language writes in parentheses."""
    return "; ".join(part.split(" (")[0] for part in name.split("; "))


if __name__ == "__main__":
    with DATA.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("day", "is_estimated", "name_ar", "name_fr"), *rows()])
    sys.stdout.write(f"{DATA.name}: {sum(1 for _row in rows())} holidays.\n")
