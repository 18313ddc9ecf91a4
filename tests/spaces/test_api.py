"""Spaces for other programs."""

import pytest

from spaces import actions
from spaces.enums import Role, SpaceState
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.spaces.conftest import someone

pytestmark = pytest.mark.django_db
LIST = "/api/v1/spaces/"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 1), ("coordinator_of_region", 2)])
def test_list_costs_the_same_for_one_and_three(api, count, who, queries, django_assert_num_queries):
    spaces = [SpaceFactory() for _n in range(count)]
    if who != "visitor":
        api.force_authenticate(someone(who, spaces[0]))
    with django_assert_num_queries(queries):
        answer = api.get(LIST)
    assert len(answer.data["results"]) == count


def test_list_is_filtered(api):
    space, closed = SpaceFactory(), SpaceFactory(state=SpaceState.CLOSED)
    SpaceFactory(state=SpaceState.DRAFT)

    def found(**filters):
        return {one["id"] for one in api.get(LIST, filters).data["results"]}

    assert found() == {space.pk, closed.pk}
    assert found(state="open") == {space.pk}
    assert found(state="draft") == set()
    assert found(region="09") == {space.pk, closed.pk}
    assert found(region="0") == set()
    assert found(commune=space.commune.code) == {space.pk}
    assert api.get(LIST, {"state": "burnt"}).status_code == 400


def test_detail_holds_the_charter_and_the_people(api, space):
    data = api.get(f"{LIST}{space.commune.slug}/").json()
    assert data["charter"]["version"] == data["charter_version"] == 1
    assert len(data["charter"]["clauses"]) == 9
    assert data["staff"][0]["name"] == "ميسرة الفضاء"
    assert data["staff"][0]["role"] == Role.FACILITATOR
    assert data["member_count"] == 1
    assert data["commune"]["population"] == space.commune.population
    assert data["url"].endswith(f"/api/v1/spaces/{space.commune.slug}/")
    assert data["actions"] == []
    assert set(data["staff"][0]) == {"name", "role", "started_at"}


def test_a_draft_is_not_found_by_a_stranger(api, draft, coordinator):
    address = f"{LIST}{draft.commune.slug}/"
    assert api.get(address).status_code == 404
    api.force_authenticate(UserFactory())
    assert api.post(f"{address}join/", {"version": 1}).status_code == 404
    api.force_authenticate(coordinator)
    assert api.get(address).json()["actions"] == ["manage", "open"]


def test_what_a_person_may_do(api, space, facilitator):
    address = f"{LIST}{space.commune.slug}/"
    expected = {
        "citizen": ["join"],
        "member": ["leave", "adhere"],
        "facilitator": ["leave", "adhere", "manage"],
        "coordinator_of_region": ["join", "manage", "close"],
        "facilitator_elsewhere": ["join"],
    }
    for who, offered in expected.items():
        api.force_authenticate(someone(who, space))
        assert api.get(address).json()["actions"] == offered, who


def test_join_adhere_leave(api, space, facilitator):
    address = f"{LIST}{space.commune.slug}/"
    assert api.post(f"{address}join/", {"version": 1}).status_code in {401, 403}
    user = UserFactory()
    api.force_authenticate(user)
    assert api.post(f"{address}join/", {"version": 1}).json()["actions"] == ["leave", "adhere"]
    actions.publish_charter(space, by=facilitator, clauses=[("بند", "Clause")], based_on=1)
    assert api.post(f"{address}adhere/", {"version": 1}).status_code == 409
    assert api.post(f"{address}adhere/", {"version": 2}).status_code == 200
    assert api.post(f"{address}leave/").json()["actions"] == ["join"]
    assert not user.memberships.current().exists()


@pytest.mark.parametrize("data", [{}, {"version": "x"}, {"version": -1}, {"version": 10**30}])
def test_a_wrong_version_is_a_bad_request(api, space, data):
    api.force_authenticate(UserFactory())
    assert api.post(f"{LIST}{space.commune.slug}/join/", data).status_code == 400


def test_counts_are_people_not_roles(api, space):
    user = UserFactory()
    MembershipFactory(space=space, user=user)
    MembershipFactory(space=space, user=user, role=Role.DESK)
    assert api.get(f"{LIST}{space.commune.slug}/").json()["member_count"] == 2
