"""A person takes her data with her, or leaves: what she asked for stays, under a neutral name."""

import io

import pytest

from accounts import actions as account_actions
from needs import actions
from needs.enums import NeedState
from needs.models import Need, Support, VoiceNote
from needs.own_data import held_about
from tests.factories.accounts import UserFactory
from tests.needs import files
from tests.needs.conftest import need_in

pytestmark = pytest.mark.django_db


def test_the_copy_of_her_data_holds_what_she_did_and_nothing_of_others(town, asked):
    need = actions.post(town.space, by=town.citizen, **asked)
    other = need_in(NeedState.VOICED, space=town.space)
    actions.join(other, by=town.citizen)
    held = held_about(town.citizen)
    assert [row["id"] for row in held["needs"]] == [need.pk]
    assert {row["need_id"] for row in held["joined_needs"]} == {need.pk, other.pk}
    assert str(other.author.phone) not in str(held)


def test_an_erased_person_s_need_stays_without_her_name_and_her_voice(town, asked, django_capture_on_commit_callbacks):
    need = actions.post(town.space, by=town.citizen, voice=io.BytesIO(files.webm(3)), **asked)
    voice = VoiceNote.objects.get(need=need)
    with django_capture_on_commit_callbacks(execute=True):
        account_actions.erase(town.citizen, by=town.citizen)
    need = Need.objects.get(pk=need.pk)
    assert need.author.erased_at
    assert need.author.public_name
    assert town.citizen.display_name not in need.author.public_name
    assert not VoiceNote.objects.filter(pk=voice.pk).exists()
    assert not voice.audio.storage.exists(voice.audio.name)
    assert (need.support_count, Support.objects.filter(need=need).count()) == (1, 1)


def test_an_erased_author_may_still_be_seen_by_everyone(town, asked):
    need = actions.post(town.space, by=town.citizen, **asked)
    account_actions.erase(town.citizen, by=town.citizen)
    assert Need.objects.visible_to(UserFactory()).filter(pk=need.pk).exists()
