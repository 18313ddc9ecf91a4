"""Sittings, requests for the floor and polls for other programs."""

import json

import pytest

from accounts.enums import Trust
from debates import actions
from debates.enums import PollState, RequestState, SittingState
from debates.models import FloorRequest
from spaces.enums import Role
from tests.debates.hall import hall
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory, FloorRequestFactory, PollFactory, SittingFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


@pytest.fixture
def place():
    return hall()


def sitting(place, act=""):
    return f"{ROOT}sittings/{place.sitting.pk}/{act}"


def test_a_sitting_tells_its_room_and_what_may_be_done(api, place):
    assert api.get(sitting(place)).data["actions"] == []
    for who, offered in [
        ("citizen", ["ask", "attend"]),
        ("facilitator", ["end", "ask", "attend", "call_point", "adjust", "count_hall", "hand_over", "make_poll"]),
    ]:
        api.force_authenticate(getattr(place, who))
        answer = api.get(sitting(place)).data
        assert answer["actions"] == offered
    assert (answer["state"], answer["lead"]) == ("live", place.facilitator.public_name)
    assert answer["room"]["type"] == "room"
    assert answer["url"].endswith(sitting(place))


@pytest.mark.parametrize("act", ["", "requests/", "polls/"])
def test_a_sitting_of_a_draft_does_not_exist_for_strangers(api, act):
    row = SittingFactory(debate=DebateFactory())
    api.force_authenticate(UserFactory())
    assert api.get(f"{ROOT}sittings/{row.pk}/{act}").status_code == 404
    assert api.post(f"{ROOT}sittings/{row.pk}/requests/", {}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("act", "queries"), [("requests/", 3), ("polls/", 5)])
def test_lists_cost_the_same_for_one_and_three(api, place, count, act, queries, django_assert_num_queries):
    for _n in range(count):
        FloorRequestFactory(sitting=place.sitting)
        PollFactory(sitting=place.sitting)
    api.force_authenticate(type(place.facilitator).objects.get(pk=place.facilitator.pk))
    with django_assert_num_queries(queries):
        answer = api.get(sitting(place, act))
    assert len(answer.data["results"]) == count


def test_asking_and_asking_again(api, place):
    api.force_authenticate(place.citizen)
    said = {"about": "ماء الساقية", "is_woman": True, "district": "canarydistrict"}
    answer = api.post(sitting(place, "requests/"), said)
    assert answer.status_code == 201
    assert (answer.data["state"], answer.data["mine"], answer.data["actions"]) == ("waiting", True, ["withdraw"])
    assert api.post(sitting(place, "requests/"), {"about": "ثانيا"}).data["id"] == answer.data["id"]
    request = FloorRequest.objects.get()
    assert (request.is_woman, request.district) == (True, "canarydistrict")
    api.force_authenticate(place.facilitator)
    for path in (sitting(place), sitting(place, "requests/"), f"{ROOT}requests/{request.pk}/"):
        assert "canarydistrict" not in json.dumps(api.get(path).data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("about", "ط" * 141),
        ("about", "ط" * 200_000),
        ("about", ["x"]),
        ("kind", "shout"),
        ("is_woman", "perhaps"),
        ("district", "ط" * 61),
    ],
)
def test_what_cannot_be_taken_is_told_of_its_field(api, place, field, value):
    api.force_authenticate(place.citizen)
    answer = api.post(sitting(place, "requests/"), {field: value})
    assert answer.status_code == 400
    assert answer.data["errors"][0]["field"].startswith(field)
    assert not FloorRequest.objects.exists()


def test_who_may_not_ask(api, place):
    assert api.post(sitting(place, "requests/"), {}).status_code in {401, 403}
    api.force_authenticate(UserFactory(trust=Trust.DECLARED))
    assert api.post(sitting(place, "requests/"), {}).status_code == 409
    api.force_authenticate(place.citizen)
    assert api.post(sitting(place, "requests/"), {"name": "الحاج إبراهيم"}).status_code == 403
    over = hall(ended=True)
    answer = api.post(sitting(over, "requests/"), {})
    assert (answer.status_code, answer.data["code"]) == (409, "not_live")


@pytest.mark.parametrize("move", ["give", "end", "extend", "pass_over", "withdraw", "fly"])
@pytest.mark.parametrize("who", ["citizen", "moderator", "elsewhere"])
def test_a_strangers_floor_request_does_not_exist_for_her(api, place, move, who):
    request = FloorRequestFactory(sitting=place.sitting)
    user = MembershipFactory(role=Role.FACILITATOR).user if who == "elsewhere" else getattr(place, who)
    assert api.post(f"{ROOT}requests/{request.pk}/{move}/").status_code in {401, 403}
    api.force_authenticate(user)
    assert api.post(f"{ROOT}requests/{request.pk}/{move}/").status_code == 404
    request.refresh_from_db()
    assert request.state == RequestState.WAITING


def test_the_floor_through_the_api(api, place):
    first, second = FloorRequestFactory(sitting=place.sitting), FloorRequestFactory(sitting=place.sitting)
    api.force_authenticate(place.facilitator)

    def press(row, move, **fields):
        return api.post(f"{ROOT}requests/{row.pk}/{move}/", fields)

    assert press(first, "give").data["actions"] == ["end", "extend"]
    assert press(first, "extend", seconds=30).status_code == 200
    assert press(first, "extend", seconds=0).status_code == 400
    refused = press(second, "give")
    assert (refused.status_code, refused.data["code"]) == (409, "taken")
    assert press(second, "give", and_end=first.pk).data["state"] == "given"
    assert api.get(f"{ROOT}requests/{first.pk}/").data["state"] == "done"
    assert press(second, "fly").status_code == 400
    third = api.post(sitting(place, "requests/"), {"name": "من القاعة"}).data
    assert (third["name"], third["mine"], third["actions"]) == ("من القاعة", False, ["give", "pass_over"])
    states = [row["state"] for row in api.get(sitting(place, "requests/")).data["results"]]
    assert states == ["waiting", "given", "done"]
    assert len(api.get(sitting(place, "requests/?state=done")).data["results"]) == 1
    assert api.get(sitting(place, "requests/?state=x")).status_code == 400


def test_leading_a_sitting_through_the_api(api):
    place = hall(live=False)
    api.force_authenticate(place.facilitator)
    assert api.post(sitting(place, "moves/fly/")).status_code == 400
    assert api.post(sitting(place, "moves/start/")).data["state"] == "live"
    assert api.post(sitting(place, "moves/start/")).status_code == 409
    called = api.post(sitting(place, "point/"), {"point": place.points[0].pk})
    assert called.data["room"]["point"]["id"] == place.points[0].pk
    assert api.post(sitting(place, "point/"), {"point": 10**15}).status_code == 404
    settings = {"queue_rule": "alternate", "criteria": ["women"], "turn_seconds": 60, "slow_seconds": 10}
    assert api.put(sitting(place, "settings/"), settings).data["criteria"] == ["women"]
    for wrong in ({"criteria": []}, {"criteria": ["money"]}, {"turn_seconds": 1}, {"slow_seconds": 99999}):
        assert api.put(sitting(place, "settings/"), settings | wrong).status_code == 400
    assert api.put(sitting(place, "hall/"), {"people": 30, "women": 12}).data["hall_women"] == 12
    assert api.put(sitting(place, "hall/"), {"people": 3, "women": 12}).status_code == 400
    api.force_authenticate(place.citizen)
    assert api.post(sitting(place, "attend/")).data["room"]["here"]["online"] == 1
    for act, body in (("point/", {"point": None}), ("moves/end/", {})):
        assert api.post(sitting(place, act), body).status_code == 403
    assert api.put(sitting(place, "settings/"), settings).status_code == 403
    api.force_authenticate(place.other)
    assert api.post(sitting(place, "moves/end/")).data["state"] == SittingState.ENDED


def test_polls_through_the_api(api, place):
    api.force_authenticate(place.facilitator)
    made = api.post(sitting(place, "polls/"), {"question": "هل نؤجل؟", "options": ["نعم", "لا"]})
    assert (made.status_code, made.data["actions"]) == (201, ["open"])
    poll = f"{ROOT}polls/{made.data['id']}/"
    yes, no = (option["id"] for option in made.data["options"])
    for wrong in ({"options": ["نعم"]}, {"options": ["نعم", "نعم"]}, {"question": "؟"}):
        body = {"question": "هل نؤجل؟", "options": ["نعم", "لا"]} | wrong
        assert api.post(sitting(place, "polls/"), body).status_code == 400
    api.force_authenticate(place.citizen)
    assert api.get(poll).status_code == 404  # in preparation
    assert api.post(f"{poll}vote/", {"option": yes}).status_code == 404
    api.force_authenticate(place.facilitator)
    assert api.post(f"{poll}moves/open/").data["state"] == PollState.OPEN
    assert api.post(f"{poll}moves/fly/").status_code == 400
    api.force_authenticate(place.citizen)
    voted = api.post(f"{poll}vote/", {"option": no}).data
    assert (voted["answered"], voted["voters"], voted["actions"]) == (no, 1, ["vote"])
    assert [option["votes"] for option in voted["options"]] == [None, None]
    assert api.post(f"{poll}vote/", {"option": 10**15}).status_code == 400
    assert api.post(f"{poll}moves/close/").status_code == 403
    assert api.put(f"{poll}hands/", {"hands": {yes: 3}}).status_code == 403
    api.force_authenticate(place.facilitator)
    assert api.put(f"{poll}hands/", {"hands": {yes: 3}}).data["voters"] == 4
    for wrong in ({yes: -1}, {"x": 1}, {"9" * 30: 1}, {10**15: 1}):
        assert api.put(f"{poll}hands/", {"hands": wrong}).status_code == 400
    closed = api.post(f"{poll}moves/close/").data
    assert [option["votes"] for option in closed["options"]] == [3, 1]
    api.force_authenticate(place.citizen)
    assert api.post(f"{poll}vote/", {"option": yes}).status_code == 409
    assert api.get(sitting(place, "polls/")).data["results"][0]["answered"] == no


def test_the_room_of_the_api_is_the_frame(api, place):
    actions.ask(place.sitting, by=place.citizen, about="الماء")
    told = api.get(sitting(place)).data["room"]
    assert told["queue"][0]["about"] == "الماء"
    assert told["sitting"]["id"] == place.sitting.pk
