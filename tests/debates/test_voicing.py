"""What is said by voice: sent, heard, typed out, hidden with its contribution, gone with its author."""

import io
import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions as account_actions
from core.fitness import Unfit
from core.workflow import Refused
from debates import actions, frames
from debates.live import feed
from debates.models import Contribution, VoiceNote
from debates.own_data import held_about
from tests.debates.people import person
from tests.factories.accounts import UserFactory
from tests.factories.debates import ThreadFactory
from tests.needs import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return ThreadFactory()


def note(seconds=3) -> SimpleUploadedFile:
    return SimpleUploadedFile("voice.webm", files.webm(seconds), "audio/webm")


def said_by_voice(thread, by=None, text="") -> Contribution:
    return actions.contribute(thread, by=by or UserFactory(), text=text, voice=io.BytesIO(files.webm(3)))


def test_a_voice_alone_is_a_contribution_and_is_told_live(thread):
    said = said_by_voice(thread)
    assert (said.text, said.spoken, said.voice.seconds, said.voice.media_type) == ("", True, 3, "audio/webm")
    (told,) = feed.since(thread.pk, 0).public
    assert told["voice"] == {"seconds": 3, "transcript": ""}
    assert told == frames.contribution(said)
    written = actions.contribute(thread, by=UserFactory(), text="كلام مكتوب")
    assert frames.contribution(written)["voice"] is None


@pytest.mark.parametrize("file", [io.BytesIO(b"OggS no sound"), io.BytesIO(files.webm(121))])
def test_what_is_no_voice_note_is_refused_of_its_field_and_nothing_is_stored(thread, file):
    file.seek(0)
    with pytest.raises(Unfit) as refusal:
        actions.contribute(thread, by=UserFactory(), text="كلام", voice=file)
    assert refusal.value.field == "voice"
    assert not Contribution.objects.exists()


def test_the_act_costs_at_most_twelve_queries(thread):
    by = UserFactory()
    with CaptureQueriesContext(connection) as queries:
        said_by_voice(thread, by)
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 12


def test_the_same_form_sent_twice_keeps_one_note(thread):
    by, key = UserFactory(), uuid.uuid4()
    for _ in range(2):
        said = actions.contribute(thread, by=by, text="", voice=io.BytesIO(files.webm(3)), client_key=key)
    assert said.is_repeat
    assert said.voice_note.seconds == 3
    assert VoiceNote.objects.count() == 1


def test_it_is_typed_by_its_author_or_a_moderator_and_hers_is_hers_alone(thread):
    author, moderator = UserFactory(), person("moderator", thread.space)
    said = said_by_voice(thread, author)
    with pytest.raises(PermissionDenied):
        actions.transcribe(said, by=UserFactory(), text="كلام")
    typed = actions.transcribe(said, by=moderator, text="الماء مقطوع")
    assert (typed.words, typed.voice.transcribed_as, typed.rev) == ("الماء مقطوع", "moderator", 2)
    assert feed.since(thread.pk, 1).public[0]["voice"]["transcript"] == "الماء مقطوع"
    assert actions.transcribe(said, by=moderator, text="الماء مقطوع").rev == 2  # the same again changes nothing
    actions.transcribe(said, by=author, text="الماء مقطوع منذ أسبوع")
    with pytest.raises(Refused):
        actions.transcribe(said, by=moderator, text="شيء آخر")
    assert VoiceNote.objects.get().transcribed_as == "author"


def test_a_note_is_heard_with_its_contribution_and_by_nobody_else(client, thread):
    author, moderator = UserFactory(), person("moderator", thread.space)
    said = said_by_voice(thread, author)
    address = f"/ar/contributions/{said.pk}/voice/"
    heard = client.get(address)
    assert (heard.status_code, heard.headers["Content-Type"]) == (200, "audio/webm")
    assert heard.headers["X-Content-Type-Options"] == "nosniff"
    actions.move_contribution(said, "hide", by=moderator, note="شرح")
    assert client.get(address).status_code == 404
    assert address not in client.get(f"/ar/threads/{thread.pk}/").text
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(author)
    assert client.get(address).status_code == 200


def test_a_person_sends_her_voice_and_types_it_on_the_page(client, thread):
    by = UserFactory()
    client.force_login(by)
    page = client.get(f"/ar/threads/{thread.pk}/contribute/").text
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file" name="voice" accept="audio/*" capture="user"' in page
    answer = client.post(f"/ar/threads/{thread.pk}/contribute/", {"text": "", "voice": note()})
    assert answer.status_code == 302
    said = Contribution.objects.get()
    page = client.get(f"/ar/contributions/{said.pk}/").text
    assert f"/ar/contributions/{said.pk}/transcript/" in page
    client.post(f"/ar/contributions/{said.pk}/transcript/", {"transcript": "قلت هذا"})
    page = client.get(f"/ar/contributions/{said.pk}/").text
    assert "قلت هذا" in page
    assert f'src="/ar/contributions/{said.pk}/voice/"' in page


def test_neither_words_nor_voice_is_refused_in_words(client, thread):
    client.force_login(UserFactory())
    headers = {"accept": "application/json"}
    answer = client.post(f"/fr/threads/{thread.pk}/contribute/", {"text": ""}, headers=headers)
    assert answer.status_code == 422
    bad = SimpleUploadedFile("voice.webm", b"<html>", "audio/webm")
    answer = client.post(f"/fr/threads/{thread.pk}/contribute/", {"text": "", "voice": bad}, headers=headers)
    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert json.loads(answer.content)["detail"]


def test_programs_send_hear_and_type_a_note(api, thread):
    by = UserFactory()
    api.force_authenticate(by)
    address = f"/api/v1/threads/{thread.pk}/contributions/"
    answer = api.post(address, {"voice": note()}, format="multipart")
    assert answer.status_code == 201, answer.data
    assert (answer.data["text"], answer.data["voice"]["seconds"]) == ("", 3)
    assert "transcribe" in answer.data["actions"]
    assert b"".join(api.get(answer.data["voice"]["audio"])).startswith(b"\x1a\x45\xdf\xa3")
    typed = api.post(f"{answer.data['url']}transcript/", {"transcript": "كلام"}, format="json")
    assert (typed.data["voice"]["transcript"], typed.data["voice"]["transcribed_as"]) == ("كلام", "author")
    assert api.post(address, {"text": ""}, format="multipart").status_code == 400
    (row,) = api.get(address).data["results"]
    assert row["voice"]["transcript"] == "كلام"


def test_her_voice_leaves_with_her_and_what_was_typed_stays(thread, client, django_capture_on_commit_callbacks):
    author, moderator = UserFactory(), person("moderator", thread.space)
    typed, alone = said_by_voice(thread, author), said_by_voice(thread, author)
    actions.transcribe(typed, by=moderator, text="ما قيل")
    held = held_about(author)
    assert [row["contribution_id"] for row in held["voice_notes"]] == [typed.pk, alone.pk]
    assert held_about(moderator)["voice_notes_typed"] == [{"contribution_id": typed.pk, "transcript": "ما قيل"}]
    notes = list(VoiceNote.objects.all())
    with django_capture_on_commit_callbacks(execute=True):
        account_actions.erase(author, by=author)
    assert not VoiceNote.objects.exists()
    assert not any(one.audio.storage.exists(one.audio.name) for one in notes)
    assert Contribution.objects.get(pk=typed.pk).text == "ما قيل"
    page = client.get(f"/fr/threads/{thread.pk}/").text
    assert "ما قيل" in page
    assert "/voice/" not in page.split("<template")[0]
