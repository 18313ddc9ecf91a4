"""What comes too fast is held, looked at, released or invalidated; never deleted, and nobody is told apart."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from petitions import actions, rates
from petitions.enums import SignatureState
from petitions.models import Signature
from petitions.proofs import is_proven
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.spaces import MembershipFactory
from tests.petitions.signers import shown, signed_by

pytestmark = pytest.mark.django_db
NETWORK, OTHER = "192.0.2.0/24", "198.51.100.0/24"
NOTE = "ورشة في دار الشباب"


@pytest.fixture
def petition():
    return PetitionFactory(collecting=True)


@pytest.fixture
def facilitator(petition):
    return MembershipFactory(space=petition.space, role=Role.FACILITATOR).user


@pytest.fixture(autouse=True)
def _slow(settings):
    settings.SIGNATURES_PER_NETWORK = 3


def states(petition) -> list[str]:
    return list(petition.signatures.order_by("pk").values_list("state", flat=True))


def test_a_burst_from_one_network_is_held_and_answered_alike(petition):
    answers = signed_by(petition, *UserFactory.create_batch(5), network=NETWORK)
    signed_by(petition, UserFactory(), network=OTHER)
    signed_by(petition, UserFactory())

    assert states(petition) == ["valid"] * 3 + ["held"] * 2 + ["valid"] * 2
    assert set(answers) == {answers[0]}
    assert all(is_proven(row) for row in petition.signatures.all())
    actions.refresh(petition)
    assert shown(petition) == (5, 0, 0)


def test_a_network_may_sign_again_after_ten_minutes_and_another_petition_now(petition):
    signed_by(petition, *UserFactory.create_batch(3), network=NETWORK)
    other = PetitionFactory(collecting=True)
    signed_by(other, UserFactory(), network=NETWORK)
    with time_machine.travel(now() + rates.NETWORK_WINDOW + datetime.timedelta(seconds=1)):
        signed_by(petition, UserFactory(), network=NETWORK)

    assert states(petition) == ["valid"] * 4
    assert states(other) == ["valid"]


def test_a_petition_that_is_signed_too_fast_is_held(petition, settings):
    settings.SIGNATURES_PER_PETITION = 2
    with time_machine.travel(datetime.datetime(2026, 11, 28, 12, 0, 1, tzinfo=datetime.UTC), tick=False) as clock:
        signed_by(petition, *UserFactory.create_batch(3))
        signed_by(PetitionFactory(collecting=True), UserFactory())
        clock.shift(60)
        signed_by(petition, UserFactory())

    assert states(petition) == ["valid", "valid", "held", "valid"]


def test_rates_forget_what_is_over(monkeypatch, settings):
    settings.SIGNATURES_PER_PETITION = 1
    monkeypatch.setattr(rates, "_counts", dict.fromkeys(range(10001), (0, 9)))

    assert rates.is_too_fast(1) is False
    assert rates.is_too_fast(1) is True


def test_groups_are_by_hour_and_network_and_name_nobody(petition):
    begun = now().replace(minute=10)
    for minutes, origin in ((0, b"a"), (5, b"a"), (5, b"b"), (60, b"a")):
        row = SignatureFactory(petition=petition, state="held", origin_key=origin * 32)
        Signature.objects.filter(pk=row.pk).update(at=begun + datetime.timedelta(minutes=minutes))
    SignatureFactory(petition=petition, origin_key=b"a" * 32)

    groups = actions.held_groups(petition)

    assert [(group.count, group.number) for group in groups] == [(2, 1), (1, 2), (1, 1)]


def test_released_signatures_count_and_the_journal_says_how_many(petition, facilitator):
    signed_by(petition, *UserFactory.create_batch(5), network=NETWORK)
    (group,) = actions.held_groups(petition)

    assert actions.release(petition, by=facilitator, group=group.key, note=NOTE) == 2

    actions.refresh(petition)
    assert shown(petition) == (5, 0, 0)
    (entry,) = history(petition)
    assert (entry.action, entry.note, entry.data["count"], entry.by) == ("release_signatures", NOTE, 2, facilitator)
    assert list(actions.recount_all()) == []


def test_invalid_signatures_stay_with_their_reason(petition, facilitator):
    people = UserFactory.create_batch(5)
    signed_by(petition, *people, network=NETWORK)
    (group,) = actions.held_groups(petition)

    assert actions.invalidate(petition, by=facilitator, group=group.key, reason="abuse", note=NOTE) == 2

    assert petition.signatures.count() == 5
    assert petition.signatures.filter(state=SignatureState.INVALID, invalidity="abuse").count() == 2
    assert (history(petition).get().data["reason"], list(actions.recount_all())) == ("abuse", [])
    assert signed_by(petition, people[-1])[0].kind == "support"
    assert petition.signatures.filter(state=SignatureState.INVALID).count() == 2


def test_held_signatures_whose_network_was_forgotten_are_a_group_too(petition, facilitator):
    SignatureFactory(petition=petition, state="held")
    (group,) = actions.held_groups(petition)

    assert group.origin == ""
    assert actions.release(petition, by=facilitator, group=group.key, note=NOTE) == 1


@pytest.mark.parametrize("group", ["", "x", "1.zz", "9" * 40, "0.", "-1.00"])
def test_a_group_that_is_none_is_refused(petition, facilitator, group):
    SignatureFactory(petition=petition, state="held")

    with pytest.raises(Refused):
        actions.release(petition, by=facilitator, group=group, note=NOTE)
    assert states(petition) == ["held"]


def test_a_note_and_a_reason_are_needed(petition, facilitator):
    SignatureFactory(petition=petition, state="held")
    (group,) = actions.held_groups(petition)

    for reason, note, name in (("", NOTE, "reason"), ("x", NOTE, "reason"), ("abuse", " .. ", "note")):
        with pytest.raises(Unfit) as refusal:
            actions.invalidate(petition, by=facilitator, group=group.key, reason=reason, note=note)
        assert refusal.value.field == name
    assert states(petition) == ["held"]


@pytest.mark.parametrize("who", ["author", "stranger", "facilitator elsewhere"])
def test_others_judge_nothing(petition, who):
    person = {"author": lambda: petition.author, "stranger": UserFactory}.get(
        who, lambda: MembershipFactory(role=Role.FACILITATOR).user
    )()
    SignatureFactory(petition=petition, state="held")
    (group,) = actions.held_groups(petition)

    with pytest.raises(PermissionDenied):
        actions.release(petition, by=person, group=group.key, note=NOTE)
