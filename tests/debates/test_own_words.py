"""A person takes her words with her, or leaves: what she said in public stays, under a neutral name."""

import pytest

from accounts import actions as people
from debates import actions
from debates.models import Contribution, EarlierText, FloorRequest, Interest, Reaction, Thread
from debates.own_data import held_about
from tests.debates.people import person
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, FloorRequestFactory, PollFactory

pytestmark = pytest.mark.django_db


def test_the_copy_of_her_data_holds_what_she_did_and_nothing_of_others():
    user = UserFactory()
    other = ContributionFactory(text="canaryother")
    row = actions.contribute(other.thread, by=user, text="قولي الأول", parent=other)
    actions.edit_contribution(row, by=user, text="قولي الثاني")
    actions.react(other, by=user, kind="agree")
    FloorRequestFactory(user=user, is_woman=True, district="الدوار")
    poll = PollFactory(open=True)
    poll.votes.create(user=user, option=poll.options.first())
    held = held_about(user)
    assert [one["text"] for one in held["contributions"] + held["earlier_texts"]] == ["قولي الثاني", "قولي الأول"]
    assert [(one["contribution_id"], one["kind"]) for one in held["reactions"]] == [(other.pk, "agree")]
    assert (held["floor_requests"][0]["is_woman"], held["floor_requests"][0]["district"]) == (True, "الدوار")
    assert [one["poll_id"] for one in held["poll_votes"]] == [poll.pk]
    assert "canary" not in str(held)
    copy = people.export(user, by=user)
    assert copy["contributions"] == held["contributions"]


def test_what_a_facilitator_typed_in_for_the_hall_is_not_hers():
    row = ContributionFactory()
    facilitator = person("facilitator", row.thread.space)
    said = actions.contribute(row.thread, by=facilitator, text="قول في القاعة", channel="hall", said_by="للا فاطمة")
    assert held_about(facilitator)["contributions"] == []
    person("facilitator", row.thread.space)  # a space keeps one
    people.erase(facilitator, by=facilitator)
    said.refresh_from_db()
    assert (said.text, said.name) == ("قول في القاعة", "للا فاطمة")


def test_what_a_person_said_in_public_stays_without_her_name():
    user = UserFactory()
    row = ContributionFactory(author=user, text="قولي")
    actions.react(ContributionFactory(thread=row.thread), by=user, kind="agree")
    Interest.objects.create(debate=FloorRequestFactory(user=user, is_youth=True).sitting.debate, user=user)
    people.erase(user, by=user)
    row = Contribution.objects.get(pk=row.pk)
    assert (row.text, row.name, row.visibility) == ("قولي", "", "visible")
    assert Reaction.objects.count() == 1
    assert not Interest.objects.exists()
    assert FloorRequest.objects.get().is_youth is None


def test_what_was_not_public_goes_with_her():
    user = UserFactory()
    edited = ContributionFactory(author=user)
    actions.edit_contribution(edited, by=user, text="قولي الثاني")
    withdrawn, held = (ContributionFactory(author=user, thread=edited.thread) for _ in range(2))
    actions.move_contribution(withdrawn, "withdraw", by=user)
    actions.move_contribution(held, "hold", by=person("moderator", edited.thread.space), note="شرح")
    people.erase(user, by=user)
    assert not EarlierText.objects.exists()
    for row in (withdrawn, held):
        row.refresh_from_db()
        assert (row.text, row.visibility) == ("", "withdrawn")
    thread = Thread.objects.get(pk=edited.thread_id)
    assert (thread.shown_count, thread.held_count) == (1, 0)
