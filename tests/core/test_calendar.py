"""Working days of Morocco, and where a delay ends."""

import csv
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import calendar
from core.models import Holiday
from script import days_off

D = datetime.date
DAYS = st.dates(D(2024, 1, 1), D(2028, 12, 31))


def correct(day, is_off) -> None:
    Holiday.objects.create(day=day, is_off=is_off, name_ar="عيد", name_fr="Fête")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day",
    [
        D(2026, 1, 1), D(2027, 1, 11), D(2024, 1, 14), D(2027, 1, 14), D(2026, 5, 1), D(2026, 7, 30), D(2026, 8, 14),
        D(2026, 8, 20), D(2026, 8, 21), D(2028, 10, 31), D(2026, 11, 6), D(2026, 11, 18), D(2026, 11, 21),
        D(2026, 11, 22),
    ],
)  # fmt: skip
def test_holidays_and_weekends_are_not_worked(day):
    assert not calendar.is_working_day(day)


def test_they_are_those_that_the_library_reckons():
    """Where its upgrade says otherwise, script/days_off writes them anew."""
    with calendar.RECKONED.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1:] == [list(row) for row in days_off.rows()]


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "is_off"), [(D(1999, 11, 18), True), (D(2090, 7, 30), True), (D(2090, 7, 31), False)])
def test_of_a_year_that_was_not_reckoned_the_fixed_ones_are_known(day, is_off):
    """Thursday, Sunday and Monday."""
    assert bool(calendar.holidays_between(day, day)) is is_off


@pytest.mark.django_db
@pytest.mark.parametrize("day", [D(2026, 11, 23), D(2025, 10, 31), D(2026, 11, 20)])
def test_other_days_are_worked(day):
    assert calendar.is_working_day(day)


@pytest.mark.django_db
def test_an_administrator_has_the_last_word():
    correct(D(2026, 11, 18), False)
    correct(D(2026, 11, 19), True)
    assert calendar.is_working_day(D(2026, 11, 18))
    assert not calendar.is_working_day(D(2026, 11, 19))
    assert calendar.add_days(D(2026, 11, 17), 2, "day", "working") == D(2026, 11, 20)


@pytest.mark.django_db
def test_holidays_are_named_in_order_in_one_query(django_assert_num_queries):
    correct(D(2026, 8, 15), True)
    with django_assert_num_queries(1):
        found = calendar.holidays_between(D(2026, 8, 14), D(2026, 8, 26))
    assert [(off.day.day, off.is_estimated) for off in found] == [
        (14, False), (15, False), (20, False), (21, False), (25, True), (26, True),
    ]  # fmt: skip
    assert (found[0].name_fr, found[0].name_ar) == ("Allégeance Oued Eddahab", "ذكرى استرجاع إقليم وادي الذهب")
    assert (found[1].name_fr, found[4].name_fr) == ("Fête", "Anniversaire du prophète")
    assert calendar.holidays_between(D(2026, 8, 27), D(2026, 8, 26)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "value", "unit", "kind", "end"),
    [
        (D(2026, 11, 22), 60, "day", "calendar", D(2027, 1, 21)),
        (D(2026, 11, 22), 0, "day", "calendar", D(2026, 11, 22)),
        (D(2026, 11, 22), 0, "day", "working", D(2026, 11, 22)),
        (D(2026, 11, 20), 1, "day", "working", D(2026, 11, 23)),
        (D(2026, 11, 17), 1, "day", "working", D(2026, 11, 19)),
        (D(2026, 12, 31), 3, "day", "working", D(2027, 1, 6)),
        (D(2026, 1, 31), 1, "month", "", D(2026, 2, 28)),
        (D(2028, 1, 31), 1, "month", "", D(2028, 2, 29)),
        (D(2026, 11, 30), 3, "month", "", D(2027, 2, 28)),
        (D(2026, 12, 15), 1, "month", "", D(2027, 1, 15)),
        (D(2028, 2, 29), 1, "year", "", D(2029, 2, 28)),
        (D(2026, 10, 6), 1, "month", "", D(2026, 11, 6)),  # a holiday: the date stays where it falls
    ],
)
def test_a_delay_ends_on(start, value, unit, kind, end):
    assert calendar.add_days(start, value, unit, kind) == end


@pytest.mark.parametrize(
    ("value", "unit", "kind"),
    [(-1, "day", "calendar"), (1, "signature", ""), (1, "month", "working"), (1, "year", "working"), (3, "hour", "")],
)
def test_what_is_no_delay_is_an_error(value, unit, kind):
    with pytest.raises(ValueError, match="delay"):
        calendar.add_days(D(2026, 1, 1), value, unit, kind)


class TestWorkingDays(TestCase):
    @given(DAYS, st.integers(1, 60))
    def test_a_delay_in_working_days_ends_on_one_and_holds_as_many(self, start, value):
        end = calendar.add_days(start, value, "day", "working")
        days = [start + datetime.timedelta(days=n) for n in range(1, (end - start).days + 1)]
        off = {holiday.day for holiday in calendar.holidays_between(start, end)}
        assert len([day for day in days if day.weekday() < 5 and day not in off]) == value
        assert calendar.is_working_day(end)

    @given(DAYS, st.integers(0, 30), st.integers(0, 30))
    def test_two_delays_one_after_the_other_are_one(self, start, first, second):
        middle = calendar.add_days(start, first, "day", "working")
        assert calendar.add_days(middle, second, "day", "working") == calendar.add_days(
            start, first + second, "day", "working"
        )

    @given(DAYS, st.integers(0, 400))
    def test_months_never_end_after_the_same_day_number(self, start, months):
        end = calendar.add_days(start, months, "month", "")
        assert (end.year - start.year) * 12 + end.month - start.month == months
        assert end.day <= start.day
        assert end.day == start.day or (end + datetime.timedelta(days=1)).day == 1

    @given(DAYS, st.integers(0, 60))
    def test_an_off_day_more_never_ends_a_delay_sooner(self, start, value):
        before = calendar.add_days(start, value, "day", "working")
        Holiday.objects.get_or_create(day=start + datetime.timedelta(days=3), defaults={"is_off": True})
        assert calendar.add_days(start, value, "day", "working") >= before
