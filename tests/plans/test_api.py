"""Documents and plans for other programs: what is open, at what cost, and nobody named."""

import pytest

from plans import actions
from tests.factories.accounts import UserFactory
from tests.factories.events import NoteFactory
from tests.factories.plans import (
    ActionFactory,
    DocumentFactory,
    FollowUpFactory,
    IndicatorFactory,
    MilestoneFactory,
    PassageFactory,
    PlanFactory,
    VersionFactory,
)
from tests.plans.people import facilitator
from tests.plans.texts import publish

pytestmark = pytest.mark.django_db


def test_a_plan_is_read_with_its_axes_and_a_draft_is_not(client, django_assert_num_queries):
    action = ActionFactory(state="done", progress=100)
    ActionFactory(axis=action.axis, state="abandoned")
    FollowUpFactory(action=action, by__display_name="خديجة السرية")
    PlanFactory()
    url = f"/api/v1/plans/{action.plan_id}/"
    listed = client.get("/api/v1/plans/").json()["results"]
    assert [(one["id"], one["action_count"], one["done_count"]) for one in listed] == [(action.plan_id, 2, 1)]
    assert client.get("/api/v1/plans/", {"author": "1"}).status_code == 400
    assert client.get("/api/v1/plans/", {"space": "nowhere"}).json()["results"] == []
    assert client.post("/api/v1/plans/", {}).status_code in {401, 403}
    for count in (1, 2):
        indicator = IndicatorFactory(action=action)
        MilestoneFactory(action=action)
        indicator.measures.create(on=f"2026-01-0{count}", value=4, by=UserFactory())
        with django_assert_num_queries(7):
            found = client.get(url)
    told = found.json()
    assert (told["mean_progress"], told["standing_count"]) == (100, 1)
    assert len(told["axes"][0]["actions"][0]["indicators"][1]["values"]) == 1
    assert "خديجة" not in found.text


def test_a_document_is_read_in_any_published_version(client):
    version = VersionFactory()
    passage = PassageFactory(version=version)
    publish(version)
    DocumentFactory()
    document = version.document
    boss = facilitator(document.space)
    second = actions.begin_version(document, by=boss)
    actions.edit_passage(second.passages.get(), by=boss, revision=1, kind="paragraph", text_ar="نص ثان")
    url = f"/api/v1/reference-documents/{document.pk}/"
    assert [one["id"] for one in client.get("/api/v1/reference-documents/").json()["results"]] == [document.pk]
    assert client.get(url).json()["passages"][0]["text_ar"] == passage.text_ar
    actions.publish_version(second, by=boss)
    assert client.get(url).json()["passages"][0]["text_ar"] == "نص ثان"
    first = client.get(url, {"version": "1"}).json()
    assert (first["version"], first["passages"][0]["paragraph"]) == (1, passage.paragraph_id)
    assert client.get(url, {"version": "7"}).status_code == 404


def test_an_action_may_come_from_a_note_of_a_workshop(client):
    action = ActionFactory()
    boss = facilitator(action.plan.space)
    note = NoteFactory(event__space=action.plan.space)
    thing = actions.found_at(note.get_absolute_url(), by=boss)
    assert thing == note
    actions.name_origin(action, thing, by=boss)
    assert note.text in client.get(action.get_absolute_url()).text
    assert action.title in client.get(f"/ar/plans/from/note/{note.pk}/").text
