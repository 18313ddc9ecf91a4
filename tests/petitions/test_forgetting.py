"""What is forgotten with time and when a person leaves; what she takes with her."""

import datetime

import pytest
import time_machine
from django.utils.timezone import now

from accounts import actions as people
from petitions import actions, secrets, tasks
from petitions.actions.withdrawing import withdraw
from petitions.enums import PetitionState, SignatureState
from petitions.models import Signature
from petitions.own_data import held_about
from petitions.proofs import is_proven
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.petitions.signers import accept_online, ask_for_cards, signed_by

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def petition():
    return PetitionFactory(collecting=True)


def sealed_row(petition, person=None, **fields) -> Signature:
    key = {"person_key": secrets.fingerprint(petition.pk, "account", str(person.pk))} if person else {}
    said = {"user": person.pk if person else 0, "name": "فاطمة", "card": "AB123456", "telling": "inbox"}
    return SignatureFactory(
        petition=petition, kind="online", sealed=secrets.seal(petition.pk, said), cin_key=b"c" * 32, **key | fields
    )


def is_empty(row) -> bool:
    row.refresh_from_db()
    return not bytes(row.sealed) and row.cin_key is None


@pytest.mark.parametrize(("days", "kept"), [(29.9, True), (30.1, False)])
def test_networks_are_forgotten_after_thirty_days(petition, days, kept):
    signed_by(petition, UserFactory(), network="192.0.2.0/24")
    with time_machine.travel(now() + days * DAY):
        tasks.forget(0)

    row = Signature.objects.get()
    assert (row.origin_key is not None) is kept
    assert is_proven(row)


@pytest.mark.parametrize("state", [PetitionState.DECIDED, PetitionState.REJECTED, PetitionState.FOLLOWED_UP])
@pytest.mark.parametrize(("days", "kept"), [(99, True), (101, False)])
def test_what_the_list_needed_is_forgotten_once_its_time_is_over(petition, state, days, kept):
    ask_for_cards(petition, keep_days=100)
    done = PetitionFactory(deposited=True, state=state, decided_at=now())
    row, standing = sealed_row(done), sealed_row(petition)
    with time_machine.travel(now() + days * DAY):
        tasks.forget(0)

    assert is_empty(row) is not kept
    assert not is_empty(standing)
    assert is_proven(row)
    assert list(actions.recount_all()) == []


def test_without_a_decision_the_last_move_is_the_end(petition):
    row = sealed_row(petition)
    withdraw(petition, by=petition.author, note="تراجع السكان عن الطلب")
    with time_machine.travel(now() + 364 * DAY):
        assert actions.forget_words() == 0
    with time_machine.travel(now() + 366 * DAY):
        assert actions.forget_words() == 1

    assert is_empty(row)


# --- her own data ---
def test_the_copy_of_her_data_says_what_she_signed_and_what_is_kept(petition, django_assert_num_queries):
    person, other = UserFactory(), UserFactory(display_name="أخرى")
    accept_online(petition)
    ask_for_cards(petition)
    signed_by(petition, person, name="فاطمة المثال", cin="AB123456")
    signed_by(petition, other, name="زهرة المثال", cin="CD123456")
    hidden = PetitionFactory(collecting=True)
    signed_by(hidden, person)
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="hidden")
    PetitionFactory.create_batch(3, collecting=True)

    held = held_about(person)

    first, second = held["signed_petitions"]
    assert first | {"at": None} == {
        "petition_id": petition.pk, "title": petition.title, "kind": "online", "state": "valid", "at": None,
        "kept": {"telling": "inbox", "name": "فاطمة المثال", "card": "AB123456"},
    }  # fmt: skip
    assert (second["petition_id"], second["title"]) == (hidden.pk, None)
    assert "زهرة" not in str(held)
    assert held["petitions"] == []
    assert [row["id"] for row in held_about(petition.author)["petitions"]] == [petition.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_the_copy_costs_the_same_however_many_petitions_there_are(count, django_assert_num_queries):
    person = UserFactory()
    for _ in range(count):
        signed_by(PetitionFactory(collecting=True), person)
    with django_assert_num_queries(6):  # led; begun, hers; roles, mandates, titles
        assert len(held_about(person)["signed_petitions"]) == count


def test_who_leaves_takes_back_what_is_not_deposited_and_her_words_go(petition):
    person = UserFactory()
    accept_online(petition)
    signed_by(petition, person, name="فاطمة المثال")
    deposited = PetitionFactory(deposited=True)
    stays = sealed_row(deposited, person)
    other = sealed_row(petition)

    people.erase(person, by=person)

    gone = petition.signatures.exclude(pk=other.pk).get()
    stays.refresh_from_db()
    assert (gone.state, bytes(gone.sealed), is_proven(gone)) == (SignatureState.WITHDRAWN, b"", True)
    assert (stays.state, bytes(stays.sealed), is_proven(stays)) == (SignatureState.VALID, b"", True)
    assert not is_empty(other)


def test_the_whole_copy_can_be_made(petition):
    person = UserFactory()
    signed_by(petition, person)

    assert people.export(person, by=person)["signed_petitions"][0]["petition_id"] == petition.pk
