"""Help by voice: recorded by a space or the Lab, heard on its page, in the language one chose, taken away."""

import io
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.fitness import Unfit
from core.models import Entry
from plain import actions, shelf
from plain.models import EasyText, HelpRecording
from plain.own_data import held_about
from spaces.enums import SpaceState
from tests.debates.people import person
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory
from tests.factories.spaces import SpaceFactory
from tests.needs import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture(autouse=True)
def _an_empty_shelf():
    shelf.forget()
    yield
    shelf.forget()


def recorded(space, by, key="need", tongue="ary", **more):
    given = {"audio": io.BytesIO(files.webm(3)), "transcript": "اضغط هنا", "agreed": True} | more
    return actions.record(space, by=by, key=key, tongue=tongue, **given)


def test_the_commune_s_recording_is_heard_and_the_lab_s_where_it_has_none(
    client, space, django_capture_on_commit_callbacks
):
    address = f"/ar/spaces/{space.commune.slug}/needs/"
    assert "<audio" not in client.get(address).text  # no button where nobody has recorded
    coordinator = person("coordinator", space)
    lab = recorded(None, coordinator)
    shelf.read()
    with CaptureQueriesContext(connection) as with_voice:
        page = client.get(address).text
    assert f'src="/ar/listen/recordings/{lab.pk}/"' in page
    shelf.forget()
    with CaptureQueriesContext(connection) as without:
        client.get(address)
    assert len(with_voice) == len(without)  # it costs no query
    own = recorded(space, person("facilitator", space))
    other = recorded(space, person("facilitator", space), tongue="shi")
    shelf.read()
    page = client.get(address).text
    assert f"recordings/{own.pk}/" in page  # Darija first, in Arabic
    assert f"recordings/{lab.pk}/" not in page
    client.get(f"/ar/listen/in/shi/?next={address}")
    assert f"recordings/{other.pk}/" in client.get(address).text  # remembered without an account
    elsewhere = SpaceFactory()
    assert f"recordings/{lab.pk}/" in client.get(f"/ar/spaces/{elsewhere.commune.slug}/needs/").text


def test_one_more_for_the_same_page_takes_the_place_of_the_first(space, django_capture_on_commit_callbacks):
    by = person("facilitator", space)
    with django_capture_on_commit_callbacks(execute=True):
        first = recorded(space, by)
        second = recorded(space, by, transcript="كلام آخر")
    assert list(HelpRecording.objects.values_list("pk", "transcript")) == [(second.pk, "كلام آخر")]
    assert not first.audio.storage.exists(first.audio.name)
    assert Entry.objects.filter(subject=f"plain.helprecording:{second.pk}", action="record").exists()
    assert held_about(by)["help_recorded"][0]["key"] == "need"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"agreed": False}, "agreed"),
        ({"transcript": " "}, "transcript"),
        ({"audio": io.BytesIO(b"<html>")}, "audio"),
        ({"key": "fly"}, "key"),
        ({"tongue": "xx"}, "tongue"),
    ],
)
def test_what_cannot_be_heard_by_everyone_is_refused_of_its_field(space, wrong, field):
    with pytest.raises(Unfit) as refusal:
        recorded(space, person("facilitator", space), **wrong)
    assert refusal.value.field == field
    assert not HelpRecording.objects.exists()


def test_who_records_and_who_takes_away(space, django_capture_on_commit_callbacks):
    for who in ("citizen", "moderator"):
        with pytest.raises(PermissionDenied):
            recorded(space, person(who, space))
    with pytest.raises(PermissionDenied):
        recorded(None, person("facilitator", space))
    own, lab = recorded(space, person("facilitator", space)), recorded(None, person("coordinator", space))
    with pytest.raises(PermissionDenied):
        actions.remove(lab, by=person("moderator", space))
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(own, by=person("moderator", space))
    assert list(HelpRecording.objects.all()) == [lab]
    assert not own.audio.storage.exists(own.audio.name)


def test_a_facilitator_records_on_the_page_and_everyone_reads_it_beside_the_player(client, space):
    by, slug = person("facilitator", space), space.commune.slug
    client.force_login(by)
    file = SimpleUploadedFile("a.webm", files.webm(3), "audio/webm")
    given = {"key": "join", "tongue": "tzm", "audio": file, "transcript": "اضغط على الزر", "agreed": "on"}
    assert client.post(f"/fr/spaces/{slug}/recorded-help/", given).status_code == 302
    given["audio"] = SimpleUploadedFile("a.webm", b"no", "audio/webm")
    refused = client.post(f"/fr/spaces/{slug}/recorded-help/", given)
    assert refused.status_code == 422
    assert "اضغط على الزر" in refused.text  # what was typed is kept
    client.logout()
    page = client.get(f"/fr/listen/join/?of={slug}").text
    assert "اضغط على الزر" in page
    row = HelpRecording.objects.get()
    assert client.get(f"/fr/listen/recordings/{row.pk}/").headers["Content-Type"] == "audio/webm"
    space.state = SpaceState.DRAFT
    space.save()
    assert client.get(f"/fr/listen/recordings/{row.pk}/").status_code == 404


def test_a_space_says_its_own_debate_easily_and_a_long_sentence_is_refused(client):
    debate = DebateFactory(open=True)
    by, thread = person("facilitator", debate.space), debate.thread
    with pytest.raises(PermissionDenied):
        actions.write_easy(thread, by=UserFactory(), language="fr", text="On parle.")
    with pytest.raises(Unfit) as refusal:
        actions.write_easy(thread, by=by, language="fr", text="mot " * 13)
    assert refusal.value.field == "text_fr"
    client.force_login(by)
    address = f"/fr/threads/{thread.pk}/easy/"
    refused = client.post(address, {"text_ar": "نتحدث.", "text_fr": "mot " * 13})
    assert (refused.status_code, EasyText.objects.count()) == (422, 0)  # all or nothing
    client.post(address, {"text_ar": "", "text_fr": "On parle de l’eau. Venez."})
    page = client.get(f"/fr/easy/debate/?thread={thread.pk}").text
    assert "<li>On parle de l’eau.</li>" in page
    assert address in page
    client.logout()
    assert address not in client.get(f"/fr/easy/debate/?thread={thread.pk}").text
    assert f"thread={thread.pk}" in client.get(f"/fr/debates/{debate.pk}/").text  # the page leads to it
    thread.visibility = "hidden"
    thread.save()
    assert "On parle" not in client.get(f"/fr/easy/debate/?thread={thread.pk}").text


def test_a_term_explains_itself_and_leads_to_the_glossary(client):
    page = client.get("/fr/glossary/").text
    assert 'id="petition"' in page
    assert "121–125" in page
    space = SpaceFactory()
    begun = client.get(f"/fr/spaces/{space.commune.slug}/petitions/").text
    assert re.search(r'<button type="button" class="term" popovertarget="(term-petition-1)">pétition</button>', begun)
    assert '<span class="meaning" id="term-petition-1" popover role="note">' in begun
    assert 'href="/fr/glossary/#petition"' in begun
    easy = client.get("/ar/easy/petition/?next=/ar/petitions/1/").text
    assert 'href="/ar/glossary/#petition"' in easy
    assert 'href="/ar/petitions/1/"' in easy
    assert 'href="//evil' not in client.get("/ar/easy/petition/?next=//evil.example/").text
