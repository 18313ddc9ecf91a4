"""Debates for other programs."""

import datetime

import pytest
from django.utils.timezone import now

from accounts import actions as people
from debates.models import Debate, Interest
from debates.serializers.debate import DebateDetailSerializer
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import (
    AgendaPointFactory,
    ContributionFactory,
    DebateFactory,
    PointFactory,
    SittingFactory,
)
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/debates/"


def at(debate, act: str = "") -> str:
    return f"{LIST}{debate.pk}/{act}"


@pytest.fixture
def facilitator(api):
    user = MembershipFactory(role=Role.FACILITATOR).user
    api.force_authenticate(user)
    return user


@pytest.fixture
def space(facilitator):
    return facilitator.memberships.get().space


def said(space) -> dict:
    return {"space": space.commune.slug, "title": "ماء الساقية", "question": "كيف نوزعه؟", "theme": "water"}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [(None, 1), (Role.MEMBER, 2), (Role.FACILITATOR, 2)])
def test_the_list_costs_the_same_for_one_and_for_three(api, django_assert_num_queries, count, role, queries):
    space = SpaceFactory()
    for number in range(count):
        SittingFactory(debate=DebateFactory(space=space, **{["open", "closed", "concluded"][number % 3]: True}))
    if role:
        user = MembershipFactory(space=space, role=role).user
        api.force_authenticate(type(user).objects.get(pk=user.pk))
    with django_assert_num_queries(queries):
        answer = api.get(LIST)
    assert len(answer.data["results"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_detail_costs_the_same_for_one_of_each_and_for_three(api, django_assert_num_queries, count):
    debate = DebateFactory(open=True)
    for number in range(count):
        AgendaPointFactory(debate=debate, number=number + 1)
        SittingFactory(debate=debate)
    with django_assert_num_queries(4):
        answer = api.get(at(debate))
    assert (len(answer.data["agenda"]), len(answer.data["sittings"])) == (count, count)


def test_a_debate_says_where_it_is_and_what_may_be_done(api):
    sitting = SittingFactory(live=True)
    debate = sitting.debate
    ContributionFactory(thread=debate.thread)
    api.force_authenticate(UserFactory())
    data = api.get(at(debate)).data
    assert data["url"] == f"http://testserver/api/v1/debates/{debate.pk}/"
    assert data["thread"] == f"http://testserver/api/v1/threads/{debate.thread_id}/"
    assert data["page"].endswith(debate.get_absolute_url())
    assert (data["contributions"], data["live_sitting"], data["state"]) == (1, sitting.pk, "live")
    assert data["actions"] == ["follow", "contribute"]


def test_a_conclusion_is_given_once_it_is_published(api):
    closed, concluded = (DebateFactory(**{state: True}, conclusion="اتفقنا.") for state in ("closed", "concluded"))
    assert api.get(at(closed)).data["conclusion"] == ""
    assert api.get(at(concluded)).data["conclusion"] == "اتفقنا."


def test_the_list_is_filtered_as_the_page_and_by_space(api):
    debate = DebateFactory(open=True, title="ماء السّاقية", question="كيف؟")
    DebateFactory(closed=True, question="متى؟", title="المدرسة")
    for asked in ({"state": "open"}, {"q": "ماء"}, {"space": debate.space.commune.slug}):
        assert [one["id"] for one in api.get(LIST, asked).data["results"]] == [debate.pk]
    assert api.get(LIST, {"state": "x"}).status_code == 400
    assert api.get(LIST, {"author": "1"}).status_code == 400


def test_a_debate_is_prepared_changed_and_announced(api, space, facilitator):
    answer = api.post(LIST, said(space) | {"agenda": [{"title": "الافتتاح", "minutes": 10}]})
    assert answer.status_code == 201
    assert answer.data["state"] == "draft"
    assert [(point["number"], point["title"]) for point in answer.data["agenda"]] == [(1, "الافتتاح")]
    debate = Debate.objects.get()
    answer = api.patch(
        at(debate), {"audience": "members", "closes_at": (now() + datetime.timedelta(days=9)).isoformat()}
    )
    assert (answer.data["audience"], answer.data["title"]) == ("members", "ماء الساقية")
    assert api.post(at(debate, "moves/announce/")).data["state"] == "announced"
    assert [entry["action"] for entry in api.get(at(debate, "history/")).data] == [
        "create",
        "announce",
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "… 12"}, "title"),
        ({"title": "ا" * 161}, "title"),
        ({"theme": "love"}, "theme"),
        ({"opens_at": "2020-01-01T10:00:00Z"}, "opens_at"),
        ({"opens_at": "soon"}, "opens_at"),
        ({"agenda": [{"title": "نقطة", "minutes": 0}]}, "agenda.0.minutes"),
        ({"agenda": "x"}, "agenda"),
    ],
)
def test_what_cannot_be_kept_is_told_by_its_field(api, space, given, field):
    answer = api.post(LIST, said(space) | given)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    assert not Debate.objects.exists()


def test_a_move_out_of_its_moment_is_a_conflict_and_one_with_its_own_door_is_denied(api, space):
    debate = DebateFactory(space=space, open=True)
    assert api.post(at(debate, "moves/open/")).status_code == 409
    assert api.post(at(debate, "moves/go_live/")).status_code == 403
    assert api.post(at(debate, "moves/hide/")).json()["code"] == "note_missing"
    assert api.post(at(debate, "moves/hide/"), {"note": "سبب"}).data["visibility"] == "hidden"


def test_the_agenda_is_written(api, space):
    debate = DebateFactory(space=space)
    for title in ("أول", "ثان"):
        assert api.post(at(debate, "agenda/"), {"title": title, "minutes": 10}).status_code == 201
    first, second = api.get(at(debate, "agenda/")).data
    answer = api.patch(at(debate, f"agenda/{second['id']}/"), {"number": 1, "minutes": 20})
    assert (answer.data["number"], answer.data["title"], answer.data["minutes"]) == (1, "ثان", 20)
    assert api.delete(at(debate, f"agenda/{first['id']}/")).status_code == 204
    assert [point["title"] for point in api.get(at(debate, "agenda/")).data] == ["ثان"]
    assert api.patch(at(debate, f"agenda/{second['id']}/"), {"title": "1"}).json()["errors"][0]["field"] == "title"
    other = AgendaPointFactory()
    assert api.delete(at(debate, f"agenda/{other.pk}/")).status_code == 404


def test_a_sitting_is_planned(api, space):
    debate = DebateFactory(space=space, announced=True)
    starts_at = (now() + datetime.timedelta(days=2)).isoformat()
    assert api.post(at(debate, "sittings/"), {"starts_at": starts_at, "place": "دار الشباب"}).status_code == 201
    assert api.get(at(debate, "sittings/")).data[0]["place"] == "دار الشباب"
    answer = api.post(at(debate, "sittings/"), {"starts_at": "2020-01-01T10:00:00Z"})
    assert answer.json()["errors"][0]["field"] == "starts_at"


def test_a_debate_is_followed_and_left(api):
    debate, person = DebateFactory(open=True), UserFactory()
    api.force_authenticate(person)
    assert api.post(at(debate, "follow/")).data["followed"] is True
    assert api.post(at(debate, "unfollow/")).data["followed"] is False
    assert not Interest.objects.exists()


WRITES = [
    ("post", "", {"title": "x"}), ("patch", "1", {}), ("post", "1/moves/open/", {}), ("post", "1/agenda/", {}),
    ("post", "1/sittings/", {}), ("post", "1/follow/", {}), ("patch", "1/agenda/1/", {}), ("delete", "1/agenda/1/", {}),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "data"), WRITES)
def test_nothing_is_written_without_signing_in(api, method, path, data):
    assert getattr(api, method)(f"{LIST}{path}".rstrip("/") + "/", data).status_code == 401


def test_a_token_writes_with_its_scope_alone(api, space, facilitator):
    for scope, status in (("read", 403), ("needs:write", 403), ("debates:write", 201)):
        _token, key = people.make_token(facilitator, name=scope, scopes=[scope], by=facilitator)
        api.force_authenticate(None)
        api.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
        assert api.post(LIST, said(space)).status_code == status


def test_a_stranger_s_draft_does_not_exist(api):
    debate = DebateFactory()
    api.force_authenticate(UserFactory())
    for act in ("", "agenda/", "sittings/", "history/"):
        assert api.get(at(debate, act)).status_code == 404
    assert api.post(at(debate, "moves/announce/")).status_code == 404
    assert api.post(at(debate, "follow/")).status_code == 404


def test_others_change_nothing(api):
    debate = DebateFactory(open=True)
    api.force_authenticate(UserFactory())
    for method, act, data in (
        ("patch", "", {"text": "جديد"}),
        ("post", "moves/close/", {}),
        ("post", "agenda/", {"title": "نقطة", "minutes": 5}),
        ("post", "sittings/", {"starts_at": (now() + datetime.timedelta(days=2)).isoformat()}),
    ):
        assert getattr(api, method)(at(debate, act), data).status_code == 403


def test_the_author_of_a_conclusion_s_draft_is_nobody_s_business():
    assert not {"created_by", "interests"} & set(DebateDetailSerializer.Meta.fields)


def test_points_of_a_concluded_debate_do_not_change_its_cost(api, django_assert_num_queries):
    debate = DebateFactory(concluded=True)
    for _ in range(3):
        PointFactory(debate=debate)
    with django_assert_num_queries(4):
        api.get(at(debate))
