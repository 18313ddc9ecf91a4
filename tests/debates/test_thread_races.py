"""Many at the same moment: every number is given once, every count is true."""

import uuid
from collections import Counter

import pytest

from core.workflow import Refused
from debates import actions
from debates.models import Contribution, Reaction, Thread
from tests.debates.people import person
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, ThreadFactory
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "الماء لا يصل إلى الدوار."


def true_counts(thread) -> Thread:
    """Return the thread as it is, its counts and those of its rows being right."""
    thread = Thread.objects.get(pk=thread.pk)
    seen = Counter(thread.contributions.values_list("visibility", flat=True))
    assert (thread.shown_count, thread.held_count) == (seen["visible"], seen["held"])
    for row in thread.contributions.all():
        assert row.reply_count == row.replies.filter(visibility="visible").count()
        kinds = Counter(row.reactions.values_list("kind", flat=True))
        assert (row.agree_count, row.disagree_count) == (kinds["agree"], kinds["disagree"])
    assert max(thread.contributions.values_list("rev", flat=True), default=0) <= thread.rev
    return thread


def test_the_same_form_sent_two_hundred_times_is_stored_once():
    thread, user, key = ThreadFactory(), UserFactory(), uuid.uuid4()
    for _ in range(10):
        results = together(*[lambda: actions.contribute(thread, by=user, text=TEXT, client_key=key)] * 20)
        assert len({row.pk for row in results}) == 1
    assert (true_counts(thread).last_seq, Contribution.objects.count()) == (1, 1)


def test_the_same_key_sent_into_two_threads_at_once_is_stored_once():
    threads, user, key = [ThreadFactory(), ThreadFactory()], UserFactory(), uuid.uuid4()
    results = together(
        *[lambda one=one: actions.contribute(one, by=user, text=TEXT, client_key=key) for one in threads * 3]
    )
    assert {refusal.code for refusal in refusals(results)} == {"client_key"}
    assert Contribution.objects.count() == 1


def test_twenty_people_at_once_are_numbered_without_gaps():
    thread, people = ThreadFactory(), [UserFactory() for _ in range(20)]
    for _ in range(2):
        together(*[lambda user=user: actions.contribute(thread, by=user, text=TEXT) for user in people])
    rows = list(thread.contributions.order_by("seq").values_list("seq", "rev"))
    assert rows == [(number, number) for number in range(1, 41)]
    assert true_counts(thread).last_seq == 40


def test_slow_mode_lets_one_of_many_through():
    thread, user = ThreadFactory(slow_seconds=60), UserFactory()
    results = together(*[lambda: actions.contribute(thread, by=user, text=TEXT)] * 6)
    assert [refusal.code for refusal in refusals(results)] == ["slow"] * 5
    assert true_counts(thread).last_seq == 1


def test_answering_while_it_is_hidden_keeps_the_counts_true():
    row = ContributionFactory()
    moderator, people = person("moderator", row.thread.space), [UserFactory() for _ in range(4)]
    together(
        *[lambda user=user: actions.contribute(row.thread, by=user, text=TEXT, parent=row) for user in people],
        lambda: actions.move_contribution(row, "hide", by=moderator, note="شرح"),
    )
    thread = true_counts(row.thread)
    actions.move_contribution(row, "show", by=moderator)
    actions.contribute(thread, by=people[0], text="جواب", parent=row)
    true_counts(thread)


def test_two_moderators_pressing_opposite_buttons():
    row = ContributionFactory()
    one, two = (person("moderator", row.thread.space) for _ in range(2))
    results = together(
        *[lambda: actions.move_contribution(row, "hide", by=one, note="شرح")] * 3,
        *[lambda: actions.move_contribution(row, "show", by=two)] * 3,
        lambda: actions.move_contribution(row, "withdraw", by=row.author),
    )
    assert all(isinstance(refusal, Refused) for refusal in refusals(results))
    true_counts(row.thread)


def test_reacting_twice_at_once_counts_once():
    row, user = ContributionFactory(), UserFactory()
    together(*[lambda: actions.react(row, by=user, kind="agree")] * 6)
    assert Reaction.objects.count() == 1
    together(*[lambda kind=kind: actions.react(row, by=user, kind=kind) for kind in ("agree", "disagree") * 3])
    assert Reaction.objects.count() == 1
    together(
        *[lambda: actions.unreact(row, by=user, kind="agree"), lambda: actions.react(row, by=user, kind="agree")] * 3
    )
    true_counts(row.thread)


def test_editing_reacting_and_answering_at_once_lose_nothing():
    row = ContributionFactory()
    people = [UserFactory() for _ in range(3)]
    together(
        lambda: actions.edit_contribution(row, by=row.author, text="أصحح ما قلت."),
        *[lambda user=user: actions.react(row, by=user, kind="agree") for user in people],
        *[lambda user=user: actions.contribute(row.thread, by=user, text=TEXT, parent=row) for user in people],
    )
    row.refresh_from_db()
    assert (row.text, row.agree_count, row.reply_count) == ("أصحح ما قلت.", 3, 3)
    assert true_counts(row.thread).rev == 8


def test_pins_stay_few():
    thread = ThreadFactory()
    by = person("facilitator", thread.space)
    rows = [ContributionFactory(thread=thread) for _ in range(5)]
    together(*[lambda row=row: actions.pin(row, by=by) for row in rows])
    assert true_counts(thread).pin_count == thread.contributions.pinned().count() == 3
