"""The deposit: who gives the receipt, its number, its day; what is refused, in words, with nothing half done."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils.timezone import localdate
from django.utils.translation import override

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from councils.models import Referral
from notices.models import Notice
from petitions.actions.depositing import deposit, hand_in
from petitions.models import Deposit, Petition
from petitions.rules import acts
from tests.factories.accounts import UserFactory
from tests.petitions.office import before, filed, in_order, office, receipt
from tests.signs import read

DAY = datetime.timedelta(days=1)


def untouched(petition):
    fresh = Petition.objects.get(pk=petition.pk)
    assert (fresh.state, fresh.referral_id, fresh.notify_by) == (petition.state, None, None)
    assert not Deposit.objects.exists()
    assert not Referral.objects.exists()
    return True


@pytest.mark.parametrize("who", ["officer", "director", "president"])
def test_council_gives_a_numbered_receipt_at_once(team, who):
    petition = in_order(team)
    with time_machine.travel("2026-05-04T10:00Z", tick=False):
        Petition.objects.filter(pk=petition.pk).update(started_at="2026-04-01T10:00Z")
        row = deposit(petition, by=getattr(team, who), on=localdate())
    given = row.deposit
    assert (given.number, given.way, given.signature_count) == ("2026/0001", "agraw", 100)
    assert (given.signed_by, given.signed_role) == (team.mandates[who], team.mandates[who].role)
    assert row.state == "deposited"
    assert row.notify_by == datetime.date(2026, 8, 4)
    assert (row.referral.by_procedure, row.referral.due_on) == (True, row.notify_by)
    assert row.referral.started_on == datetime.date(2026, 5, 4)
    assert row.referral.referred_by == petition.author


def test_last_day_is_the_law_s_whatever_the_council_promises(team):
    team.council.pledge_days = 10
    team.council.save()
    row = deposit(in_order(team), by=team.officer)
    assert row.referral.due_on == row.notify_by > localdate() + 80 * DAY


def test_mandatary_enters_the_receipt_given_on_paper(team):
    petition = in_order(team)
    on = localdate() - 3 * DAY
    row = deposit(petition, by=petition.author, on=on, number=" 45/2026 ", scan=receipt())
    given = row.deposit
    assert (given.number, given.way, given.deposited_on, given.signed_by) == ("45/2026", "paper", on, None)
    assert given.scan.read().startswith(b"%PDF-")
    assert row.referral.started_on == on


@pytest.mark.parametrize(
    ("number", "with_scan", "field"), [("", True, "number"), ("45/2026", False, "scan"), ("4" * 41, True, "number")]
)
def test_paper_receipt_is_whole(team, number, with_scan, field):
    petition = in_order(team)
    with pytest.raises(Unfit) as refusal:
        deposit(petition, by=petition.author, number=number, scan=receipt() if with_scan else None)
    assert refusal.value.field == field
    assert untouched(petition)


def test_receipt_that_is_no_pdf_is_refused(team):
    petition = in_order(team)
    with pytest.raises(Unfit):
        deposit(petition, by=petition.author, number="1", scan=ContentFile(b"GIF89a"))
    assert untouched(petition)


def test_number_of_another_paper_receipt_is_refused(team):
    first, second = in_order(team), in_order(team)
    deposit(first, by=first.author, number="7", scan=receipt())
    with pytest.raises(Unfit) as refusal:
        deposit(second, by=second.author, number="7", scan=receipt())
    assert refusal.value.field == "number"


def test_agraw_s_numbers_and_those_on_paper_do_not_meet(team):
    first, second = in_order(team), in_order(team)
    year = localdate().year
    deposit(first, by=first.author, number=f"{year}/0001", scan=receipt())
    assert deposit(second, by=team.officer).deposit.number == f"{year}/0001"


def test_numbers_go_on_in_the_year_and_the_council(team):
    year = localdate().year
    numbers = [deposit(in_order(team), by=team.officer).deposit.number for _ in range(3)]
    assert numbers == [f"{year}/0001", f"{year}/0002", f"{year}/0003"]
    other = office()
    assert deposit(in_order(other), by=other.officer).deposit.number == f"{year}/0001"


@pytest.mark.parametrize("days", [1, 400])
def test_day_to_come_is_refused(team, days):
    petition = in_order(team)
    with pytest.raises(Unfit) as refusal:
        deposit(petition, by=team.officer, on=localdate() + days * DAY)
    assert refusal.value.field == "on"
    assert untouched(petition)


def test_day_before_anyone_signed_is_refused(team):
    petition = in_order(team)
    began = localdate(petition.started_at)
    with pytest.raises(Unfit):
        deposit(petition, by=petition.author, on=began - DAY, number="1", scan=receipt())
    assert untouched(petition)
    assert deposit(petition, by=petition.author, on=began, number="1", scan=receipt()).state == "deposited"


def test_morocco_s_day_counts(team):
    petition = in_order(team)
    Petition.objects.filter(pk=petition.pk).update(started_at="2026-04-01T10:00Z")
    # 23:30 in Greenwich is half past midnight in Morocco.
    with time_machine.travel("2026-05-04T23:30Z", tick=False):
        row = deposit(petition, by=team.officer, on=datetime.date(2026, 5, 5))
    assert row.notify_by == datetime.date(2026, 8, 5)


@pytest.mark.parametrize(
    ("change", "article"),
    [({"within_powers": False}, "121"), ({"appointed": False}, "122"), ({"common_interest": False}, "123")],
)
def test_what_is_missing_is_named_with_its_article(team, change, article):
    petition = in_order(team, **change)
    with override("en"), pytest.raises(Refused) as refusal:
        deposit(petition, by=team.officer)
    assert refusal.value.code == "missing"
    assert f"113-14, art. {article}" in read(refusal.value)
    assert untouched(petition)


def test_too_few_signatures_are_refused(team):
    petition = in_order(team, paper_count=99)
    with pytest.raises(Refused) as refusal:
        deposit(petition, by=team.officer)
    assert refusal.value.code == "too_few"
    assert untouched(petition)


def test_hidden_petition_is_not_deposited(team):
    petition = in_order(team, visibility="hidden")
    with pytest.raises(Refused) as refusal:
        deposit(petition, by=team.officer)
    assert refusal.value.code == "not_visible"
    assert untouched(petition)


@pytest.mark.parametrize("who", ["stranger", "member", "secretary"])
def test_others_give_no_receipt(team, who):
    petition = in_order(team)
    with pytest.raises(PermissionDenied):
        deposit(petition, by=getattr(team, who), number="1", scan=receipt())
    assert untouched(petition)


def test_superuser_gives_no_receipt(team):
    petition = in_order(team)
    with pytest.raises(PermissionDenied):
        deposit(petition, by=UserFactory(is_superuser=True))
    assert untouched(petition)


def test_mandate_that_ended_yesterday_is_told_so(team):
    petition = in_order(team)
    with pytest.raises(Refused) as refusal:
        deposit(petition, by=team.ended)
    assert refusal.value.code == "mandate_ended"
    assert untouched(petition)


def test_second_deposit_is_refused(team):
    petition = before(team, "deposited")
    for _ in range(2):
        with pytest.raises(Refused) as refusal:
            deposit(petition, by=team.officer)
        assert refusal.value.code == "not_now"
    assert Deposit.objects.count() == 1


def test_author_with_a_closed_account_does_not_stop_her_petition(team):
    petition = in_order(team)
    petition.author.is_active = False
    petition.author.save()
    assert deposit(petition, by=team.officer).referral.referred_by.is_system


def test_author_and_council_are_told_once(team):
    petition = before(team, "deposited")
    url = f"/petitions/{petition.pk}/"
    about = Notice.objects.filter(url=url)
    assert about.filter(user=petition.author, key=f"petition.{petition.pk}.deposited").count() == 1
    assert about.filter(user=team.president, key__contains="received").count() == 1


# --- handed in through Agraw ---
@pytest.mark.parametrize("count", [1, 2])
def test_receipt_holds_the_hash_of_the_newest_file(team, count):
    petition = in_order(team)
    for number in range(count):
        filed(petition, digest=f"{number}" * 64)
    assert deposit(petition, by=team.officer).deposit.file_hash == f"{count - 1}" * 64


def test_file_is_made_before_it_is_handed_in(team):
    petition = in_order(team, handed_in=False)
    with pytest.raises(Refused) as refusal:
        hand_in(petition, by=petition.author)
    assert refusal.value.code == "no_file"


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_council_reads_the_file_once_it_is_handed_in(team, is_handed_in):
    petition = filed(in_order(team, handed_in=False))
    if is_handed_in:
        petition = hand_in(petition, by=petition.author)
    for who in ("president", "officer"):
        assert getattr(team, who).has_perm("petitions.read_file", petition) is is_handed_in
    assert not team.stranger.has_perm("petitions.read_file", petition)
    hidden = Petition.objects.filter(pk=petition.pk)
    hidden.update(visibility="hidden")
    assert hidden.visible_to(team.officer).exists() is is_handed_in
    assert team.officer.has_perm("petitions.view_petition", hidden.get()) is is_handed_in


def test_file_handed_in_waits_for_its_receipt(team):
    petition = filed(in_order(team, handed_in=False))
    row = hand_in(petition, by=petition.author)
    assert (row.state, row.deposited_at, row.notify_by) == ("threshold_reached", None, None)
    assert row.handed_in_at
    assert history(row).filter(action="hand_in").count() == 1
    told = Notice.objects.filter(key=f"petition.{row.pk}.handed_in").values_list("user", flat=True)
    assert set(told) == {team.president.pk, team.director.pk, team.officer.pk}
    with pytest.raises(Refused) as refusal:
        hand_in(row, by=row.author)
    assert refusal.value.code == "handed_in"
    assert deposit(row, by=team.officer).state == "deposited"


@pytest.mark.parametrize("who", ["stranger", "president"])
def test_only_the_mandatary_hands_in(team, who):
    petition = in_order(team, handed_in=False)
    with pytest.raises(PermissionDenied):
        hand_in(petition, by=getattr(team, who))


def test_incomplete_file_is_not_handed_in(team):
    petition = in_order(team, handed_in=False, within_powers=False)
    with pytest.raises(Refused) as refusal:
        hand_in(petition, by=petition.author)
    assert refusal.value.code == "missing"
    assert not Petition.objects.get(pk=petition.pk).handed_in_at


def test_council_without_anyone_here_cannot_receive(team):
    petition = filed(in_order(team, handed_in=False))
    team.council.mandates.update(user=None)
    with pytest.raises(Refused) as refusal:
        hand_in(petition, by=petition.author)
    assert refusal.value.code == "nobody"


def test_association_deposits_without_signatures(team):
    petition = in_order(team, reached=False, begun=True, of_association=True)
    with override("en"), pytest.raises(Refused) as refusal:
        deposit(petition, by=team.officer)
    # Its dossier is empty: the papers are named, with the article on associations.
    assert "113-14, art. 124" in read(refusal.value)


def test_council_ends_no_collection_by_itself(team):
    petition = in_order(team, handed_in=False)
    for person in (team.officer, team.president):
        with pytest.raises(Refused) as refusal:
            deposit(petition, by=person)
        assert refusal.value.code == "not_handed_in"
        assert "deposit" not in acts(petition, person)
    assert "deposit" in acts(petition, petition.author)  # the receipt that was given on paper
