"""The bureau's check and its decision: by whom, on which grounds, late or not."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from councils.models import Answer
from notices.models import Notice
from petitions.actions.ruling import accept, check, reject
from petitions.enums import Ground
from petitions.grounds import grounds_for
from petitions.models import Petition, Ruling
from spaces.enums import PaperKind
from territories.enums import Level
from tests.factories.accounts import UserFactory
from tests.petitions.office import WORDS, before, in_order, office, step_to
from tests.signs import read

DAY = datetime.timedelta(days=1)


@pytest.fixture
def checked(team):
    return before(team, "bureau_check")


def no_ruling(petition):
    fresh = Petition.objects.get(pk=petition.pk)
    fresh.referral.refresh_from_db()
    assert fresh.state == petition.state
    assert fresh.referral.is_open
    assert not Ruling.objects.exists()
    assert not Answer.objects.exists()
    return True


def test_check_is_signed_by_the_president(team):
    petition = before(team, "deposited")
    for who in ("officer", "director", "member", "stranger"):
        with pytest.raises(PermissionDenied):
            check(petition, by=getattr(team, who))
    assert check(petition, by=team.president).state == "bureau_check"


def test_who_signs_by_delegation_rules_too(team, checked):
    mandate = team.mandates["director"]
    mandate.may_publish = True
    mandate.save()
    ruling = accept(checked, by=team.director).ruling
    assert (ruling.signed_by, ruling.signed_role) == (mandate, "director")


def test_accepting_stops_the_clock_with_an_answer(team, checked):
    row = accept(checked, by=team.president, reasons="الملف مستوف للشروط.")
    assert row.state == "accepted"
    ruling = row.ruling
    assert (ruling.is_accepted, ruling.grounds, ruling.notified_on) == (True, [], localdate())
    assert ruling.notify_by == row.notify_by
    row.referral.refresh_from_db()
    assert row.referral.state == "answered"
    answer = Answer.objects.get()
    assert (answer.verdict, answer.signed_by, answer.due_on) == ("informed", ruling.signed_by, row.notify_by)
    assert "الملف مستوف للشروط." in answer.text


def test_rejecting_says_on_which_grounds_and_why(team, checked):
    row = reject(checked, by=team.president, grounds=["mandatary", "signatures"], reasons=WORDS)
    assert row.state == "rejected"
    # In the order in which the law gives them.
    assert row.ruling.grounds == ["mandatary", "signatures"]
    answer = Answer.objects.get()
    assert answer.verdict == "declined"
    assert WORDS in answer.text
    assert "113-14" in read(answer.text)
    entry = history(row).get(action="reject")
    assert (entry.note, entry.data) == (WORDS, {"grounds": ["mandatary", "signatures"]})


@pytest.mark.parametrize(
    ("grounds", "reasons", "field"),
    [
        ([], WORDS, "grounds"),
        (["signatures"], "", "reasons"),
        (["signatures"], " … 12 ", "reasons"),
        (["spread"], WORDS, "grounds"),
        (["association_size"], WORDS, "grounds"),
        (["signatures", "association_age"], WORDS, "grounds"),
        (["no such ground"], WORDS, "grounds"),
        (["signatures"], "ا" * 4001, "reasons"),
    ],
)
def test_rejection_without_a_ground_or_a_reason_is_refused(team, checked, grounds, reasons, field):
    with pytest.raises(Unfit) as refusal:
        reject(checked, by=team.president, grounds=grounds, reasons=reasons)
    assert refusal.value.field == field
    assert no_ruling(checked)


@pytest.mark.parametrize(
    ("level", "has_spread"), [(Level.COMMUNE, False), (Level.PROVINCE, False), (Level.REGION, True)]
)
def test_grounds_of_citizens(team, level, has_spread):
    petition = in_order(team)
    petition.council.territory.level = level
    found = grounds_for(petition)
    assert (Ground.SPREAD in found) is has_spread
    assert Ground.SIGNATURES in found
    assert not [ground for ground in found if ground.startswith("association")]


@pytest.mark.parametrize(
    ("level", "has_size", "organic"),
    [(Level.COMMUNE, False, "113-14"), (Level.PREFECTURE, True, "112-14"), (Level.REGION, False, "111-14")],
)
def test_grounds_of_an_association(team, level, has_size, organic):
    petition = in_order(team, reached=False, begun=True, of_association=True)
    petition.council.territory.level = level
    found = grounds_for(petition)
    assert (Ground.ASSOCIATION_SIZE in found) is has_size
    assert Ground.SIGNATURES not in found
    assert all(organic in read(article) for article in found.values())


def test_association_is_not_rejected_for_its_signatures(team):
    petition = in_order(team, reached=False, begun=True, of_association=True)
    for kind in (PaperKind.RECEIPT, PaperKind.BOARD, PaperKind.STATUTES, PaperKind.ASSEMBLY):
        petition.association.papers.create(kind=kind, issued_on=localdate(), added_by=petition.author)

    step_to(team, petition, "deposited")
    step_to(team, petition, "bureau_check")
    petition.refresh_from_db()
    with pytest.raises(Unfit):
        reject(petition, by=team.president, grounds=["signatures"], reasons=WORDS)
    row = reject(petition, by=team.president, grounds=["association_object"], reasons=WORDS)
    assert row.state == "rejected"


@pytest.mark.parametrize("who", ["officer", "director", "secretary", "member", "stranger"])
@pytest.mark.parametrize("act", [accept, lambda row, by: reject(row, by=by, grounds=["signatures"], reasons=WORDS)])
def test_others_do_not_rule(team, checked, who, act):
    with pytest.raises(PermissionDenied):
        act(checked, by=getattr(team, who))
    assert no_ruling(checked)


@pytest.mark.parametrize("act", [check, accept, lambda row, by: reject(row, by=by, grounds=["form"], reasons=WORDS)])
def test_mandate_that_ended_yesterday_rules_nothing(team, checked, act):
    with pytest.raises(Refused) as refusal:
        act(checked, by=team.ended)
    assert refusal.value.code == "mandate_ended"
    assert no_ruling(checked)


def test_superuser_and_other_councils_rule_nothing(team, checked):
    for by in (UserFactory(is_superuser=True), office().president):
        with pytest.raises(PermissionDenied):
            accept(checked, by=by)
    assert no_ruling(checked)


def test_second_ruling_is_refused(team, checked):
    accept(checked, by=team.president)
    for act in (accept, check, lambda row, by: reject(row, by=by, grounds=["form"], reasons=WORDS)):
        with pytest.raises(Refused) as refusal:
            act(checked, by=team.president)
        assert refusal.value.code == "not_now"
    assert Ruling.objects.count() == 1


def test_check_comes_before_the_ruling(team):
    petition = before(team, "deposited")
    with pytest.raises(Refused):
        accept(petition, by=team.president)
    assert no_ruling(petition)


@pytest.mark.parametrize("is_accepted", [True, False])
def test_late_notification_stays_late(team, is_accepted):
    petition = before(team, "lapsed")
    last_day = petition.notify_by
    row = (
        accept(petition, by=team.president)
        if is_accepted
        else reject(petition, by=team.president, grounds=["form"], reasons=WORDS)
    )
    assert row.state == ("accepted" if is_accepted else "rejected")
    assert row.ruling.notify_by == last_day < row.ruling.notified_on


def test_notified_on_the_last_day_is_on_time(team, checked):
    with time_machine.travel(datetime.datetime.combine(checked.notify_by, datetime.time(22, 30)), tick=False):
        row = accept(checked, by=team.president)
    assert row.ruling.notified_on == row.ruling.notify_by


def test_author_is_told_once_of_each_step(team, checked):
    reject(checked, by=team.president, grounds=["form"], reasons=WORDS)
    keys = Notice.objects.filter(user=checked.author).values_list("key", flat=True)
    assert sorted(key.rpartition(".")[2] for key in keys) == ["checked", "deposited", "rejected"]
