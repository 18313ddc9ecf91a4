"""Saying something: what is stored, numbered, counted, told and refused."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from accounts.enums import Trust
from core.fitness import Unfit
from core.workflow import Refused
from debates import actions
from debates.enums import Audience, Channel, Moderation, Visibility
from debates.guards import FLOOD_MOST
from debates.models import Contribution, EarlierText
from notices.models import Notice
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.debates import AgendaPointFactory, ContributionFactory, SittingFactory, ThreadFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db
TEXT = "الماء لا يصل إلى الدوار الأعلى."


@pytest.fixture
def thread():
    return ThreadFactory()


@pytest.fixture
def citizen():
    return UserFactory()


def staff(thread, role=Role.FACILITATOR):
    return MembershipFactory(space=thread.space, role=role).user


def test_a_contribution_is_numbered_and_counted(thread, citizen):
    first = actions.contribute(thread, by=citizen, text=TEXT)
    second = actions.contribute(thread, by=citizen, text="ثانيا")
    assert (first.seq, first.rev, second.seq, second.rev) == (1, 1, 2, 2)
    assert (first.visibility, first.office, first.name) == ("visible", "", citizen.display_name)
    thread.refresh_from_db()
    assert (thread.last_seq, thread.rev, thread.room_rev, thread.shown_count, thread.held_count) == (2, 2, 0, 2, 0)


def test_an_answer_counts_and_changes_what_it_answers(thread, citizen):
    first = actions.contribute(thread, by=citizen, text=TEXT)
    answer = actions.contribute(thread, by=UserFactory(), text="صحيح", parent=first)
    deeper = actions.contribute(thread, by=citizen, text="شكرا", parent=answer)
    first.refresh_from_db()
    assert (answer.parent_id, deeper.parent_id) == (first.pk, first.pk)
    assert (first.reply_count, first.rev) == (2, 3)


def test_the_author_is_told_of_answers_once_a_day_and_never_of_her_own(thread, citizen):
    first = actions.contribute(thread, by=citizen, text=TEXT)
    actions.contribute(thread, by=citizen, text="أضيف", parent=first)
    assert not Notice.objects.exists()
    for number in range(2):
        actions.contribute(thread, by=UserFactory(), text=f"جواب {number}", parent=first)
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (citizen, f"/contributions/{first.pk}/")
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        actions.contribute(thread, by=UserFactory(), text="جواب", parent=first)
    assert Notice.objects.count() == 2


def test_the_same_key_stores_once(thread, citizen):
    key = uuid.uuid4()
    first = actions.contribute(thread, by=citizen, text=TEXT, client_key=key)
    again = actions.contribute(thread, by=citizen, text="شيء آخر", client_key=key)
    assert (again.pk, again.text, first.is_repeat, again.is_repeat) == (first.pk, TEXT, False, True)
    assert actions.contribute(thread, by=UserFactory(), text=TEXT, client_key=key).pk != first.pk
    with pytest.raises(Unfit) as refusal:
        actions.contribute(ThreadFactory(), by=citizen, text=TEXT, client_key=key)
    assert refusal.value.field == "client_key"


def test_the_same_key_is_answered_in_a_thread_that_was_closed_meanwhile(thread, citizen):
    key = uuid.uuid4()
    first = actions.contribute(thread, by=citizen, text=TEXT, client_key=key)
    actions.move_thread(thread, "close", by=staff(thread))
    assert actions.contribute(thread, by=citizen, text=TEXT, client_key=key).pk == first.pk


@pytest.mark.parametrize("text", ["", "   ", "👍👍", "...", "12", "\x00\x07", "\u202e", "a" * 4_001, "ا" * 100_000])
def test_unfit_text_is_refused_in_words(thread, citizen, text):
    with pytest.raises(Unfit) as refusal:
        actions.contribute(thread, by=citizen, text=text)
    assert refusal.value.field == "text"
    assert str(refusal.value)
    assert not Contribution.objects.exists()


def test_control_signs_are_taken_out_of_words(thread, citizen):
    assert actions.contribute(thread, by=citizen, text="a\x00b\u202ec\r\nd\u2066 e").text == "abc\nd e"


def test_four_thousand_signs_are_kept_whole(thread, citizen):
    assert len(actions.contribute(thread, by=citizen, text="ا" * 4_000).text) == 4_000


@pytest.mark.parametrize(("fields", "code"), [({"state": "closed"}, "closed"), ({"visibility": "held"}, "held")])
def test_a_closed_or_held_discussion_takes_nothing(citizen, fields, code):
    thread = ThreadFactory(**fields)
    for by in (citizen, staff(thread)):
        with pytest.raises(Refused) as refusal:
            actions.contribute(thread, by=by, text=TEXT)
        assert refusal.value.code == code
    assert not Contribution.objects.exists()


def test_who_may_speak(thread):
    def may(user):
        try:
            return bool(actions.contribute(thread, by=user, text=TEXT))
        except PermissionDenied:
            return False

    member = MembershipFactory(space=thread.space).user
    resident = UserFactory(commune=thread.space.commune)
    councillor = MandateFactory(council=CouncilFactory(territory=thread.space.commune)).user
    people = [UserFactory(trust=Trust.DECLARED), UserFactory(), resident, member, councillor, staff(thread)]
    assert [may(user) for user in people] == [False, True, True, True, True, True]
    thread.audience = Audience.RESIDENTS
    thread.save(update_fields=["audience"])
    assert [may(user) for user in people] == [False, False, True, True, True, True]
    thread.audience = Audience.MEMBERS
    thread.save(update_fields=["audience"])
    assert [may(user) for user in people] == [False, False, False, True, True, True]


def test_offices_are_kept_as_they_were(thread):
    council = CouncilFactory(territory=thread.space.commune)
    president = MandateFactory(council=council, president=True).user
    elsewhere = MandateFactory(president=True).user
    moderator = staff(thread, Role.MODERATOR)
    said = [actions.contribute(thread, by=user, text=TEXT) for user in (president, elsewhere, moderator)]
    assert [contribution.office for contribution in said] == ["president", "", "moderator"]
    assert [str(contribution.office_label) for contribution in said][1] == ""
    assert Contribution.objects.get(pk=said[0].pk).office == "president"


def test_what_the_hall_says_is_typed_in_by_who_may(thread, citizen):
    rapporteur = staff(thread, Role.RAPPORTEUR)
    said = actions.contribute(thread, by=rapporteur, text=TEXT, channel=Channel.HALL, said_by=" للا\u202e فاطمة ")
    assert (said.name, said.office, said.author) == ("للا فاطمة", "", rapporteur)
    with pytest.raises(PermissionDenied):
        actions.contribute(thread, by=citizen, text=TEXT, channel=Channel.HALL, said_by="أنا")
    assert actions.contribute(thread, by=citizen, text=TEXT, said_by="أنا").name == citizen.display_name
    with pytest.raises(Unfit):
        actions.contribute(thread, by=rapporteur, text=TEXT, channel=Channel.HALL, said_by="ا" * 81)
    actions.contribute(thread, by=citizen, text="نعم", parent=said)
    assert not Notice.objects.exists()


def test_what_is_said_during_a_sitting_stands_under_its_agenda_point():
    sitting = SittingFactory(live=True)
    sitting.point = AgendaPointFactory(debate=sitting.debate)
    sitting.save()
    thread, other = sitting.debate.thread, AgendaPointFactory(debate=sitting.debate)
    said = actions.contribute(thread, by=UserFactory(), text=TEXT)
    chosen = actions.contribute(thread, by=UserFactory(), text=TEXT, agenda_point=other)
    assert (said.agenda_point_id, chosen.agenda_point_id) == (sitting.point_id, other.pk)


def test_a_discussion_moderated_before_holds_what_is_said(citizen):
    thread = ThreadFactory(moderation=Moderation.BEFORE)
    said = actions.contribute(thread, by=citizen, text=TEXT)
    moderator = staff(thread, Role.MODERATOR)
    assert said.visibility == Visibility.HELD
    assert actions.contribute(thread, by=moderator, text=TEXT).visibility == Visibility.VISIBLE
    thread.refresh_from_db()
    assert (thread.shown_count, thread.held_count, thread.last_seq) == (1, 1, 2)
    with pytest.raises(Refused):
        actions.contribute(thread, by=moderator, text="جواب", parent=said)


def test_an_answer_that_was_held_is_told_when_it_is_shown(citizen):
    thread = ThreadFactory(moderation=Moderation.BEFORE)
    first = ContributionFactory(thread=thread, author=citizen)
    answer = actions.contribute(thread, by=UserFactory(), text="جواب", parent=first)
    first.refresh_from_db()
    assert (first.reply_count, Notice.objects.filter(user=citizen).count()) == (0, 0)
    actions.move_contribution(answer, "show", by=staff(thread))
    first.refresh_from_db()
    assert (first.reply_count, Notice.objects.filter(user=citizen).count()) == (1, 1)


def test_slow_mode_spaces_out_each_person_but_who_moderates(citizen):
    thread = ThreadFactory(slow_seconds=60)
    moderator = staff(thread)
    with time_machine.travel(now(), tick=False) as clock:
        actions.contribute(thread, by=citizen, text=TEXT)
        actions.contribute(thread, by=UserFactory(), text=TEXT)
        for _ in range(2):
            actions.contribute(thread, by=moderator, text=TEXT)
        clock.shift(timedelta(seconds=59))
        with pytest.raises(Refused) as refusal:
            actions.contribute(thread, by=citizen, text=TEXT)
        assert refusal.value.code == "slow"
        actions.contribute(ThreadFactory(), by=citizen, text=TEXT)
        clock.shift(timedelta(seconds=1))
        actions.contribute(thread, by=citizen, text=TEXT)


def test_nobody_floods_the_discussions(citizen):
    threads = [ThreadFactory(), ThreadFactory()]
    with time_machine.travel(now(), tick=False) as clock:
        for number in range(FLOOD_MOST):
            actions.contribute(threads[number % 2], by=citizen, text=f"قول {number}")
            clock.shift(timedelta(seconds=5))
        with pytest.raises(Refused) as refusal:
            actions.contribute(threads[0], by=citizen, text=TEXT)
        assert refusal.value.code == "flood"
        clock.shift(timedelta(seconds=30))
        actions.contribute(threads[0], by=citizen, text=TEXT)


@pytest.mark.parametrize("visibility", ["held", "hidden", "withdrawn"])
def test_what_is_not_shown_is_not_answered(thread, citizen, visibility):
    gone = ContributionFactory(thread=thread, visibility=visibility)
    with pytest.raises(Refused) as refusal:
        actions.contribute(thread, by=citizen, text=TEXT, parent=gone)
    assert refusal.value.code == "not_visible"


def test_what_stands_elsewhere_is_not_answered(thread, citizen):
    with pytest.raises(Unfit) as refusal:
        actions.contribute(thread, by=citizen, text=TEXT, parent=ContributionFactory())
    assert refusal.value.field == "parent"


def test_an_edit_keeps_the_earlier_text(thread, citizen):
    said = actions.contribute(thread, by=citizen, text=TEXT)
    edited = actions.edit_contribution(said, by=citizen, text=" أصحح ما قلت. ")
    assert (edited.text, edited.rev, edited.seq) == ("أصحح ما قلت.", 2, 1)
    assert edited.edited_at
    assert [row.text for row in said.earlier_texts.all()] == [TEXT]
    assert actions.edit_contribution(said, by=citizen, text="أصحح ما قلت.").rev == 2
    assert EarlierText.objects.count() == 1


@pytest.mark.parametrize("text", ["", "🙂", "a" * 4_001])
def test_an_edit_is_checked_like_a_new_text(thread, citizen, text):
    said = actions.contribute(thread, by=citizen, text=TEXT)
    with pytest.raises(Unfit):
        actions.edit_contribution(said, by=citizen, text=text)


def test_an_edit_is_its_authors_and_for_ten_minutes(thread, citizen):
    said = actions.contribute(thread, by=citizen, text=TEXT)
    for user in (UserFactory(), staff(thread)):
        with pytest.raises(PermissionDenied):
            actions.edit_contribution(said, by=user, text="غيره")
    late = time_machine.travel(said.at + timedelta(minutes=10, seconds=1), tick=False)
    with late, pytest.raises(Refused) as refusal:
        actions.edit_contribution(said, by=citizen, text="غيره")
    assert refusal.value.code == "too_late"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"visibility": "hidden"}, "not_visible"),
        ({"visibility": "withdrawn"}, "not_visible"),
        ({"thread__state": "closed"}, "closed"),
        ({"thread__visibility": "held"}, "held"),
        ({"thread__moderation": "before"}, "checked"),
    ],
)
def test_an_edit_waits_for_its_moment(citizen, columns, code):
    said = ContributionFactory(author=citizen, **columns)
    with pytest.raises(Refused) as refusal:
        actions.edit_contribution(said, by=citizen, text="غيره")
    assert refusal.value.code == code


def test_what_is_held_before_may_be_edited_until_it_is_shown(citizen):
    said = ContributionFactory(author=citizen, held=True, thread__moderation="before")
    assert actions.edit_contribution(said, by=citizen, text="غيره").visibility == Visibility.HELD
