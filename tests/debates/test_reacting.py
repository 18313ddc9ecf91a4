"""Agreeing, disagreeing, thanking, and what is put on top."""

import pytest
from django.core.exceptions import PermissionDenied

from core.fitness import Unfit
from core.models import Entry
from core.workflow import Refused
from debates import actions
from debates.models import Reaction, Thread
from tests.debates.people import FACILITATES, WHO, person
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def counts(row):
    row.refresh_from_db()
    held = {kind: row.reactions.filter(kind=kind).count() for kind in ("agree", "disagree", "thank")}
    assert (row.agree_count, row.disagree_count, row.thank_count) == tuple(held.values())
    return tuple(held.values())


def test_agreeing_takes_back_disagreeing_and_leaves_thanks():
    row, user = ContributionFactory(), UserFactory()
    seen = []
    for kind in ("agree", "thank", "disagree", "disagree", "agree"):
        actions.react(row, by=user, kind=kind)
        seen.append(counts(row))
    assert seen == [(1, 0, 0), (1, 0, 1), (0, 1, 1), (0, 1, 1), (1, 0, 1)]
    assert (row.rev, Thread.objects.get(pk=row.thread_id).rev) == (5, 5)


def test_taking_back_twice_changes_nothing_more():
    row, user = ContributionFactory(), UserFactory()
    actions.react(row, by=user, kind="agree")
    actions.react(row, by=UserFactory(), kind="agree")
    for _ in range(2):
        actions.unreact(row, by=user, kind="agree")
    assert (counts(row), row.rev) == ((1, 0, 0), 4)


def test_a_reaction_of_another_kind_is_refused():
    with pytest.raises(Unfit):
        actions.react(ContributionFactory(), by=UserFactory(), kind="love")


def test_nobody_reacts_to_herself():
    row = ContributionFactory()
    with pytest.raises(Refused) as refusal:
        actions.react(row, by=row.author, kind="agree")
    assert refusal.value.code == "own"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"visibility": "held"}, "not_visible"),
        ({"visibility": "withdrawn"}, "not_visible"),
        ({"thread__state": "closed"}, "closed"),
        ({"thread__visibility": "hidden"}, "held"),
    ],
)
def test_a_reaction_waits_for_its_moment(columns, code):
    row = ContributionFactory(**columns)
    for act in (actions.react, actions.unreact):
        with pytest.raises(Refused) as refusal:
            act(row, by=UserFactory(), kind="agree")
        assert refusal.value.code == code
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("who", WHO)
def test_who_reacts_and_who_pins(who):
    row = ContributionFactory()
    user = person(who, row.thread.space)

    def may(act):
        try:
            return bool(act())
        except PermissionDenied:
            return False

    reacts = who not in {"visitor", "unconfirmed", "suspended"}
    assert may(lambda: actions.react(row, by=user, kind="thank")) == reacts
    assert may(lambda: actions.pin(row, by=user)) == (who in FACILITATES)
    assert may(lambda: actions.unpin(row, by=user)) == (who in FACILITATES)


def test_members_alone_react_where_they_alone_speak():
    row = ContributionFactory(thread__audience="members")
    with pytest.raises(PermissionDenied):
        actions.react(row, by=UserFactory(), kind="agree")
    actions.react(row, by=person("member", row.thread.space), kind="agree")


def test_pins_are_counted_kept_few_and_in_the_journal():
    thread = ThreadFactory()
    by = person("facilitator", thread.space)
    rows = [ContributionFactory(thread=thread) for _ in range(4)]
    for row in [*rows[:3], rows[0]]:
        actions.pin(row, by=by)
    with pytest.raises(Refused) as refusal:
        actions.pin(rows[3], by=by)
    assert refusal.value.code == "too_many"
    for _ in range(2):
        actions.unpin(rows[0], by=by)
    actions.pin(rows[3], by=by)
    thread.refresh_from_db()
    assert (thread.pin_count, thread.contributions.pinned().count()) == (3, 3)
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == ["pin"] * 3 + ["unpin", "pin"]


@pytest.mark.parametrize(("fields", "code"), [({"held": True}, "not_visible"), ({"hidden": True}, "not_visible")])
def test_what_is_not_shown_is_not_put_on_top(fields, code):
    row = ContributionFactory(**fields)
    with pytest.raises(Refused) as refusal:
        actions.pin(row, by=person("facilitator", row.thread.space))
    assert refusal.value.code == code


def test_an_answer_is_not_put_on_top():
    parent = ContributionFactory()
    answer = ContributionFactory(thread=parent.thread, parent=parent)
    with pytest.raises(Refused) as refusal:
        actions.pin(answer, by=person("facilitator", parent.thread.space))
    assert refusal.value.code == "answer"
