"""The map: points when they are few, clusters when they are many, small at any number."""

import json

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from core.enums import Visibility
from core.workflow import Refused
from needs import mapping
from needs.enums import NeedState
from needs.models import Need
from tests.factories.needs import NeedFactory, store
from tests.factories.spaces import SpaceFactory
from tests.needs.conftest import need_in

pytestmark = pytest.mark.django_db

BOX = "-9.3,29.6,-9.1,29.8"


def many(space, count, title="إ" * 120):
    author = NeedFactory(space=space, title=title, folded="").author
    rows = [
        Need(
            space=space, title=title, theme="water", author=author, folded="", support_count=1,
            location=Point(-9.25 + 0.001 * (n % 100), 29.65 + 0.001 * (n // 100 % 100), srid=4326),
        )
        for n in range(count - 1)
    ]  # fmt: skip
    store(rows)


def test_a_few_needs_are_points():
    need = NeedFactory(title="إصلاح الطريق", support_count=7)
    (feature,) = mapping.collection(Need.objects.all(), bbox=BOX)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-9.2, 29.7]}
    assert feature["properties"] == {
        "id": need.pk,
        "title": "إصلاح الطريق",
        "state": "voiced",
        "theme": "roads",
        "support_count": 7,
        "url": need.get_absolute_url(),
    }


@pytest.mark.parametrize("zoom", ["0", "9", "12", "14", "19", ""])
@pytest.mark.parametrize("box", [BOX, ""])
def test_many_needs_are_clusters_that_hold_each_once(box, zoom, django_assert_num_queries):
    space = SpaceFactory()
    many(space, 400)
    with django_assert_num_queries(2):
        features = mapping.collection(Need.objects.filter(space=space), bbox=box, zoom=zoom)["features"]
    if box or zoom in {"0", "9", ""}:
        assert sum(feature["properties"]["count"] for feature in features) == 400
    assert len(features) <= mapping.CELLS_MAX
    assert all(feature["properties"]["cluster"] for feature in features)


@pytest.mark.parametrize("count", [150, 151, 1_000])
@pytest.mark.parametrize("zoom", ["9", "19"])
def test_an_answer_weighs_at_most_a_hundred_kilobytes(count, zoom):
    space = SpaceFactory()
    many(space, count)
    found = mapping.collection(Need.objects.filter(space=space), bbox=BOX, zoom=zoom)
    assert len(json.dumps(found)) <= 100_000


def test_the_box_is_a_box():
    NeedFactory()
    assert mapping.collection(Need.objects.all(), bbox="-9.19,29.6,-9.1,29.8")["features"] == []
    assert mapping.collection(Need.objects.all(), bbox="-9.3,29.71,-9.1,29.8")["features"] == []


def test_only_what_everyone_sees_is_on_the_map():
    main = need_in(NeedState.VOICED)
    need_in(NeedState.VOICED, space=main.space, merged_into=main)
    need_in(NeedState.VOICED, space=main.space, visibility=Visibility.HELD)
    need_in(NeedState.VOICED, space=main.space, location=None)
    (feature,) = mapping.collection(Need.objects.all())["features"]
    assert feature["properties"]["id"] == main.pk


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "a,b,c,d"}, "bbox"),
        ({"bbox": "nan,nan,nan,nan"}, "bbox"),
        ({"bbox": "inf,0,1,1"}, "bbox"),
        ({"bbox": "5,0,1,1"}, "bbox"),
        ({"bbox": "-181,0,1,1"}, "bbox"),
        ({"bbox": "", "bounded": True}, "bbox"),
        ({"bbox": "-17,20,0,36", "bounded": True}, "bbox"),
        ({"bbox": BOX, "zoom": "20"}, "zoom"),
        ({"bbox": BOX, "zoom": "-1"}, "zoom"),
        ({"bbox": BOX, "zoom": "٣"}, "zoom"),
        ({"bbox": BOX, "zoom": "9" * 9}, "zoom"),
    ],
)
def test_a_box_or_a_zoom_that_cannot_be_read_is_refused_in_words(asked, code):
    with pytest.raises(Refused) as refusal:
        mapping.collection(Need.objects.all(), **asked)
    assert refusal.value.code == code


# --- the map's address ---
def test_the_map_asks_for_points_in_a_box(client):
    need = NeedFactory()
    url = reverse("needs:points", args=[need.space.commune.slug])
    (feature,) = client.get(url, {"bbox": BOX, "zoom": "12"}).json()["features"]
    assert feature["properties"]["id"] == need.pk


def test_a_box_that_was_seen_is_asked_for_again_and_costs_nothing_until_something_changed(client):
    need = NeedFactory()
    url, box = reverse("needs:points", args=[need.space.commune.slug]), {"bbox": BOX, "zoom": "12"}
    first = client.get(url, box)
    assert first.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(url, box, headers=known).status_code == 304
    NeedFactory(space=need.space)
    assert len(client.get(url, box, headers=known).json()["features"]) == 2


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "9,9,1,1"}, "bbox"),
        ({"bbox": "a,b,c,d"}, "bbox"),
        ({"zoom": "99"}, "zoom"),
    ],
)
def test_a_box_that_cannot_be_read_is_told_as_a_problem(client, asked, code):
    answer = client.get(reverse("needs:points", args=[NeedFactory().space.commune.slug]), asked)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"]) == (400, code)
    assert set(body) == {"type", "title", "status", "detail", "code"}
