"""Places in a real browser: the needs of a commune on its map, a commune found by its name."""

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from accounts.models import User
from needs.models import Need
from tests.factories.needs import NeedFactory, store
from tests.journeys.conftest import DESK, PHONE, person, shows, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LON, LAT = -9.73, 29.7  # the middle of the commune


def many(space, count, author):
    return store(
        NeedFactory.build(
            space=space, author=author, thread=None, support_count=1,
            location=Point(LON - 0.04 + n % 20 * 0.004, LAT - 0.04 + n // 20 * 0.004, srid=4326),
        )
        for n in range(count)
    )  # fmt: skip


def opens_the_map_of_needs(one):
    one.go("spaces/tiznit/needs/map/")
    one.page.click("details[data-map] > summary")
    one.page.wait_for_selector(".map-canvas path.leaflet-interactive")


@pytest.mark.parametrize(("language", "size"), [("ar", PHONE), ("fr", DESK)])
def test_the_map_shows_points_then_clusters(visitor, tiznit, language, size):
    author = person("author")
    many(tiznit, 6, author)
    one = visitor(language, size=size)
    opens_the_map_of_needs(one)
    page = one.page
    points = page.locator(".map-canvas path.leaflet-interactive")
    expect(points).to_have_count(6)
    points.last.click(force=True)
    expect(page.locator(".leaflet-popup-content a")).to_be_visible()
    shows(f"points-{language}", page)
    box = points.first.bounding_box()
    assert round(min(box["width"], box["height"])) >= 24
    touch = page.locator(".leaflet-control-zoom-in").bounding_box()
    assert min(touch["width"], touch["height"]) >= 44
    middle = size["width"] / 2
    assert (touch["x"] > middle) == (language == "ar"), "controls stand where reading begins"
    one.press(".leaflet-popup-content a")
    assert "/needs/" in page.url
    page.wait_for_load_state("networkidle")  # its parts are asked for while it is there

    Need.objects.all().delete()
    many(tiznit, 400, author)
    opens_the_map_of_needs(one)
    page.wait_for_selector(".map-count")
    counts = [int(text) for text in page.locator(".map-count").all_inner_texts()]
    assert sum(counts) + points.count() - len(counts) == 400
    shows(f"clusters-{language}", page)
    points.first.click(force=True)
    until(lambda: [int(text) for text in page.locator(".map-count").all_inner_texts()] != counts)


def test_one_picks_a_commune_while_typing(visitor, tiznit):
    one = visitor("ar")
    one.sign_in(person("newcomer"))
    asked = []
    one.page.on("request", lambda request: "options" in request.url and asked.append(request.url))
    one.go("welcome/")
    page = one.page
    page.fill("input[name=display_name]", "أم ريم")
    page.fill("input[name=commune]", "")
    page.locator("input[name=commune]").press_sequentially("تيزن", delay=30)
    choice = page.locator("label[for=commune-pick-1]")
    expect(choice).to_contain_text("Tiznit")
    shows("welcome", page)
    assert choice.bounding_box()["height"] >= 24
    assert not [url for url in asked if "csrf" in url or "display_name" in url]
    choice.click()
    page.check("input[name=privacy]")
    one.press("main form button.button.wide")
    assert User.objects.get(email="newcomer@example.org").commune.slug == "tiznit"
