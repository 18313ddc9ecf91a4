"""Several acts on petitions at once: each race leaves one truth."""

import pytest
from django.core.management import call_command

from councils.models import Answer, Referral
from petitions.actions.depositing import deposit
from petitions.actions.ruling import accept, reject
from petitions.actions.time import lapse_due
from petitions.models import Deposit, Petition, Ruling
from tests.petitions.office import WORDS, before, in_order, office, receipt
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def busy():
    call_command("load_law", verbosity=0)
    return office()


def test_accepted_and_rejected_at_once_is_one_of_both(busy):
    petition = before(busy, "bureau_check")
    results = together(
        lambda: accept(petition, by=busy.president),
        lambda: reject(petition, by=busy.president, grounds=["form"], reasons=WORDS),
    )
    assert len(refusals(results)) == 1
    ruling = Ruling.objects.get()
    assert Petition.objects.get().state == ("accepted" if ruling.is_accepted else "rejected")
    assert Answer.objects.get().verdict == ("informed" if ruling.is_accepted else "declined")


def test_two_deposits_at_once_give_one_receipt(busy):
    petition = in_order(busy)
    results = together(
        lambda: deposit(petition, by=busy.officer),
        lambda: deposit(petition, by=busy.director),
        lambda: deposit(petition, by=petition.author, number="9", scan=receipt()),
    )
    assert len(refusals(results)) == 2
    assert Deposit.objects.count() == Referral.objects.count() == 1
    assert Petition.objects.get().referral == Referral.objects.get()


def test_twenty_deposits_at_once_are_numbered_without_gap_or_repeat(busy):
    petitions = [in_order(busy) for _ in range(20)]
    results = together(*[lambda p=petition: deposit(p, by=busy.officer) for petition in petitions])
    assert not refusals(results)
    numbers = sorted(Deposit.objects.values_list("number", flat=True))
    assert [number.partition("/")[2] for number in numbers] == [f"{place:04}" for place in range(1, 21)]


def test_ruling_at_the_moment_of_the_lapse_is_one_of_both_then_late(busy):
    petition = before(busy, "bureau_check")
    Petition.objects.update(notify_by="2026-01-01")
    results = together(lambda: accept(petition, by=busy.president), lambda: lapse_due() + 1)
    assert not refusals(results)  # what lapsed first is accepted late
    assert Petition.objects.get().state == "accepted"
    assert Ruling.objects.count() == 1


def test_two_workers_lapse_it_once(busy):
    before(busy, "deposited")
    Petition.objects.update(notify_by="2026-01-01")
    assert sorted(together(*[lambda: lapse_due() + 1 for _ in range(3)])) == [1, 1, 2]
