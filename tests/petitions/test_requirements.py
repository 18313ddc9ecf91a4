"""The numbers of the law, each with a case on each side of its limit."""

import datetime

import pytest

from core.workflow import Refused
from petitions import requirements
from territories.enums import Level
from territories.models import Territory
from tests.factories.territories import TerritoryFactory, province, region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
DAY = datetime.date(2026, 11, 28)


def with_people(place: Territory, people: int) -> Territory:
    place.population = people
    place.save()
    return place


@pytest.mark.parametrize(("people", "required"), [(1, 100), (34_999, 100), (35_000, 200), (35_001, 200)])
def test_a_commune_asks_by_its_population(people, required):
    numbers = requirements.numbers_for(TerritoryFactory(population=people), DAY)
    assert (numbers.required, numbers.spread) == (required, 0)
    assert "113-14" in numbers.rule.citation
    assert "123" in numbers.rule.citation


@pytest.mark.parametrize("people", [30_000, 900_000])
def test_a_commune_with_arrondissements_asks_for_400(people):
    commune = TerritoryFactory(population=people)
    assert requirements.numbers_for(commune, DAY).required == (100 if people < 35_000 else 200)
    TerritoryFactory(level=Level.ARRONDISSEMENT, parent=commune, code=f"{commune.code}.01")
    assert requirements.numbers_for(commune, DAY).required == 400


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.PREFECTURE])
@pytest.mark.parametrize("people", [0, 1_000, 5_000_000])
def test_a_province_and_a_prefecture_ask_for_300(level, people):
    place = with_people(province(), people)
    place.level = level
    numbers = requirements.numbers_for(place, DAY)
    assert (numbers.required, numbers.spread) == (300, 0)
    assert "112-14" in numbers.rule.citation


@pytest.mark.parametrize(
    ("people", "required", "spread"),
    [
        (999_999, 300, 15),
        (1_000_000, 400, 20),
        (3_000_000, 400, 20),
        (3_000_001, 500, 25),
    ],
)
def test_a_region_asks_by_its_population_and_by_province(people, required, spread):
    numbers = requirements.numbers_for(with_people(region(), people), DAY)
    assert (numbers.required, numbers.spread) == (required, spread)
    assert "111-14" in numbers.rule.citation


@pytest.mark.parametrize(("required", "spread"), [(300, 15), (301, 16), (319, 16), (320, 16), (321, 17), (1, 1)])
def test_a_share_is_rounded_up(required, spread, monkeypatch):
    rule = requirements._rule

    def other(territory, level, on):
        found = rule(territory, level, on)
        found.value = required
        return found

    monkeypatch.setattr(requirements, "_rule", other)
    assert requirements.numbers_for(with_people(region(), 500_000), DAY).spread == spread


@pytest.mark.parametrize("place", [lambda: TerritoryFactory(population=0), lambda: with_people(region(), 0)])
def test_without_a_population_the_number_cannot_be_said(place):
    with pytest.raises(Refused) as refusal:
        requirements.numbers_for(place(), DAY)
    assert refusal.value.code == "population"


def test_an_arrondissement_has_no_petition_of_its_own():
    place = TerritoryFactory(level=Level.ARRONDISSEMENT, parent=TerritoryFactory())
    with pytest.raises(Refused) as refusal:
        requirements.numbers_for(place, DAY)
    assert refusal.value.code == "level"


@pytest.mark.parametrize(
    ("founded_on", "is_old"),
    [
        (datetime.date(2023, 11, 29), False),  # 2 years 364 days
        (datetime.date(2023, 11, 28), False),  # the third anniversary: not more than three years
        (datetime.date(2023, 11, 27), True),  # 3 years and a day
        (datetime.date(2026, 11, 28), False),
    ],
)
@pytest.mark.parametrize("place", [TerritoryFactory, province, region])
def test_an_association_is_older_than_three_years(place, founded_on, is_old):
    assert requirements.is_old_enough(founded_on, place(), DAY) == is_old


@pytest.mark.parametrize(
    ("founded_on", "on", "is_old"),
    [
        (datetime.date(2024, 2, 29), datetime.date(2027, 2, 28), False),
        (datetime.date(2024, 2, 29), datetime.date(2027, 3, 2), True),
    ],
)
def test_a_leap_day_has_an_anniversary(founded_on, on, is_old):
    assert requirements.is_old_enough(founded_on, TerritoryFactory(), on) == is_old


def test_a_province_alone_asks_for_members():
    assert requirements.members_over(province(), DAY) == 100
    assert requirements.members_over(TerritoryFactory(), DAY) is None
    assert requirements.members_over(region(), DAY) is None


@pytest.mark.parametrize(
    ("born_on", "is_adult"),
    [(datetime.date(2008, 11, 28), True), (datetime.date(2008, 11, 29), False), (datetime.date(1950, 1, 1), True)],
)
def test_eighteen_today_is_an_adult(born_on, is_adult):
    assert requirements.is_adult(born_on, DAY) == is_adult


@pytest.mark.parametrize(
    ("place", "last"),
    [
        (TerritoryFactory, datetime.date(2027, 2, 28)),
        (province, datetime.date(2027, 1, 28)),
        (region, datetime.date(2027, 1, 28)),
    ],
)
def test_the_time_limit_is_three_months_for_a_commune_two_elsewhere(place, last):
    day, rule = requirements.notify_by(place(), DAY)
    assert day == last
    assert rule.unit == "month"
