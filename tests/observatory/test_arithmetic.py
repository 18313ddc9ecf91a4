"""The arithmetic, on numbers made by hand: no database."""

import datetime
import itertools
import random
import statistics

import pytest
from django.utils.translation import override

from core.hiding import SMALL
from observatory import months
from observatory.enums import Band, Standing
from observatory.figures import BY_KEY, FIGURES, Tally, line_of, lines_of, median_of, sum_of, value_of
from observatory.hidden import Shown, about, is_due, is_low, shown
from observatory.publication_items import ITEMS
from observatory.standing import band_of, spread_of, standing_of

HIDDEN = Shown(None, None, None)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_months_are_their_first_day_across_years():
    assert months.ending_with(day("2026-02-01"), 3) == [day("2025-12-01"), day("2026-01-01"), day("2026-02-01")]
    assert months.before(day("2026-01-01")) == day("2025-12-01")
    assert months.last_of(day("2028-02-01")) == day("2028-02-29")
    assert months.read("2026-11") == day("2026-11-01")


@pytest.mark.parametrize("text", ["", "2026-13", "2026-1", "26-11-1", "2026-11-01", "x" * 7])
def test_a_month_that_is_none_is_not_read(text):
    assert months.read(text) is None


def test_each_figure_says_what_it_is_counted_of_and_no_key_stands_twice():
    assert len(BY_KEY) == len(FIGURES)
    assert all(figure.of for figure in FIGURES if figure.key not in {"received", "median_days", "petitions"})
    assert len(ITEMS) == 17 == len({item.key for item in ITEMS})


def test_the_median_of_days_is_the_one_of_the_statistics_module():
    dice = random.Random(7)
    for length in (1, 2, 3, 10, 101):
        taken = [dice.randrange(90) for _ in range(length)]
        counts = {value: taken.count(value) for value in taken}
        assert median_of(counts) == round(statistics.median(taken))
    assert median_of({}) is None


def test_tallies_add_up_and_come_back_from_their_data():
    one, two = Tally(), Tally()
    one.numbers.update(received=3, answered=2)
    one.days.update({4: 1, 9: 1})
    two.numbers.update(received=1)
    two.days.update({9: 1})
    whole = sum_of([one, Tally.of(two.data())])
    assert (whole.numbers["received"], whole.numbers["answered"], whole.median_days) == (4, 2, 9)


def test_a_line_has_its_denominator_and_no_share_is_made_of_nothing():
    numbers = {"received": 8, "answered": 6, "waiting": 0}
    answered = line_of(BY_KEY["answered"], numbers, 5)
    assert (answered.count, answered.of, answered.share, answered.rest) == (6, 8, 75, 25)
    nothing = line_of(BY_KEY["kept"], numbers, 5)
    assert (nothing.count, nothing.of, nothing.share) == (None, 0, None)
    assert sum(len(lines) for _words, lines in lines_of(numbers, 5)) == len(FIGURES)


def test_a_share_of_fewer_than_five_is_not_compared():
    assert value_of(BY_KEY["answered"], {"received": 4, "answered": 4}, None) is None
    assert value_of(BY_KEY["answered"], {"received": 5, "answered": 4}, None) == 80
    assert value_of(BY_KEY["median_days"], {"answered": 5}, 12) == 12
    assert value_of(BY_KEY["median_days"], {"answered": 4}, 12) is None


@pytest.mark.parametrize(
    ("population", "band"),
    [(0, Band.UP_TO_7500), (7_500, Band.UP_TO_7500), (7_501, Band.UP_TO_15000), (100_000, Band.UP_TO_100000),
     (100_001, Band.ABOVE)],
)  # fmt: skip
def test_the_size_of_a_commune_is_by_its_inhabitants(population, band):
    assert band_of(population) == band


@pytest.mark.parametrize(
    ("language", "numbers"), [("ar", ("15.001", "25.000")), ("fr", ("15\u202f001", "25\u202f000"))]
)
def test_the_size_of_a_commune_is_said_with_its_thousands_grouped(language, numbers):
    with override(language):
        label = str(Band.UP_TO_25000.label)
    assert [number for number in numbers if number not in label] == []


def test_nothing_is_said_among_fewer_than_five_councils():
    assert standing_of(90, [90, 1, 2, 3], "high") is None
    assert spread_of([1, 2, 3, 4]) is None
    assert spread_of([5, 1, 3, 2, 4]).middle == 3


def test_words_are_of_thirds_and_equals_stand_near_the_middle():
    values = list(range(1, 10))
    words = [standing_of(value, values, "high") for value in values]
    assert words == [Standing.ROOM] * 3 + [Standing.MIDDLE] * 3 + [Standing.FIRST] * 3
    assert [standing_of(value, values, "low") for value in values] == words[::-1]
    assert {standing_of(100, [100] * 9, "high"), standing_of(0, [0] * 9, "high")} == {Standing.MIDDLE}


# --- who takes part ---
def cells(inside, outside):
    return {"in": inside, "out": outside}


def test_a_group_of_fewer_than_five_is_hidden_in_any_part_with_the_other_cell():
    assert shown([cells(4, 40)], "k") == HIDDEN
    assert shown([cells(40, 4)], "k") == HIDDEN
    assert shown([cells(0, 40)], "k") == HIDDEN
    assert shown([cells(20, 20), cells(2, 30)], "k") == HIDDEN  # the hall's own page could be subtracted
    assert shown([cells(20, 20), cells(0, 0)], "k") != HIDDEN  # nobody was counted in the hall
    assert shown([], "k") == HIDDEN


def test_what_is_shown_is_never_nearer_than_the_next_multiple_of_five_and_the_same_each_time():
    for inside, outside in itertools.product(range(5, 40), repeat=2):
        found = shown([cells(inside, outside)], "k")
        assert found == shown([cells(inside, outside)], "k")
        assert found.count % 5 == 0 == found.of % 5
        assert abs(found.count - inside) < 5 > abs(found.of - found.count - outside)


def test_no_subtraction_points_at_a_small_cell():
    """Whoever knows a table, the hall's exact counts and how many said nothing cannot prove that anybody stands in a
    small cell, nor count one that is shown: always several tables show the same."""
    everything: dict[Shown, list[tuple[int, int]]] = {}
    for inside, outside in itertools.product(range(31), repeat=2):
        everything.setdefault(shown([cells(inside, outside)], "k"), []).append((inside, outside))
    for found, tables in everything.items():
        for cell in (0, 1):
            possible = {table[cell] for table in tables}
            if found == HIDDEN:
                assert {0, 1, 2, 3, 4} <= possible
            elif found.of < 40:  # the last ones are cut off by the range
                assert len(possible) > 1
                assert min(possible) >= SMALL
    # Online is the whole minus a hall that another page shows: at least five again.
    for hall in range(5, 30):
        for online in range(31):
            found = shown([cells(online, 25), cells(hall, 25)], "k")
            assert found == HIDDEN or online >= SMALL


def test_a_running_table_is_made_anew_after_ten_more_people():
    assert is_due(1, None)
    assert not is_due(32, 23)
    assert is_due(33, 23)
    assert about(4, "k") is None
    assert about(12, "k") in {10, 15}


def test_a_group_is_low_under_half_of_the_census_once_enough_people_spoke():
    assert is_low(Shown(5, 25, 20), 50.2)
    assert not is_low(Shown(5, 15, 33), 80)  # too few said so
    assert not is_low(Shown(10, 35, 29), 50.2)
    assert not is_low(Shown(5, 25, 20), None)
    assert not is_low(HIDDEN, 50.2)
