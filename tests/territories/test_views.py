"""The pages: find a commune, read about a place, its outline."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from territories.forms import CommuneField
from territories.models import Territory
from tests.factories.territories import TerritoryFactory, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiznit():
    return TerritoryFactory(slug="tiznit", name_ar="تيزنيت", name_fr="Tiznit", population=74_699, lon=-9.73, lat=29.7)


@pytest.fixture
def tata():
    return TerritoryFactory(slug="tata", name_ar="طاطا", name_fr="Tata", lon=-7.97, lat=29.74)


def test_search_page_lists_regions_then_names(client, tiznit):
    page = client.get("/fr/communes/").content.decode()
    assert "/fr/territories/region-09/" in page
    page = client.get("/ar/communes/", {"q": "tiznite"}).content.decode()
    assert "<bdi>تيزنيت</bdi>" in page
    assert "/ar/spaces/tiznit/" in page
    assert 'value="tiznite"' in page


def test_search_answers_htmx_with_the_results_alone(htmx, tiznit):
    page = htmx.get("/fr/communes/", {"q": "tiz"}).content.decode()
    assert "<bdi>Tiznit</bdi>" in page
    assert "<html" not in page


@pytest.mark.parametrize("asked", ["zzzz", "<script>alert(1)</script>", "x" * 300, "\x00"])
def test_search_says_what_to_do_when_nothing_is_found(client, tiznit, asked):
    answer = client.get("/fr/communes/", {"q": asked})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_search_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, count):
    for number in range(count):
        TerritoryFactory(name_fr=f"Ait {number}")
    with django_assert_num_queries(1):
        client.get("/fr/communes/", {"q": "ait"})


def test_position_leads_to_the_space_of_its_commune(client, tiznit):
    answer = client.get("/fr/communes/here/", {"lat": "29.7", "lon": "-9.73"})
    assert (answer.status_code, answer["Location"]) == (302, "/fr/spaces/tiznit/")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("lat", "lon", "status"),
    [
        ("30.4", "-10.6", 404),
        ("48.85", "2.35", 404),
        ("nan", "-9", 400),
        ("1e400", "-9", 400),
        ("x", "y", 400),
        ("91", "0", 400),
        ("", "", 400),
    ],
)
def test_position_that_is_in_no_commune_is_told_in_words(client, tiznit, lat, lon, status):
    answer = client.get("/en/communes/here/", {"lat": lat, "lon": lon})
    assert answer.status_code == status
    assert "This position is in no commune of Morocco" in answer.content.decode()


def test_detail_shows_names_population_and_what_is_above(client, tiznit):
    page = client.get("/fr/territories/tiznit/").content.decode()
    assert "تيزنيت" in page
    assert "2024" in page
    assert tiznit.code in page
    assert "/fr/territories/province-09-581/" in page
    assert "/fr/territories/region-09/" in page
    assert "/fr/territories/tiznit/outline.json" in page


@pytest.mark.parametrize("count", [1, 3])
def test_detail_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, count):
    province = TerritoryFactory().parent
    for _ in range(count - 1):
        TerritoryFactory()
    with django_assert_num_queries(2):
        answer = client.get(f"/ar/territories/{province.slug}/")
    assert answer.content.decode().count("<bdi>جماعة") >= count


def test_detail_of_an_unknown_place_is_404(client):
    assert client.get("/fr/territories/atlantis/").status_code == 404


def test_public_pages_set_no_cookie(client, tiznit):
    for url in ("/fr/communes/", "/fr/territories/tiznit/", "/fr/territories/tiznit/outline.json"):
        answer = client.get(url)
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_outline_is_geojson_kept_a_day(client, tiznit):
    answer = client.get("/fr/territories/tiznit/outline.json")
    feature = json.loads(answer.content)
    assert feature["properties"]["code"] == tiznit.code
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/geo+json", "public, max-age=86400")
    again = client.get("/fr/territories/tiznit/outline.json", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_outline_of_a_place_without_one_is_404(client, tiznit):
    Territory.objects.update(outline=None)
    assert client.get("/fr/territories/tiznit/outline.json").status_code == 404


# --- the picker in forms ---
def test_picker_takes_a_slug_a_name_and_a_choice(tiznit, tata):
    field = CommuneField()
    assert field.clean("tiznit") == tiznit
    assert field.clean("تيزنيت") == tiznit
    assert field.clean(tata) == tata
    data = {"commune": "tizn", "commune-for": "tizn", "commune-pick": "tata"}
    assert field.clean(field.widget.value_from_datadict(data, {}, "commune")) == tata


def test_picker_forgets_a_choice_made_for_another_text(tiznit, tata):
    data = {"commune": "tiznit", "commune-for": "tata", "commune-pick": "tata"}
    assert CommuneField().widget.value_from_datadict(data, {}, "commune") == "tiznit"


@pytest.mark.parametrize(("typed", "code"), [("", "required"), ("tizni", "choose"), ("atlantis", "unknown")])
def test_picker_refuses_in_words(tiznit, typed, code):
    with pytest.raises(ValidationError) as refusal:
        CommuneField().clean(typed)
    assert refusal.value.code == code


def test_picker_that_may_be_empty_gives_none():
    assert CommuneField(required=False).clean("") is None


def test_picker_draws_its_choices_without_javascript(tiznit):
    drawn = CommuneField().widget.render("commune", "tizni", {"id": "id_commune", "required": True})
    assert 'value="tiznit"' in drawn
    assert 'name="commune-for" value="tizni"' in drawn
    assert 'id="id_commune"' in drawn
    assert " checked" not in drawn
    assert " checked" in CommuneField().widget.render("commune", tiznit, {})


def test_picker_escapes_what_was_typed():
    assert "<script>" not in CommuneField().widget.render("commune", '"><script>alert(1)</script>', {})


def test_options_are_a_fragment(htmx, tiznit):
    page = htmx.get("/fr/communes/options/", {"field": "home", "home": "tiz"}).content.decode()
    assert 'name="home-pick"' in page
    assert "<html" not in page
    assert htmx.get("/fr/communes/options/", {"field": "<b>"}).status_code == 404


def test_addresses_are_the_contract():
    with override("ar"):
        assert reverse("territories:search") == "/ar/communes/"
        assert reverse("territories:detail", args=["tiznit"]) == "/ar/territories/tiznit/"


def test_square_of_the_factory_holds_its_centre():
    assert square(-9, 30).contains(square(-9, 30).centroid)
