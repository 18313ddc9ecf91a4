"""The API, the copy of one's data, what goes when a person leaves."""

import pytest

from accounts import actions as people
from core.workflow import Refused
from networks import actions
from networks.enums import MemberState, NetworkState
from networks.models import Mandate, Member
from networks.own_data import held_about
from networks.receivers import erase
from tests.factories.networks import CharterFactory, MandateFactory, MemberFactory, NetworkFactory, days
from tests.networks.people import world

pytestmark = pytest.mark.django_db


def test_programs_read_networks_and_nothing_that_is_not_public(client, django_assert_num_queries):
    network, members = world(name_fr="Réseau ouvert")
    NetworkFactory(state=NetworkState.DRAFT)
    CharterFactory(network=network)
    steerer = MandateFactory(network=network).user
    hidden = MemberFactory(network=network, a_person=True, is_listed=False)
    MemberFactory(network=network, state=MemberState.APPLIED)
    actions.adhere(members["person"], by=members["person"].user, version=1)
    seats = network.mandates.all()
    said = {"by": steerer, "taken_on": days(0), "text": "نص", "took_part": seats}
    actions.record_decision(network, **said, title="قرار علني")
    actions.record_decision(network, **said, title="قرار داخلي", is_public=False)
    with django_assert_num_queries(2):
        rows = client.get("/api/v1/networks/").json()["results"]
    assert [row["name_fr"] for row in rows] == ["Réseau ouvert"]
    counts = {kind: rows[0][f"{kind}_count"] for kind in ("association", "space", "person")}
    assert counts == {"association": 1, "space": 1, "person": 2}
    one = client.get(f"/api/v1/networks/{network.pk}/")
    assert one.json()["charter"]["adhering"] == 1
    assert [row["title"] for row in one.json()["decisions"]] == ["قرار علني"]
    found = client.get(f"/api/v1/networks/{network.pk}/members/").json()["results"]
    assert {row["kind"] for row in found} == {"association", "space", "person"}
    assert len(found) == 3
    assert hidden.user.display_name not in one.content.decode()
    only = client.get(f"/api/v1/networks/{network.pk}/members/?kind=space").json()["results"]
    assert [row["space"] for row in only] == [members["space"].space.commune.slug]
    assert len(client.get(f"/api/v1/networks/{network.pk}/charters/").json()) == 1
    assert client.get("/api/v1/networks/?founder=1").status_code == 400
    assert client.get(f"/api/v1/networks/{network.pk}/members/?user=1").status_code == 400
    assert client.post("/api/v1/networks/", {}).status_code in {401, 403, 405}


def test_leaving_agraw_ends_what_she_held():
    network, members = world()
    person = members["person"].user
    Member.objects.filter(user=person).update(letter="رسالة", themes=["water"])
    mandate = MandateFactory(network=network, user=person)
    held = held_about(person)
    assert held["network_memberships"][0]["letter"] == "رسالة"
    assert held["network_mandates"][0]["task"] == mandate.task
    with pytest.raises(Refused):
        erase(None, user=person)
    other = MandateFactory(network=network)
    people.erase(person, by=person)
    member = Member.objects.get(pk=members["person"].pk)
    assert (member.state, member.letter, member.themes) == (MemberState.WITHDRAWN, "", [])
    assert list(Mandate.objects.filter(ended_at=None)) == [other]
