"""Needs for other programs."""

import json
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Trust
from core.enums import Visibility
from needs.enums import NeedState
from needs.models import Confirmation, Need, Photo
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory, SupportFactory
from tests.factories.spaces import SpaceFactory
from tests.needs.conftest import need_in, person

pytestmark = pytest.mark.django_db
LIST = "/api/v1/needs/"


def at(need, act=""):
    return f"{LIST}{need.pk}/{act}"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("who", "queries"), [("visitor", 1), ("citizen", 2), ("author", 2), ("facilitator", 2), ("coordinator", 2)]
)
def test_list_costs_the_same_for_one_and_three(api, count, who, queries, django_assert_num_queries):
    space = SpaceFactory()
    needs = [need_in(NeedState.VOICED, space=space) for _n in range(count)]
    user = person(who, needs[0])
    if who != "visitor":
        api.force_authenticate(type(user).objects.get(pk=user.pk))
    with django_assert_num_queries(queries):
        answer = api.get(LIST)
    assert len(answer.data["results"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 4), ("supporter", 5), ("facilitator", 5)])
def test_detail_costs_the_same_for_one_and_three(api, count, who, queries, django_assert_num_queries):
    need = need_in(NeedState.SAID_DONE)
    user = person(who, need)
    for _n in range(count):
        Photo.objects.bulk_create([Photo(need=need, added_by=need.author)])
        need.detail_requests.create(question="أين؟", asked_by=need.author)
        Confirmation.objects.create(need=need, user=UserFactory(), round=1, is_done=True)
    if who != "visitor":
        api.force_authenticate(type(user).objects.get(pk=user.pk))
    with django_assert_num_queries(queries):
        answer = api.get(at(need))
    assert (len(answer.data["photos"]), len(answer.data["questions"])) == (count, count)
    assert answer.data["confirmations"] == {"yes": count, "no": 0}


@pytest.mark.parametrize("visibility", [Visibility.HELD, Visibility.HIDDEN])
@pytest.mark.parametrize("who", ["visitor", "citizen", "supporter", "facilitator_elsewhere"])
@pytest.mark.parametrize("act", ["", "history/"])
def test_what_a_stranger_may_not_see_does_not_exist(api, who, visibility, act):
    need = need_in(NeedState.VOICED, visibility=visibility)
    user = person(who, need)
    if not isinstance(user, AnonymousUser):
        api.force_authenticate(user)
    assert api.get(at(need, act)).status_code == 404
    assert api.get(LIST).data["results"] == []
    if who != "visitor":
        assert api.post(at(need, "join/")).status_code == 404


def test_nothing_of_a_person_but_her_public_name(api):
    need = need_in(NeedState.VOICED)
    need.author.phone, need.author.email = "+212611223344", "secret@example.org"
    need.author.save()
    for address in (LIST, at(need), at(need, "history/"), f"{LIST}map/?space={need.space.commune.slug}"):
        body = json.dumps(api.get(address).data)
        assert "611223344" not in body
        assert "secret@" not in body
    assert api.get(at(need)).data["author"] == need.author.display_name


def test_post_and_post_again(api, town, asked):
    api.force_authenticate(town.citizen)
    body = asked | {
        "space": town.space.commune.slug,
        "client_key": str(uuid.uuid4()),
        "location": {"lat": 29.7, "lon": -9.2},
    }
    answer = api.post(LIST, body)
    assert answer.status_code == 201
    assert answer.data["actions"] == ["leave", "add_photo"]
    assert answer.data["joined"] is True
    assert api.post(LIST, body).data["id"] == answer.data["id"]
    assert Need.objects.count() == 1


def test_a_visitor_or_an_unconfirmed_person_does_not_post(api, town, asked):
    body = asked | {"space": town.space.commune.slug}
    assert api.post(LIST, body).status_code in {401, 403}
    api.force_authenticate(UserFactory(trust=Trust.DECLARED))
    assert api.post(LIST, body).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "😀"),
        ("title", "ط" * 121),
        ("title", "ط" * 200_000),
        ("title", None),
        ("title", ["x"]),
        ("text", "ن" * 4_001),
        ("text", "ن" * 200_000),
        ("place", ""),
        ("theme", "war"),
        ("location", {"lat": 99, "lon": 0}),
        ("location", {"lat": "nan", "lon": 0}),
        ("location", "29,-9"),
        ("client_key", "x"),
    ],
)
def test_bad_input_names_its_field(api, town, asked, field, value):
    api.force_authenticate(town.citizen)
    answer = api.post(LIST, asked | {"space": town.space.commune.slug} | {field: value})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.data["errors"]] == [field]
    assert Need.objects.count() == 0


def test_an_unknown_space_does_not_exist(api, town, asked):
    api.force_authenticate(town.citizen)
    assert api.post(LIST, asked | {"space": "nowhere"}).status_code == 404


def test_join_and_leave(api, town):
    need = need_in(NeedState.VOICED, space=town.space)
    api.force_authenticate(town.citizen)
    for _again in range(2):
        answer = api.post(at(need, "join/"))
        assert (answer.status_code, answer.data["support_count"], answer.data["joined"]) == (200, 2, True)
    for _again in range(2):
        answer = api.post(at(need, "leave/"))
        assert (answer.status_code, answer.data["support_count"], answer.data["joined"]) == (200, 1, False)


def test_moves(api, town):
    need = need_in(NeedState.VOICED, space=town.space)
    api.force_authenticate(town.facilitator)
    assert "refer" in api.get(at(need)).data["actions"]
    answer = api.post(at(need, "moves/refer/"), {})
    assert (answer.status_code, answer.data["state"]) == (200, "heard")
    assert api.post(at(need, "moves/refer/"), {}).status_code == 409
    assert api.post(at(need, "moves/plan/"), {"note": "x"}).status_code == 403
    assert api.post(at(need, "moves/fly/"), {"note": "x"}).status_code == 403
    answer = api.post(at(need, "moves/hide/"), {"note": " "})
    assert (answer.status_code, answer.data["code"]) == (409, "note_missing")
    assert [entry["action"] for entry in api.get(at(need, "history/")).data] == ["refer"]


def test_a_move_that_is_not_hers_is_denied(api, town):
    need = need_in(NeedState.VOICED, space=town.space)
    api.force_authenticate(town.citizen)
    assert api.post(at(need, "moves/refer/"), {}).status_code == 403


@pytest.mark.parametrize(
    "query", ["author__phone=1", "ordering=author", "ordering=-id", "theme=war", "cursor=zzz", "folded=x", "near=x"]
)
def test_what_is_not_on_the_list_of_filters_is_refused(api, query):
    assert api.get(f"{LIST}?{query}").status_code == 400


def test_pages_lead_to_one_another(api):
    space = SpaceFactory()
    for _n in range(25):
        NeedFactory(space=space)
    first = api.get(f"{LIST}?ordering=joined").data
    second = api.get(first["next"]).data
    assert (len(first["results"]), len(second["results"]), first["previous"], second["next"]) == (20, 5, None, None)
    assert api.get(second["previous"]).data["results"] == first["results"]


def test_joined_needs_are_the_caller_s(api):
    support = SupportFactory()
    NeedFactory()
    api.force_authenticate(support.user)
    assert [need["id"] for need in api.get(f"{LIST}?joined=true").data["results"]] == [support.need_id]


def test_similar(api, town, asked):
    api.force_authenticate(town.citizen)
    slug = town.space.commune.slug
    need = api.post(LIST, asked | {"space": slug, "title": "الما مقطوع ف الدوار", "theme": "water"}).data
    found = api.get(f"{LIST}similar/", {"space": slug, "text": "lma me9tou3"}).data
    assert [(row["id"], row["joined"]) for row in found] == [(need["id"], True)]
    assert api.get(f"{LIST}similar/", {"space": slug, "text": " "}).status_code == 400
    assert api.get(f"{LIST}similar/", {"space": "nowhere", "text": "lma"}).status_code == 404


def test_map(api):
    need = NeedFactory()
    NeedFactory(space__state="draft")
    found = api.get(f"{LIST}map/", {"bbox": "-10,29,-9,30", "zoom": "12"}).data
    assert [feature["properties"]["id"] for feature in found["features"]] == [need.pk]
    assert api.get(f"{LIST}map/").status_code == 400
    assert api.get(f"{LIST}map/", {"bbox": "x"}).data["errors"][0]["field"] == "bbox"


@pytest.mark.parametrize("number", ["0", "999999999999999", "1e3", "-1", "9" * 30])
def test_a_number_that_is_none_is_not_found(api, number):
    assert api.get(f"{LIST}{number}/").status_code == 404
