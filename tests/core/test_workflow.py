"""The engine: one function moves everything that has a life."""

import threading

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection

from core import workflow
from core.models import Entry
from core.signals import moved
from core.workflow import Move, Refused
from spaces.enums import SpaceState as S
from spaces.models import Space
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory

OPENER, PERMISSION = "the opener", "tests.open_space"


def has_a_contact(space):
    if not space.contact:
        raise Refused("Say where the desk is.", "no_contact")


@rules.predicate
def is_the_opener(user, space):
    return user.is_authenticated and user.display_name == OPENER


@pytest.fixture(autouse=True)
def _table(monkeypatch):
    rules.add_perm(PERMISSION, is_the_opener)
    monkeypatch.setattr(
        Space,
        "MOVES",
        {
            "open": Move("Open", {S.DRAFT}, S.OPEN, PERMISSION, guards=(has_a_contact,), stamp="opened_at"),
            "close": Move("Close", {S.OPEN}, S.CLOSED, PERMISSION, needs_note=True),
        },
    )
    yield
    rules.remove_perm(PERMISSION)


@pytest.fixture
def opener(db):
    return UserFactory(display_name=OPENER)


@pytest.fixture
def draft(db):
    return SpaceFactory(state=S.DRAFT, opened_at=None, contact="Place du souk")


def test_a_move_changes_the_state_stamps_and_records(draft, opener):
    row = workflow.perform(draft, "open", by=opener, data={"count": 3})
    entry = Entry.objects.get()
    assert (row.state, row.opened_at is not None) == (S.OPEN, True)
    assert Space.objects.get().state == S.OPEN
    assert (entry.subject, entry.action, entry.axis) == (f"spaces.space:{draft.pk}", "open", "state")
    assert (entry.source, entry.target, entry.by, entry.data) == (S.DRAFT, S.OPEN, opener, {"count": 3})


def test_a_move_writes_the_columns_given_with_it_and_no_other(draft, opener):
    draft.welcome_fr = "not saved"
    workflow.perform(draft, "open", by=opener, also={"welcome_ar": "مرحبا"})
    space = Space.objects.get()
    assert (space.welcome_ar, space.welcome_fr) == ("مرحبا", "")


def test_another_axis_is_never_written_beside_a_move(draft, opener):
    with pytest.raises(ValueError, match="state"):
        workflow.perform(draft, "open", by=opener, also={"state": S.CLOSED})


def test_an_unknown_move_is_an_error(draft, opener):
    with pytest.raises(KeyError):
        workflow.perform(draft, "fly", by=opener)


@pytest.mark.parametrize("who", [AnonymousUser, UserFactory])
def test_who_may_not_is_denied_and_nothing_moves(draft, who):
    with pytest.raises(PermissionDenied):
        workflow.perform(draft, "open", by=who())
    assert Space.objects.get().state == S.DRAFT
    assert not Entry.objects.exists()


def test_a_superuser_passes_every_rule_and_no_guard(draft):
    root = UserFactory(is_superuser=True)
    Space.objects.update(contact="")
    with pytest.raises(Refused) as refused:
        workflow.perform(draft, "open", by=root)
    assert (refused.value.code, str(refused.value)) == ("no_contact", "Say where the desk is.")
    Space.objects.update(contact="Place du souk")
    assert workflow.perform(draft, "open", by=root).state == S.OPEN


def test_a_move_from_another_state_is_refused(draft, opener):
    with pytest.raises(Refused) as refused:
        workflow.perform(draft, "close", by=opener, note="Trop tôt")
    assert refused.value.code == "not_now"


@pytest.mark.parametrize("note", ["", "  \n ", "…", "🙂", "\u202e"])
def test_a_reason_in_words_is_asked_for(draft, opener, note):
    workflow.perform(draft, "open", by=opener)
    with pytest.raises(Refused) as refused:
        workflow.perform(draft, "close", by=opener, note=note)
    assert refused.value.code == "note_missing"
    assert Space.objects.get().state == S.OPEN


def test_the_reason_is_cleaned_before_it_is_shown_to_all(draft, opener):
    workflow.perform(draft, "open", by=opener)
    workflow.perform(draft, "close", by=opener, note=" Travaux\u202e\r\nau siège\x07 ")
    assert Entry.objects.get(action="close").note == "Travaux\nau siège"


def test_the_row_is_read_again_under_the_lock(draft, opener):
    stale = Space.objects.get()
    workflow.perform(draft, "open", by=opener)
    with pytest.raises(Refused):
        workflow.perform(stale, "open", by=opener)
    assert Entry.objects.count() == 1


def test_a_receiver_that_fails_undoes_the_move(draft, opener):
    def refuse(sender, obj, action, source, by, **kwargs):
        assert connection.in_atomic_block
        assert (obj.state, action, source, by) == (S.OPEN, "open", S.DRAFT, opener)
        raise Refused("The debate could not open.")

    moved.connect(refuse, sender=Space)
    try:
        with pytest.raises(Refused):
            workflow.perform(draft, "open", by=opener)
    finally:
        moved.disconnect(refuse, sender=Space)
    assert Space.objects.get().state == S.DRAFT
    assert not Entry.objects.exists()


def test_available_lists_what_the_person_and_the_moment_allow(draft, opener):
    assert workflow.available(draft, opener) == ["open"]
    assert workflow.available(draft, UserFactory()) == []
    assert workflow.available(draft, AnonymousUser()) == []
    draft.contact = ""
    assert workflow.available(draft, opener) == []
    assert workflow.available(workflow.perform(Space.objects.get(), "open", by=opener), opener) == ["close"]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins_and_the_other_is_refused():
    draft = SpaceFactory(state=S.DRAFT, opened_at=None, contact="Place du souk")
    opener, outcomes, start = UserFactory(display_name=OPENER), [], threading.Barrier(2)

    def open_it():
        try:
            start.wait()
            outcomes.append(workflow.perform(draft, "open", by=opener).state)
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["not_now", "open"]
    assert Entry.objects.count() == 1
