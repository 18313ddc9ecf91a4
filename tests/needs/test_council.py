"""To the council and back: referred, answered, said done, confirmed or contested."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from core.journal import entries_of, history
from core.models import Message
from core.workflow import Refused
from councils import actions as council_actions
from councils.enums import ReferralState, Verdict
from councils.timeline import Names
from needs import actions
from needs.enums import NeedState
from needs.models import Confirmation, Need
from needs.timeline import told
from notices import actions as notices
from notices.enums import Topic
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.needs import SupportFactory
from tests.factories.spaces import SpaceFactory
from tests.needs.conftest import need_in

pytestmark = pytest.mark.django_db


def referred(town, supporters=0):
    need = need_in(NeedState.VOICED, space=town.space)
    for _ in range(supporters):
        SupportFactory(need=need)
    return actions.refer(need, by=town.facilitator)


def answer(town, need, verdict, text="هذا جواب المجلس."):
    referral = need.referral
    referral.refresh_from_db()
    if referral.state == ReferralState.ANSWERED:
        council_actions.report_progress(referral, by=town.president, verdict=verdict, text=text)
    else:
        council_actions.save_draft(referral, by=town.officer, verdict=verdict, text=text, planned_for=None, version=0)
        council_actions.publish(referral, by=town.president)
    need.refresh_from_db()
    return need


def said_done(town, supporters=0):
    return answer(town, referred(town, supporters), Verdict.DONE)


def supporters_of(need):
    return [support.user for support in need.supports.exclude(user=need.author).order_by("pk")]


def test_refer_starts_the_council_s_clock_and_tells(town):
    need = referred(town, supporters=2)
    referral = need.referral
    assert (need.state, referral.council, referral.title) == (NeedState.HEARD, town.council, need.title)
    assert referral.url == f"/needs/{need.pk}/"
    assert referral.location == need.location
    assert need.text in referral.summary
    assert need.heard_at
    assert Notice.objects.filter(key=f"need.{need.pk}.referred").count() == 3


def test_refer_is_the_facilitator_s(town):
    need = need_in(NeedState.VOICED, space=town.space)
    for user in (town.citizen, town.moderator, town.president, need.author):
        with pytest.raises(PermissionDenied):
            actions.refer(need, by=user)


def test_a_facilitator_of_another_commune_does_not_refer(town):
    need = need_in(NeedState.VOICED, space=SpaceFactory())
    with pytest.raises(PermissionDenied):
        actions.refer(need, by=town.facilitator)


def test_without_a_council_nothing_is_referred(town):
    need = need_in(NeedState.VOICED)
    with pytest.raises(Refused) as refusal:
        actions.refer(need, by=UserFactory(is_superuser=True))
    assert refusal.value.code == "no_council"
    need.refresh_from_db()
    assert need.state == NeedState.VOICED


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.PLANNED, NeedState.PLANNED),
        (Verdict.DONE, NeedState.SAID_DONE),
        (Verdict.DECLINED, NeedState.DECLINED),
        (Verdict.INFORMED, NeedState.HEARD),
    ],
)
def test_the_council_s_answer_moves_the_need_and_is_told_at_once(town, work, verdict, state):
    need = answer(town, referred(town), verdict)
    work()
    assert need.state == state
    notice = Notice.objects.get(user=need.author, key__startswith=f"need.{need.pk}.answered")
    assert notice.url == f"/needs/{need.pk}/"
    assert Message.objects.filter(to=need.author.phone).count() == 1
    last = history(need).last()
    assert last.by == town.president
    if verdict == Verdict.DECLINED:
        assert last.note == "هذا جواب المجلس."


def test_the_same_verdict_again_is_told_and_moves_nothing(town):
    need = answer(town, referred(town), Verdict.PLANNED)
    need = answer(town, need, Verdict.PLANNED, text="الأشغال متواصلة.")
    assert need.state == NeedState.PLANNED
    assert history(need).last().action == "answer"
    assert Notice.objects.filter(user=need.author, key__startswith=f"need.{need.pk}.answered").count() == 2


def test_a_progress_report_says_done(town):
    need = answer(town, answer(town, referred(town), Verdict.PLANNED), Verdict.DONE)
    assert (need.state, need.round) == (NeedState.SAID_DONE, 1)


def test_the_council_s_moves_are_nobody_s_button(town):
    need = referred(town)
    for action in ("plan", "say_done", "decline"):
        with pytest.raises(PermissionDenied):
            actions.move(need, action, by=town.president, note="سبب")


def test_the_author_s_yes_confirms(town):
    need = said_done(town, supporters=3)
    need = actions.confirm(need, by=need.author)
    assert need.state == NeedState.CONFIRMED
    assert need.confirmed_at
    assert Notice.objects.filter(key=f"need.{need.pk}.confirmed.1").count() == 3


def test_three_who_joined_confirm(town):
    need = said_done(town, supporters=4)
    first, second, third, _fourth = supporters_of(need)
    assert actions.confirm(need, by=first).state == NeedState.SAID_DONE
    assert actions.confirm(need, by=first).state == NeedState.SAID_DONE
    assert actions.confirm(need, by=second).state == NeedState.SAID_DONE
    assert need.confirmations.current().counts() == {"yes": 2, "no": 0}
    assert actions.confirm(need, by=third).state == NeedState.CONFIRMED


def test_the_author_s_no_goes_back_to_the_council_with_the_reason(client, town):
    need = said_done(town)
    need = actions.contest(need, by=need.author, note="الحفر ما زالت في مكانها.")
    referral = need.referral
    referral.refresh_from_db()
    assert (need.state, referral.state) == (NeedState.HEARD, ReferralState.RECEIVED)
    assert history(referral).last().note == "الحفر ما زالت في مكانها."
    assert history(referral).last().by.is_system
    page = client.get(need.get_absolute_url().replace("/ar/", "/en/", 1)).content.decode()
    assert "After this answer the need went back to the council" in page


def test_as_many_no_as_yes_contest_once_there_are_three(town):
    need = said_done(town, supporters=5)
    people = supporters_of(need)
    for user in people[:2]:
        actions.confirm(need, by=user)
    for user in people[2:4]:
        assert actions.contest(need, by=user, note="لم ينجز شيء").state == NeedState.SAID_DONE
    assert actions.contest(need, by=people[4], note="لم ينجز شيء").state == NeedState.HEARD


def test_a_person_changes_her_mind_in_a_round(town):
    need = said_done(town, supporters=4)
    user = supporters_of(need)[0]
    actions.contest(need, by=user, note="لا")
    actions.confirm(need, by=user)
    assert need.confirmations.current().counts() == {"yes": 1, "no": 0}


def test_when_only_two_had_joined_two_settle_it(town):
    need = said_done(town, supporters=1)
    Need.objects.filter(pk=need.pk).update(author=UserFactory(is_active=False))
    need.supports.exclude(user__in=supporters_of(need)).delete()
    (only,) = [support.user for support in need.supports.all()]
    assert actions.confirm(need, by=only).state == NeedState.CONFIRMED


def test_who_joined_after_it_was_said_done_does_not_decide(town):
    need = said_done(town)
    late = SupportFactory(need=need).user
    with pytest.raises(PermissionDenied):
        actions.confirm(need, by=late)


def test_an_administrator_who_did_not_ask_does_not_decide(town):
    need = said_done(town)
    with pytest.raises(Refused) as refusal:
        actions.confirm(need, by=UserFactory(is_superuser=True))
    assert refusal.value.code == "not_asked"


@pytest.mark.parametrize("note", ["", "   ", "ن" * 1_001])
def test_a_contest_has_a_reason_of_a_fair_length(town, note):
    need = said_done(town)
    with pytest.raises(Refused):
        actions.contest(need, by=need.author, note=note)


def test_the_next_said_done_opens_a_new_round(town):
    need = said_done(town, supporters=3)
    user = supporters_of(need)[0]
    actions.confirm(need, by=user)
    need = actions.contest(need, by=need.author, note="لم ينجز")
    need = answer(town, need, Verdict.DONE)
    assert need.round == 2
    assert need.confirmations.current().counts() == {"yes": 0, "no": 0}
    actions.confirm(need, by=user)
    assert Confirmation.objects.filter(user=user).count() == 2


@pytest.mark.parametrize("verdict", [Verdict.DECLINED, Verdict.DONE])
def test_reopen_puts_it_before_the_council_again(town, verdict):
    need = answer(town, referred(town), verdict)
    if verdict == Verdict.DONE:
        need = actions.confirm(need, by=need.author)
    need = actions.reopen(need, by=town.facilitator, note="تهدمت من جديد")
    need.referral.refresh_from_db()
    assert (need.state, need.referral.state) == (NeedState.HEARD, ReferralState.RECEIVED)
    assert need.referral.due_on > need.referral.started_on + datetime.timedelta(days=30)


def test_a_supporter_does_not_reopen(town):
    need = answer(town, referred(town, supporters=1), Verdict.DECLINED)
    with pytest.raises(PermissionDenied):
        actions.reopen(need, by=supporters_of(need)[0], note="سبب")


def test_if_the_need_cannot_follow_nothing_is_published(town, monkeypatch):
    need = referred(town)
    monkeypatch.setattr("needs.actions.moves.perform", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer(town, need, Verdict.PLANNED)
    need.referral.refresh_from_db()
    assert need.referral.state == ReferralState.DRAFTED


def test_hold_hide_show_tell_the_author(town):
    need = need_in(NeedState.VOICED, space=town.space)
    actions.hold(need, by=town.moderator, note="فيه رقم هاتف")
    actions.hide(need, by=town.moderator, note="فيه اسم شخص")
    row = actions.show(need, by=town.moderator)
    assert row.visibility == "visible"
    told = Notice.objects.filter(user=need.author).exclude(key__startswith="case.")  # how to appeal is told beside them
    assert told.count() == 3


def test_a_detail_is_asked_told_and_given(town):
    need = need_in(NeedState.VOICED, space=town.space)
    request = actions.ask_detail(need, by=town.facilitator, question="أي جهة من الدوار؟")
    need.refresh_from_db()
    assert need.open_questions == 1
    with pytest.raises(PermissionDenied):
        actions.reply_detail(request, by=town.citizen, reply="الجهة العليا")
    actions.reply_detail(request, by=need.author, reply="الجهة العليا")
    need.refresh_from_db()
    assert need.open_questions == 0
    assert Notice.objects.filter(user=town.facilitator, key=f"need.{need.pk}.replied.{request.pk}").count() == 1
    with pytest.raises(Refused):
        actions.reply_detail(request, by=need.author, reply="مرة ثانية")


@pytest.mark.parametrize("text", ["", "🙏", "س" * 501])
def test_a_question_is_made_of_words(town, text):
    with pytest.raises(Refused):
        actions.ask_detail(need_in(NeedState.VOICED, space=town.space), by=town.facilitator, question=text)


def test_said_done_is_stamped_before_the_voices(town):
    need = said_done(town)
    assert need.said_done_at <= now()


def test_who_answered_is_named_as_in_the_council_and_who_asked_as_she_wants(town):
    """A person of the council who voices a need is an inhabitant there, by the name that she chose."""
    need = answer(town, referred(town), Verdict.PLANNED)
    lines = told(entries_of(need), Names(need.referral.council))
    official = town.president.mandates.get().name
    assert official != town.president.public_name
    assert [line.who for line in lines if line.who == official]
    hers = need_in(NeedState.VOICED, space=town.space, author=town.president)
    assert official not in [line.who for line in told(entries_of(hers), Names(need.referral.council))]


def test_one_answer_is_told_once_to_who_asked_and_follows_the_council(town, work):
    supporter, follower = UserFactory(), UserFactory()
    for one in (supporter, follower):
        notices.follow(Topic.COUNCIL, town.council.territory.slug, by=one)
    need = referred(town)
    SupportFactory(need=need, user=supporter)
    answer(town, need, Verdict.PLANNED)
    work()
    assert Notice.objects.filter(user=supporter).count() == 1
    assert Notice.objects.filter(user=follower).count() == 1
