"""What is held back or hidden is nowhere: not before the council, not in an inbox, not behind a link."""

import pytest
from django.core.exceptions import PermissionDenied

from core.journal import history
from councils import actions as council_actions
from councils.enums import Verdict
from councils.models import Answer, Referral
from needs import actions
from needs.enums import NeedState
from needs.own_data import held_about
from notices.models import Notice
from tests.needs.conftest import need_in

pytestmark = pytest.mark.django_db
DONE = {"verdict": Verdict.DONE, "text": "أنجزت الأشغال."}


@pytest.fixture
def answered(town):
    """A need that the council answered, and that a neighbour joined."""
    need = need_in(NeedState.VOICED, space=town.space, title="طريق")
    actions.join(need, by=town.citizen)
    need = actions.refer(need, by=town.facilitator)
    council_actions.save_draft(need.referral, by=town.officer, version=0, **DONE)
    council_actions.publish(need.referral, by=town.president)
    return need


@pytest.mark.parametrize("act", [actions.hold, actions.hide])
def test_what_is_before_the_council_is_hidden_and_shown_with_its_need(client, town, answered, act):
    address = f"/ar/referrals/{answered.referral_id}/"
    act(answered, by=town.moderator, note="شرح")
    client.force_login(town.citizen)
    assert client.get(address).status_code == 404
    assert client.get(f"/api/v1/referrals/{answered.referral_id}/").status_code == 404
    for page in ("/ar/", "/ar/councils/answers/latest/", f"/ar/councils/{town.space.commune.slug}/"):
        assert answered.title not in client.get(page).content.decode()
    assert not Answer.objects.visible_to(town.citizen).exists()
    assert Referral.objects.visible_to(town.officer).exists()

    actions.show(answered, by=town.moderator)
    assert client.get(address).status_code == 200
    assert list(history(answered.referral).values_list("action", flat=True))[-2:] == ["conceal", "show"]


def test_the_clock_of_a_hidden_matter_runs_on_and_its_council_still_answers(town):
    need = actions.refer(need_in(NeedState.VOICED, space=town.space), by=town.facilitator)
    actions.join(need, by=town.citizen)
    actions.hide(need, by=town.moderator, note="شرح")
    council_actions.save_draft(need.referral, by=town.officer, version=0, **DONE)
    council_actions.publish(need.referral, by=town.president)
    need.refresh_from_db()
    assert need.state == NeedState.SAID_DONE
    told = Notice.objects.filter(key__startswith=f"need.{need.pk}.answered")
    assert [notice.user for notice in told] == [need.author]


def test_people_are_no_longer_told_of_what_is_hidden_from_them(client, town, answered):
    def inbox(user):
        client.force_login(user)
        return client.get("/ar/inbox/").content.decode()

    assert answered.title in inbox(town.citizen)
    actions.hide(answered, by=town.moderator, note="شرح")
    assert answered.title not in inbox(town.citizen)
    assert answered.title in inbox(answered.author)
    actions.show(answered, by=town.moderator)
    assert answered.title in inbox(town.citizen)


def test_a_need_joined_to_a_hidden_one_does_not_name_it(client, town):
    main = need_in(NeedState.VOICED, space=town.space, title="عنوان محجوب")
    need = need_in(NeedState.VOICED, space=town.space)
    actions.merge(need, into=main, by=town.facilitator)
    address = f"/ar/needs/{need.pk}/"
    assert main.title in client.get(address).content.decode()
    actions.hide(main, by=town.moderator, note="شرح")
    page = client.get(address)
    assert page.status_code == 200
    assert main.title not in page.content.decode()


def test_the_copy_of_her_data_does_not_name_what_is_hidden_from_her(town):
    need = need_in(NeedState.VOICED, space=town.space)
    actions.join(need, by=town.citizen)
    assert held_about(town.citizen)["joined_needs"][0]["title"] == need.title
    actions.hide(need, by=town.moderator, note="شرح")
    assert held_about(town.citizen)["joined_needs"][0]["title"] is None


def test_only_the_system_shows_or_conceals_a_matter(town, answered):
    with pytest.raises(PermissionDenied):
        council_actions.show(answered.referral, is_shown=False, by=town.president)
