"""The territories for other programs."""

import pytest

from territories.enums import Kind, Level
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/territories/"


@pytest.fixture
def tiznit():
    return TerritoryFactory(
        code="09.581.01.07", slug="tiznit", name_ar="تيزنيت", name_fr="Tiznit", kind=Kind.URBAN, population=74_699
    )


def test_list_goes_by_code_and_filters(api, tiznit):
    rows = api.get(ROOT).json()["results"]
    assert [row["code"] for row in rows] == ["09", "09.581", "09.581.01.07"]
    for query, codes in {
        "level=region": ["09"],
        "level=region&level=commune": ["09", "09.581.01.07"],
        "parent=09.581": ["09.581.01.07"],
        "kind=rural": [],
        "q=tiznite": ["09.581.01.07"],
    }.items():
        assert [row["code"] for row in api.get(f"{ROOT}?{query}").json()["results"]] == codes


def test_list_refuses_an_unknown_level(api):
    assert api.get(f"{ROOT}?level=village").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(api, django_assert_num_queries, count):
    for _ in range(count):
        TerritoryFactory()
    with django_assert_num_queries(1):
        api.get(f"{ROOT}?level=commune")


def test_detail_tells_the_place(api, tiznit):
    found = api.get(f"{ROOT}09.581.01.07/").json()
    assert found == {
        "code": "09.581.01.07",
        "level": "commune",
        "kind": "urban",
        "slug": "tiznit",
        "name_ar": "تيزنيت",
        "name_fr": "Tiznit",
        "population": 74_699,
        "households": None,
        "census_year": 2024,
        "parent": "09.581",
        "point": {"lat": 29.7, "lon": -9.2},
        "url": "http://testserver/api/v1/territories/09.581.01.07/",
        "actions": [],
    }


def test_detail_gives_the_outline_when_asked(api, tiznit):
    found = api.get(f"{ROOT}09.581.01.07/?geometry=outline").json()
    assert found["geometry"]["type"] == "MultiPolygon"
    assert api.get(f"{ROOT}09.581/?geometry=outline").json()["parent"] == "09"


def test_detail_of_an_unknown_code_is_404(api):
    assert api.get(f"{ROOT}09.999.01.01/").status_code == 404


def test_nothing_is_written(api, tiznit):
    for method in (api.post, api.put, api.patch, api.delete):
        assert method(f"{ROOT}09.581.01.07/", {}).status_code in {401, 403, 405}


def test_locate_tells_the_commune_and_the_arrondissement(api, tiznit):
    found = api.get(f"{ROOT}locate/?lat=29.7&lon=-9.2").json()
    assert (found["commune"]["code"], found["arrondissement"]) == ("09.581.01.07", None)
    TerritoryFactory(code="09.581.01.09", level=Level.ARRONDISSEMENT, parent=tiznit)
    found = api.get(f"{ROOT}locate/?lat=29.7&lon=-9.2&geometry=outline").json()
    assert found["arrondissement"]["code"] == "09.581.01.09"
    assert found["commune"]["geometry"]["type"] == "MultiPolygon"


@pytest.mark.parametrize(("lat", "lon"), [("30.4", "-10.6"), ("37.3891", "-5.9845"), ("31.6167", "-2.2167")])
def test_locate_at_sea_or_abroad_is_404_in_words(api, tiznit, lat, lon):
    answer = api.get(f"{ROOT}locate/?lat={lat}&lon={lon}")
    assert answer.status_code == 404
    assert "in the sea or in another country" in str(answer.json()) or "detail" in answer.json()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "lat=29.7",
        "lat=x&lon=y",
        "lat=nan&lon=-9",
        "lat=inf&lon=-9",
        "lat=1e400&lon=0",
        "lat=91&lon=0",
        "lat=0&lon=181",
        "lat=29,7&lon=-9",
    ],
)
def test_locate_refuses_what_is_no_point(api, query):
    answer = api.get(f"{ROOT}locate/?{query}")
    assert answer.status_code == 400


@pytest.mark.usefixtures("tiznit")
def test_locate_costs_one_query(api, django_assert_num_queries):
    with django_assert_num_queries(1):
        api.get(f"{ROOT}locate/?lat=29.7&lon=-9.2")
