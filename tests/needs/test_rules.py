"""Who sees and who may: the list and the object give the same answer for everyone."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Trust
from core.enums import Visibility
from councils.models import Council
from needs import rules
from needs.enums import NeedState
from needs.models import Need, Photo, VoiceNote
from spaces.enums import SpaceState
from tests.factories.accounts import UserFactory
from tests.factories.councils import ReferralFactory
from tests.factories.needs import NeedFactory
from tests.needs.conftest import WHO, need_in, person

pytestmark = pytest.mark.django_db

SEE_ALL = {"author", "facilitator", "moderator", "coordinator", "superuser"}
ALLOWED = {
    "needs.post_need": set(WHO) - {"visitor"},
    "needs.relay_need": {"facilitator", "desk", "superuser"},
    "needs.join_need": set(WHO) - {"visitor"},
    "needs.leave_need": {"author", "supporter", "superuser"},
    "needs.refer_need": {"facilitator", "coordinator", "superuser"},
    "needs.merge_need": {"facilitator", "coordinator", "superuser"},
    "needs.ask_detail": {"facilitator", "coordinator", "superuser"},
    "needs.reply_detail": {"author", "supporter", "superuser"},
    "needs.moderate_need": {"facilitator", "moderator", "coordinator", "superuser"},
    "needs.follow_council": {"president", "superuser"},
    "needs.confirm_need": {"author", "superuser"},
    "needs.reopen_need": {"author", "facilitator", "coordinator", "superuser"},
    "needs.add_photo": {"author", "supporter", "facilitator", "moderator", "coordinator", "superuser"},
    "needs.add_voice": {"author", "superuser"},
    "needs.transcribe_need": {"author", "facilitator", "moderator", "coordinator", "superuser"},
}

MEDIA = {
    Photo: lambda need: Photo(need=need, added_by=need.author),
    VoiceNote: lambda need: VoiceNote(need=need, seconds=3),
}


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("state", NeedState)
@pytest.mark.parametrize("who", WHO)
def test_list_and_object_agree_on_who_sees(who, state, visibility):
    need = NeedFactory(visibility=visibility) if who == "president" else need_in(state, visibility=visibility)
    user = person(who, need)
    seen = visibility == Visibility.VISIBLE or who in SEE_ALL
    assert Need.objects.visible_to(user).filter(pk=need.pk).exists() == seen
    assert user.has_perm("needs.view_need", need) == seen


@pytest.mark.parametrize("space_state", SpaceState)
@pytest.mark.parametrize("who", WHO)
def test_list_and_object_agree_whatever_the_space_is(who, space_state):
    need = need_in(NeedState.VOICED)
    need.space.state = space_state
    need.space.save()
    user = person(who, need)
    assert Need.objects.visible_to(user).filter(pk=need.pk).exists() == user.has_perm("needs.view_need", need)


@pytest.mark.parametrize("space_state", SpaceState)
@pytest.mark.parametrize("media", MEDIA)
@pytest.mark.parametrize("who", WHO)
def test_photos_and_voice_notes_are_seen_with_their_need(who, media, space_state):
    """One list of them all gives what each one's need answers by itself, in her space and elsewhere."""
    need = need_in(NeedState.VOICED)
    own = [NeedFactory(space=need.space, author=need.author, visibility=visibility) for visibility in Visibility]
    elsewhere = [NeedFactory(visibility=visibility) for visibility in Visibility]
    need.space.state = space_state
    need.space.save()
    media.objects.bulk_create(MEDIA[media](one) for one in [*own, *elsewhere])
    user = person(who, need)
    listed = set(media.objects.visible_to(user).values_list("need", flat=True))
    assert listed == {one.pk for one in [*own, *elsewhere] if user.has_perm("needs.view_need", one)}
    if space_state == SpaceState.OPEN:
        shown = {one.pk for one in own if who in SEE_ALL or one.visibility == Visibility.VISIBLE}
        assert listed & {one.pk for one in own} == shown


@pytest.mark.parametrize("permission", sorted(ALLOWED))
@pytest.mark.parametrize("who", WHO)
def test_who_may(who, permission):
    need = need_in(NeedState.SAID_DONE) if who != "president" else need_in(NeedState.VOICED)
    user = person(who, need)
    if who == "president":
        need.referral = ReferralFactory(council=Council.objects.get(territory=need.space.commune))
    about = need.space if permission in {"needs.post_need", "needs.relay_need"} else need
    assert user.has_perm(permission, about) == (who in ALLOWED[permission])


def test_every_permission_of_the_table_is_in_the_grid():
    assert {move.permission for move in Need.MOVES.values()} <= set(ALLOWED)


def test_an_unconfirmed_person_neither_posts_nor_joins():
    need = need_in(NeedState.VOICED)
    user = UserFactory(trust=Trust.DECLARED)
    assert not user.has_perm("needs.post_need", need.space)
    assert not user.has_perm("needs.join_need", need)


def test_a_held_need_is_not_joined_by_a_stranger():
    need = need_in(NeedState.VOICED, visibility=Visibility.HELD)
    assert not UserFactory().has_perm("needs.join_need", need)


@pytest.mark.parametrize("who", WHO)
def test_acts_cost_nothing_more_on_a_listed_row(who, django_assert_num_queries):
    need = need_in(NeedState.VOICED)
    user = person(who, need)
    row = Need.objects.visible_to(user).for_viewer(user).for_list().get(pk=need.pk)
    rules.acts(row, user)
    with django_assert_num_queries(0):
        rules.acts(row, user)


def test_acts_by_person():
    need = need_in(NeedState.VOICED)

    def offered(who):
        return rules.acts(need, person(who, need))

    assert offered("visitor") == []
    assert offered("citizen") == ["join"]
    assert offered("author") == ["leave", "add_photo"]
    assert offered("facilitator") == ["refer", "hold", "hide", "join", "ask_detail", "merge", "add_photo"]
    assert rules.acts(need, AnonymousUser()) == []
