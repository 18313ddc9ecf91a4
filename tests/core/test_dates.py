"""Dates as Morocco writes them, in sentences and in Django's own formats."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import formats, translation

from core.dates import MONTHS, day, moment

AUGUST = datetime.date(2026, 8, 9)
AT = datetime.datetime(2026, 8, 9, 23, 5, tzinfo=datetime.UTC)  # the tenth in Casablanca


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "9 غشت 2026"), ("fr", "9 août 2026"), ("zgh", "9 ⵖⵓⵛⵜ 2026"), ("en", "9 August 2026"),
        ("xx", "9 غشت 2026"),
    ],
)  # fmt: skip
def test_a_day_is_written_with_moroccan_months(lang, said):
    assert day(AUGUST, lang) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "10 غشت 2026، 00:05"), ("fr", "10 août 2026 à 00:05"),
        ("zgh", "10 ⵖⵓⵛⵜ 2026, 00:05"), ("en", "10 August 2026, 00:05"), ("xx", "10 غشت 2026، 00:05"),
    ],
)  # fmt: skip
def test_a_moment_is_told_in_the_time_of_casablanca(lang, said):
    assert moment(AT, lang) == said


def test_a_naive_moment_is_kept_and_an_aware_one_is_taken_at_its_moroccan_day():
    assert moment(datetime.datetime(2026, 8, 9, 14, 5), "fr") == "9 août 2026 à 14:05"  # noqa: DTZ001 -- naive is the case
    assert day(AT, "en") == "10 August 2026"
    assert day(AT.astimezone(ZoneInfo("Asia/Tokyo")), "en") == "10 August 2026"


def test_french_says_first_for_the_first_of_a_month():
    assert day(datetime.date(2026, 5, 1), "fr") == "1er mai 2026"
    assert day(datetime.date(2026, 5, 1), "ar") == "1 ماي 2026"


def test_every_language_has_twelve_months():
    assert {lang: len(set(names)) for lang, names in MONTHS.items()} == dict.fromkeys(["ar", "fr", "zgh", "en"], 12)


@pytest.mark.parametrize(
    ("lang", "number"),
    [
        ("ar", "1.234.567,89"),
        ("fr", "1\u202f234\u202f567,89"),
        ("zgh", "1\u202f234\u202f567,89"),
        ("en", "1,234,567.89"),
    ],
)
def test_numbers_are_grouped_as_the_language_does(lang, number):
    with translation.override(lang):
        assert formats.number_format(1234567.89, decimal_pos=2, force_grouping=True) == number


@pytest.mark.parametrize(
    ("lang", "short"), [("ar", "9/8/2026"), ("fr", "09/08/2026"), ("zgh", "9/8/2026"), ("en", "09/08/2026")]
)
def test_short_dates_weeks_and_hours(lang, short):
    with translation.override(lang):
        assert formats.date_format(AUGUST, "SHORT_DATE_FORMAT") == short
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
        assert formats.time_format(datetime.time(14, 5)) == "14:05"
        assert "9" in formats.date_format(AUGUST)
        assert not formats.date_format(AT, "DATETIME_FORMAT").endswith("م")
        assert formats.get_format_lazy("DATE_INPUT_FORMATS")[0] == "%Y-%m-%d"
