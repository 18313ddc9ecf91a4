"""Signing, signing again, taking back: one person one row, the same answer, nothing said of anyone."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from accounts.enums import Trust
from core.enums import Visibility
from core.fitness import Unfit
from core.workflow import Refused
from petitions import actions, secrets
from petitions.enums import PetitionState, SignatureKind, SignatureState, Telling
from petitions.models import Signature
from petitions.proofs import is_proven
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SheetFactory, SignatureFactory
from tests.petitions.signers import accept_online, ask_for_cards, signed_by

pytestmark = pytest.mark.django_db
NETWORK = "192.0.2.0/24"


@pytest.fixture
def petition():
    return PetitionFactory(collecting=True)


def only_row(petition) -> Signature:
    return Signature.objects.get(petition=petition)


# --- what is kept ---
def test_signing_keeps_one_row_that_names_nobody(petition):
    person = UserFactory(display_name="فاطمة", commune=petition.space.commune)

    answer = actions.sign(petition, by=person, attests=True, telling=Telling.MESSAGE, network=NETWORK)

    row = only_row(petition)
    assert answer == actions.Signed(SignatureKind.SUPPORT, True)
    assert (row.state, row.kind, row.territory) == (SignatureState.VALID, SignatureKind.SUPPORT, person.commune)
    assert is_proven(row)
    assert secrets.unseal(petition.pk, row.sealed) == {"user": person.pk, "telling": Telling.MESSAGE}
    assert bytes(row.person_key) == secrets.fingerprint(petition.pk, "account", str(person.pk))
    assert bytes(row.phone_key) == secrets.fingerprint(petition.pk, "phone", person.phone)
    assert bytes(row.origin_key) == secrets.fingerprint(petition.pk, "origin", NETWORK)
    assert row.cin_key is None
    kept = b"".join(bytes(getattr(row, name) or b"") for name in ("person_key", "phone_key", "sealed", "proof"))
    assert person.phone.encode() not in kept
    assert person.display_name.encode() not in kept


def test_a_phone_that_is_not_confirmed_is_no_key(petition):
    signed_by(petition, UserFactory(phone_verified=False), UserFactory(phone=None, email="a@example.com"))

    assert set(petition.signatures.values_list("phone_key", flat=True)) == {None}


def test_two_petitions_have_no_key_in_common(petition):
    person, other = UserFactory(), PetitionFactory(collecting=True)
    signed_by(petition, person)
    signed_by(other, person)

    first, second = Signature.objects.order_by("pk")
    assert not {bytes(first.person_key), bytes(first.phone_key)} & {bytes(second.person_key), bytes(second.phone_key)}


def test_signing_writes_nothing_but_the_row(petition, django_assert_num_queries):
    person = UserFactory()
    petition = actions.with_terms(type(petition).objects.for_signing()).get(pk=petition.pk)

    with django_assert_num_queries(1) as queries:
        actions.sign(petition, by=person, attests=True, network=NETWORK)

    assert "INSERT INTO petitions_signature" in queries[0]["sql"]


# --- kinds ---
@pytest.mark.parametrize(
    ("days", "kind"),
    [
        ({}, SignatureKind.ONLINE),
        ({"ended_on": datetime.date(2026, 1, 1)}, SignatureKind.SUPPORT),
        ({"accepted_on": datetime.date(2099, 1, 1)}, SignatureKind.SUPPORT),
    ],
)
def test_only_an_acceptance_in_force_makes_signatures(petition, days, kind):
    accept_online(petition, **{"accepted_on": datetime.date(2025, 1, 1)} | days)

    assert signed_by(petition, UserFactory())[0].kind == kind
    assert only_row(petition).kind == kind


def test_another_councils_acceptance_says_nothing(petition):
    accept_online(PetitionFactory(collecting=True))

    assert signed_by(petition, UserFactory())[0].kind == SignatureKind.SUPPORT


def test_the_petition_of_an_association_is_supported_never_signed():
    petition = PetitionFactory(collecting=True, of_association=True)
    accept_online(petition)

    assert signed_by(petition, UserFactory())[0].kind == SignatureKind.SUPPORT


def test_an_online_signature_keeps_the_name_that_the_list_needs(petition):
    accept_online(petition)
    signed_by(petition, UserFactory(), name="  فاطمة   المثال ")

    assert secrets.unseal(petition.pk, only_row(petition).sealed)["name"] == "فاطمة المثال"


@pytest.mark.parametrize("name", ["123", "x" * 121])
def test_an_online_signature_needs_a_name(petition, name):
    accept_online(petition)

    with pytest.raises(Unfit) as refusal:
        signed_by(petition, UserFactory(), name=name)

    assert refusal.value.field == "name"
    assert not petition.signatures.exists()


# --- the card ---
@pytest.mark.parametrize("online", [True, False])
@pytest.mark.parametrize("required", [True, False])
def test_the_card_is_kept_only_where_the_list_needs_it_and_the_cndp_allows(petition, online, required):
    if online:
        accept_online(petition)
    if required:
        ask_for_cards(petition)
    signed_by(petition, UserFactory(), cin="ab 123456")

    row = only_row(petition)
    assert (row.cin_key is not None) is (online and required)
    assert ("card" in secrets.unseal(petition.pk, row.sealed)) is (online and required)


def test_an_authorisation_that_has_ended_allows_nothing(petition):
    accept_online(petition)
    ask_for_cards(petition, granted_on=datetime.date(2024, 1, 1), ends_on=datetime.date(2025, 1, 1))

    assert actions.terms_of(petition).asks_card is False


@pytest.mark.parametrize("cin", ["", "123456", "A", "ABC123456", "AB123", "AB12345678", "آب123456", "A" * 40])
def test_a_number_that_is_no_cards_is_refused_in_words(petition, cin):
    accept_online(petition)
    ask_for_cards(petition)

    with pytest.raises(Unfit) as refusal:
        signed_by(petition, UserFactory(), cin=cin)

    assert refusal.value.field == "cin"
    assert not petition.signatures.exists()


def test_one_card_signs_once_however_it_is_written(petition):
    accept_online(petition)
    ask_for_cards(petition)

    answers = signed_by(petition, UserFactory(), cin="AB123456") + signed_by(petition, UserFactory(), cin="ab ١٢٣٤٥٦")

    assert [answer.is_new for answer in answers] == [True, False]
    assert secrets.unseal(petition.pk, only_row(petition).sealed)["card"] == "AB123456"


# --- a repeat ---
def test_a_repeat_is_answered_alike_and_changes_nothing(petition):
    person = UserFactory()
    first = actions.sign(petition, by=person, attests=True, telling=Telling.NONE)
    before = Signature.objects.values().get()

    again = actions.sign(petition, by=person, attests=True, telling=Telling.MESSAGE)

    assert (first.kind, first.is_new, again.kind, again.is_new) == (first.kind, True, first.kind, False)
    assert Signature.objects.values().get() == before


@pytest.mark.parametrize("state", [SignatureState.HELD, SignatureState.INVALID])
def test_who_was_held_or_refused_is_answered_alike(petition, state):
    person = UserFactory()
    signed_by(petition, person)
    invalidity = "abuse" if state == SignatureState.INVALID else ""
    Signature.objects.update(state=state, invalidity=invalidity)

    assert signed_by(petition, person)[0].kind == SignatureKind.SUPPORT
    assert only_row(petition).state == state


def test_who_signed_by_hand_with_her_phone_is_not_counted_twice(petition):
    person = UserFactory()
    key = secrets.fingerprint(petition.pk, "phone", person.phone)
    sheet = SheetFactory(petition=petition)
    SignatureFactory(petition=petition, kind="paper", sheet=sheet, row=1, phone_key=key)

    assert signed_by(petition, person)[0].is_new is False
    assert petition.signatures.count() == 1


# --- taking it back ---
def test_a_signature_is_taken_back_and_given_again(petition):
    person = UserFactory()
    signed_by(petition, person, telling=Telling.MESSAGE)

    assert actions.withdraw_signature(petition, by=person) is True
    row = only_row(petition)
    assert (row.state, bytes(row.sealed), is_proven(row)) == (SignatureState.WITHDRAWN, b"", True)
    assert actions.own_kind(petition, person) is None

    accept_online(petition)
    assert signed_by(petition, person)[0].is_new is True
    row = only_row(petition)
    assert (row.state, row.kind, is_proven(row)) == (SignatureState.VALID, SignatureKind.ONLINE, True)


def test_taking_back_twice_or_what_was_never_given_changes_nothing(petition):
    person = UserFactory()
    signed_by(petition, UserFactory())
    actions.withdraw_signature(petition, by=person)
    signed_by(petition, person)
    actions.withdraw_signature(petition, by=person)
    actions.withdraw_signature(petition, by=person)

    assert sorted(petition.signatures.values_list("state", flat=True)) == ["valid", "withdrawn"]


def test_an_invalid_signature_stays_invalid_and_is_not_signed_anew(petition):
    person = UserFactory()
    signed_by(petition, person)
    Signature.objects.update(state=SignatureState.INVALID, invalidity="not_real")
    actions.withdraw_signature(petition, by=person)
    signed_by(petition, person)

    assert only_row(petition).state == SignatureState.INVALID


def test_a_paper_row_taken_back_by_its_phone_comes_back_as_what_is_signed_today(petition):
    person = UserFactory()
    key = secrets.fingerprint(petition.pk, "phone", person.phone)
    SignatureFactory(petition=petition, kind="paper", sheet=SheetFactory(petition=petition), row=1, phone_key=key)
    actions.withdraw_signature(petition, by=person)
    assert only_row(petition).state == SignatureState.WITHDRAWN

    signed_by(petition, person)

    row = only_row(petition)
    assert (row.kind, row.sheet, row.state, is_proven(row)) == (SignatureKind.SUPPORT, None, SignatureState.VALID, True)


def test_coming_back_with_the_card_of_another_changes_nothing(petition):
    person = UserFactory()
    signed_by(petition, person)
    actions.withdraw_signature(petition, by=person)
    accept_online(petition)
    ask_for_cards(petition)
    signed_by(petition, UserFactory(), cin="AB123456")

    assert signed_by(petition, person, cin="AB123456")[0].is_new is False
    assert sorted(petition.signatures.values_list("state", flat=True)) == ["valid", "withdrawn"]


def test_after_the_deposit_the_row_stays_and_the_words_go():
    person, petition = UserFactory(), PetitionFactory(deposited=True)
    key = secrets.fingerprint(petition.pk, "account", str(person.pk))
    SignatureFactory(petition=petition, person_key=key, sealed=secrets.seal(petition.pk, {"user": person.pk}))

    assert actions.withdraw_signature(petition, by=person) is False
    row = only_row(petition)
    assert (row.state, bytes(row.sealed), is_proven(row)) == (SignatureState.VALID, b"", True)


# --- who and when ---
def test_who_has_no_confirmed_contact_cannot_sign(petition):
    for person in (UserFactory(trust=Trust.DECLARED), UserFactory(is_active=False)):
        with pytest.raises(PermissionDenied):
            signed_by(petition, person)
    assert not petition.signatures.exists()


def test_what_the_law_asks_must_be_said(petition):
    with pytest.raises(Unfit) as refusal:
        actions.sign(petition, by=UserFactory(), attests=False)
    assert refusal.value.field == "attests"


@pytest.mark.parametrize("state", sorted(set(PetitionState) - {"draft", "collecting", "threshold_reached"}))
def test_a_petition_is_signed_only_while_it_collects(state):
    petition = PetitionFactory(deposited=True, state=state)

    with pytest.raises(Refused) as refusal:
        signed_by(petition, UserFactory())
    assert refusal.value.code == "closed"


def test_a_petition_closed_since_it_was_read_takes_no_row(petition):
    person = UserFactory()
    signed_by(petition, person)
    actions.withdraw_signature(petition, by=person)
    type(petition).objects.filter(pk=petition.pk).update(visibility=Visibility.HELD)

    for one in (person, UserFactory()):
        with pytest.raises(Refused) as refusal:
            signed_by(petition, one)
        assert refusal.value.code == "closed"
    assert [row.state for row in petition.signatures.all()] == [SignatureState.WITHDRAWN]
