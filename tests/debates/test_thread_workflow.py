"""The lives of threads and contributions: every state × every move, written by hand."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from core.models import Entry
from core.workflow import Refused, available
from debates import actions
from debates.actions.threads import keep_in_step
from debates.enums import ThreadState, Visibility
from debates.models import Contribution, Thread
from notices.models import Notice
from tests.debates.people import MODERATES, WHO, person
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, DebateFactory, ThreadFactory

pytestmark = pytest.mark.django_db

VISIBLE, HELD, HIDDEN, WITHDRAWN = Visibility.VISIBLE, Visibility.HELD, Visibility.HIDDEN, Visibility.WITHDRAWN
STATES = {ThreadState.OPEN: {"close": "closed"}, ThreadState.CLOSED: {"open": "open"}}
OF_A_THREAD = {
    VISIBLE: {"hold": HELD, "hide": HIDDEN},
    HELD: {"hide": HIDDEN, "show": VISIBLE},
    HIDDEN: {"show": VISIBLE},
}
OF_A_CONTRIBUTION = {
    VISIBLE: {"hold": HELD, "hide": HIDDEN, "withdraw": WITHDRAWN},
    HELD: {"hide": HIDDEN, "show": VISIBLE, "withdraw": WITHDRAWN},
    HIDDEN: {"show": VISIBLE},
    WITHDRAWN: {},
}
REASON = "سبب واضح"


@pytest.mark.parametrize(("state", "visibility"), list(product(ThreadState, OF_A_THREAD)))
def test_each_move_of_a_thread(state, visibility):
    thread, by = ThreadFactory(), UserFactory(is_superuser=True)
    for action in Thread.MOVES:
        Thread.objects.filter(pk=thread.pk).update(state=state, visibility=visibility)
        before = Thread.objects.get(pk=thread.pk)
        to_state, to_visibility = STATES[state].get(action), OF_A_THREAD[visibility].get(action)
        if to_state is None and to_visibility is None:
            with pytest.raises(Refused):
                actions.move_thread(thread, action, by=by, note=REASON)
            after = Thread.objects.get(pk=thread.pk)
            assert (after.state, after.visibility, after.rev) == (state, visibility, before.rev)
        else:
            after = actions.move_thread(thread, action, by=by, note=REASON)
            assert (after.state, after.visibility) == (to_state or state, to_visibility or visibility)
            assert after.rev == after.room_rev == before.rev + 1


@pytest.mark.parametrize("visibility", OF_A_CONTRIBUTION)
@pytest.mark.parametrize("is_answer", [False, True])
def test_each_move_of_a_contribution(visibility, is_answer):
    by = UserFactory(is_superuser=True)
    for action in Contribution.MOVES:
        parent = ContributionFactory() if is_answer else None
        fields = {"parent": parent, "thread": parent.thread} if is_answer else {}
        row = ContributionFactory(visibility=visibility, **fields)
        before = row.thread.rev
        target = OF_A_CONTRIBUTION[visibility].get(action)
        if target is None:
            with pytest.raises(Refused):
                actions.move_contribution(row, action, by=by, note=REASON)
        else:
            assert actions.move_contribution(row, action, by=by, note=REASON).visibility == target
        row.refresh_from_db()
        thread = Thread.objects.get(pk=row.thread_id)
        now = target or visibility
        assert (row.visibility, thread.rev) == (now, before + (target is not None))
        shown = (now == VISIBLE) + is_answer
        assert (thread.shown_count, thread.held_count) == (shown, int(now == HELD))
        if target:
            assert row.rev == thread.rev
        if is_answer:
            parent.refresh_from_db()
            assert parent.reply_count == (now == VISIBLE)
            told = target is not None and (now == VISIBLE) != (visibility == VISIBLE)
            assert (parent.rev == thread.rev) == told


@pytest.mark.parametrize("action", ["hold", "hide"])
@pytest.mark.parametrize("note", ["", "  ", "🙂"])
def test_a_reason_is_demanded(action, note):
    row = ContributionFactory()
    with pytest.raises(Refused) as refusal:
        actions.move_contribution(row, action, by=UserFactory(is_superuser=True), note=note)
    assert refusal.value.code == "note_missing"
    assert Thread.objects.get(pk=row.thread_id).shown_count == 1


@pytest.mark.parametrize("who", WHO)
def test_who_is_offered_which_move(who):
    row = ContributionFactory()
    user = person(who, row.thread.space, row.author)
    offered = (["hold", "hide"] if who in MODERATES else []) + (["withdraw"] if who in {"author", "superuser"} else [])
    assert available(row, user) == offered
    assert available(row.thread, user) == (["close", "hold", "hide"] if who in MODERATES else [])
    for action in ("hold", "withdraw"):
        if action not in offered:
            with pytest.raises(PermissionDenied):
                actions.move_contribution(row, action, by=user, note=REASON)


def test_the_author_is_told_with_the_reason_and_others_are_not():
    row = ContributionFactory()
    by = person("moderator", row.thread.space)
    for action in ("hold", "hide", "show"):
        actions.move_contribution(row, action, by=by, note="يذكر رقم هاتف")
    assert set(Notice.objects.values_list("user", flat=True)) == {row.author_id}
    notices = list(Notice.objects.filter(key__startswith="contribution.").order_by("pk"))
    assert len(notices) == 3  # and one beside them: how to appeal
    assert ["يذكر رقم هاتف" in notice.text for notice in notices] == [True, True, False]
    assert {notice.url for notice in notices} == {f"/contributions/{row.pk}/"}


def test_nobody_is_told_of_her_own_act():
    row = ContributionFactory()
    actions.move_contribution(row, "withdraw", by=row.author)
    assert not Notice.objects.exists()


def test_moderation_is_in_the_journal_and_speaking_is_not():
    row = ContributionFactory()
    actions.contribute(row.thread, by=row.author, text="أضيف شيئا")
    assert not Entry.objects.exists()
    actions.move_contribution(row, "hide", by=person("moderator", row.thread.space), note=REASON)
    entry = Entry.objects.exclude(subject__startswith="moderation.").get()  # its case has lines of its own
    assert (entry.subject, entry.action, entry.note) == (f"debates.contribution:{row.pk}", "hide", REASON)


def test_an_unknown_move_is_denied():
    row, by = ContributionFactory(), UserFactory(is_superuser=True)
    for act, obj in ((actions.move_contribution, row), (actions.move_thread, row.thread)):
        with pytest.raises(PermissionDenied):
            act(obj, "vanish", by=by)


def test_the_discussion_of_a_debate_opens_and_closes_with_it():
    by = UserFactory(is_superuser=True)
    debate = DebateFactory(open=True)
    for action in ("open", "close"):
        with pytest.raises(Refused) as refusal:
            actions.move_thread(debate.thread, action, by=by)
        assert refusal.value.code == "debate"
    assert actions.move_thread(debate.thread, "hide", by=by, note=REASON).visibility == HIDDEN
    draft = DebateFactory(thread__visibility="held")
    with pytest.raises(Refused) as refusal:
        actions.move_thread(draft.thread, "show", by=by)
    assert refusal.value.code == "draft"


def test_a_thread_follows_what_it_is_about_only_where_it_can():
    thread = ThreadFactory()
    for action, expected in (("show", VISIBLE), ("hide", HIDDEN), ("hold", HIDDEN), ("show", VISIBLE)):
        keep_in_step(thread.pk, action)
        assert Thread.objects.get(pk=thread.pk).visibility == expected


def test_what_is_hidden_comes_down_from_the_top():
    row = ContributionFactory()
    by = person("facilitator", row.thread.space)
    actions.pin(row, by=by)
    actions.move_contribution(row, "hide", by=by, note=REASON)
    row.refresh_from_db()
    assert row.pinned_at is None
    assert Thread.objects.get(pk=row.thread_id).pin_count == 0
