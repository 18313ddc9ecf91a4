"""Sessions and decisions as other programs read them."""

import pytest

from deliberations.models import Vote
from tests.factories.councils import MandateFactory, ReferralFactory
from tests.factories.deliberations import AgendaItemFactory, DecisionFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided():
    decision = DecisionFactory(published=True, deliberation__is_by_name=True)
    member = MandateFactory(council=decision.council, role="member", user=None)
    Vote.objects.create(deliberation=decision.deliberation, mandate=member, stance="for")
    return decision


def test_a_session_shows_its_points_but_what_is_hidden(client, decided):
    session = decided.deliberation.item.session
    shown = AgendaItemFactory(session=session, referral=ReferralFactory(council=session.council))
    AgendaItemFactory(session=session, referral=ReferralFactory(council=session.council, is_shown=False))
    AgendaItemFactory(session=session, state="proposed", number=None)
    found = client.get(f"/api/v1/sessions/{session.pk}/").json()
    assert {item["id"] for item in found["items"]} == {decided.deliberation.item_id, shown.pk}
    assert found["item_count"] == 2
    by_id = {item["id"]: item for item in found["items"]}
    assert by_id[shown.pk]["referral"] == shown.referral_id
    assert by_id[decided.deliberation.item_id]["decision"] == decided.address
    assert [one["in_office"] for one in found["sittings"]] == [3]


def test_a_decision_names_each_voter_and_a_draft_does_not_exist(client, decided):
    found = client.get(f"/api/v1/decisions/{decided.address}/").json()
    assert [(one["name_fr"], one["stance"]) for one in found["votes"]] == [("Najat Exemple", "for")]
    assert found["vote"]["present"] == 3
    assert client.get(f"/api/v1/decisions/{DecisionFactory().address}/").status_code == 404


def test_lists_are_filtered_by_what_is_named_alone(client, decided):
    other = DecisionFactory(published=True)
    slug = decided.council.territory.slug
    rows = client.get(f"/api/v1/decisions/?council={slug}").json()["results"]
    assert [row["address"] for row in rows] == [decided.address]
    assert other.address in {row["address"] for row in client.get("/api/v1/decisions/").json()["results"]}
    assert client.get("/api/v1/decisions/?signed_by=1").status_code == 400
    sessions = client.get(f"/api/v1/sessions/?council={slug}&kind=extraordinary").json()["results"]
    assert sessions == []


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, count):
    for _ in range(count):
        DecisionFactory(published=True)
        SessionFactory()
    for path in ("sessions", "decisions"):
        with django_assert_num_queries(1):
            client.get(f"/api/v1/{path}/")
