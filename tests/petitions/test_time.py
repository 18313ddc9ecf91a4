"""What time does: the end of a time limit, once, on Morocco's days; reminders of agendas."""

import datetime

import pytest
import time_machine

from accounts.models import User
from core.journal import history
from core.workflow import Refused, perform
from councils import actions as councils
from notices.models import Notice
from petitions import tasks
from petitions.actions import time
from petitions.actions.ruling import accept
from petitions.actions.time import lapse_due, remind_of_agendas
from petitions.models import Petition
from petitions.workflow import LAPSE
from tests.petitions.office import before

DAY = datetime.timedelta(days=1)


def at(moment):
    return time_machine.travel(f"{moment}Z", tick=False)


@pytest.fixture
def deposited(team):
    """Deposited on 4 May 2026: the last day is 4 August."""
    team.mandates["ended"].delete()  # on these days it still ran
    with at("2026-05-04T10:00"):
        return before(team, "deposited")


# Morocco is at UTC+1 in August: its 4th is over at 23:00 in Greenwich.
@pytest.mark.parametrize(
    ("moment", "is_over"),
    [
        ("2026-08-03T23:30", False),  # the 4th has just begun
        ("2026-08-04T12:00", False),
        ("2026-08-04T22:59", False),
        ("2026-08-04T23:01", False),  # over by a minute: a clock an hour fast would say so too
        ("2026-08-05T00:59", False),
        ("2026-08-05T01:00", True),
        ("2026-08-09T10:00", True),  # the worker was down
    ],
)
def test_time_limit_ends_when_its_last_day_is_over(deposited, moment, is_over):
    with at(moment):
        assert lapse_due() == is_over
    petition = Petition.objects.get()
    assert petition.state == ("lapsed" if is_over else "deposited")


@pytest.mark.parametrize(
    ("deposited_on", "early", "late"),
    [
        # Ramadan of 2027 runs from 8 February to 9 March: Morocco is at UTC+0, its day ends at 00:00 in Greenwich.
        ("2026-11-20", "2027-02-21T01:59", "2027-02-21T02:01"),
        # The clocks go back and forth on Sundays around it.
        ("2026-11-07", "2027-02-08T01:30", "2027-02-08T02:30"),
        ("2026-12-14", "2027-03-15T00:59", "2027-03-15T01:01"),
    ],
)
def test_ramadan_moves_the_clock_not_the_day(team, deposited_on, early, late):
    with at(f"{deposited_on}T10:00"):
        before(team, "deposited")
    with at(early):
        assert lapse_due() == 0
    with at(late):
        assert lapse_due() == 1


@pytest.mark.parametrize("minutes", [-60, 60])
def test_clock_that_is_an_hour_wrong_ends_nothing_early(deposited, minutes):
    wrong = datetime.timedelta(minutes=minutes)
    over = datetime.datetime(2026, 8, 4, 23, tzinfo=datetime.UTC)
    with time_machine.travel(over - datetime.timedelta(minutes=1) + wrong, tick=False):
        assert lapse_due() == 0
    with time_machine.travel(over + datetime.timedelta(hours=3) + wrong, tick=False):
        assert lapse_due() == 1


def test_it_fires_once_whatever_restarts_or_turns_back(deposited):
    moments = ["2026-08-05T01:00", "2026-08-05T01:00", "2026-08-05T00:10", "2026-08-04T23:50", "2026-08-06T01:00"]
    fired = []
    for moment in moments:
        with at(moment):
            tasks.lapse(0)
            fired.append(history(deposited).filter(action="lapse").count())
    assert fired == [1] * 5
    assert Notice.objects.filter(user=deposited.author, key__endswith=".lapsed").count() == 1


def test_silence_is_no_acceptance_and_stays_late(team, deposited):
    with at("2026-08-10T10:00"):
        lapse_due()
        petition = Petition.objects.get()
        assert not hasattr(petition, "ruling")
        assert petition.referral.is_overdue
        assert petition.referral.clock.days_late == 6
        entry = history(petition).get(action="lapse")
        assert entry.by.is_system


def test_what_was_ruled_on_does_not_lapse(team):
    with at("2026-05-04T10:00"):
        checked, other = before(team, "bureau_check"), before(team, "bureau_check")
        accept(checked, by=team.president)
    with at("2026-08-20T10:00"):
        assert lapse_due() == 1
    assert Petition.objects.get(pk=checked.pk).state == "accepted"
    assert Petition.objects.get(pk=other.pk).state == "lapsed"


def test_nobody_lapses_by_hand_or_early(deposited, team):
    with at("2026-08-04T12:00"), pytest.raises(Refused) as refusal:
        perform(deposited, LAPSE, by=User.objects.system())
    assert refusal.value.code == "too_early"


@pytest.mark.parametrize("count", [1, 3])
def test_each_is_looked_at_apart(team, count):
    with at("2026-05-04T10:00"):
        for _ in range(count):
            before(team, "deposited")
    with at("2026-08-06T10:00"):
        assert lapse_due() == count


def test_one_that_fails_stops_no_other(team, monkeypatch, caplog):
    with at("2026-05-04T10:00"):
        broken, other = before(team, "deposited"), before(team, "deposited")

    def announce(petition, *_args, **_more):
        if petition.pk == broken.pk:
            raise ValueError("broken")

    monkeypatch.setattr(time, "announce", announce)
    with at("2026-08-06T10:00"):
        assert lapse_due() == 1
    assert Petition.objects.get(pk=broken.pk).state == "deposited"
    assert Petition.objects.get(pk=other.pk).state == "lapsed"
    assert f"petition {broken.pk} " in caplog.text


# --- reminders ---
def test_last_day_of_a_petition_is_reminded_on_its_own_page(team, deposited):
    with at("2026-08-03T08:00"):
        for _ in range(2):
            councils.remind()
    told = Notice.objects.filter(key__contains=".due1")
    assert {notice.user for notice in told} == {team.president, team.director}
    assert {notice.url for notice in told} == {f"/petitions/{deposited.pk}/"}


def test_agenda_is_reminded_of_before_its_last_day_each_time_once(team):
    # Ruled on 2 March: the session opens on 1 May, its agenda leaves by 11 April.
    with at("2026-03-02T10:00"):
        petition = before(team, "accepted")
    day = datetime.date(2026, 3, 25)
    while day <= datetime.date(2026, 4, 20):
        with at(f"{day}T08:00"):
            tasks.remind(0)
            tasks.remind(0)
        day += DAY
    keys = Notice.objects.filter(user=team.president, key__contains=".agenda.").values_list("key", flat=True)
    assert sorted(keys) == sorted(f"petition.{petition.pk}.agenda.2026-05-01.{mark}" for mark in (10, 3, 0, "passed"))
    assert Notice.objects.filter(user=team.officer, key__contains=".agenda.").count() == 0


def test_what_is_on_an_agenda_is_not_reminded_of(team):
    with at("2026-03-02T10:00"):
        before(team, "scheduled")
    with at("2026-04-10T10:00"):
        assert remind_of_agendas() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_nothing_is_said_long_before(team, count):
    with at("2026-03-02T10:00"):
        for _ in range(count):
            before(team, "accepted")
    with at("2026-03-10T10:00"):
        assert remind_of_agendas() == 0
