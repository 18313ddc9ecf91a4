"""An accepted petition before the council: its session is computed, its days are possible, its steps are signed."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from core.fitness import Unfit
from core.journal import history
from core.models import LegalRule
from core.workflow import Refused
from petitions.actions.hearing import deliberate, schedule, to_committee
from petitions.agenda import due_session, ends_by
from petitions.models import Hearing, Petition
from territories.enums import Level
from tests.factories.councils import CommitteeFactory
from tests.petitions.office import before

DAY = datetime.timedelta(days=1)


def at(day):
    return time_machine.travel(f"{day}T10:00Z", tick=False)


def accepted(team, day):
    with at(day):
        return before(team, "accepted")


@pytest.mark.parametrize(
    ("ruled", "opens_from", "opens_by", "is_short"),
    [
        ("2026-03-02", "2026-05-01", "2026-05-07", False),
        ("2026-04-11", "2026-05-01", "2026-05-07", False),  # twenty days are left
        ("2026-04-12", "2026-05-01", "2026-05-07", True),  # nineteen
        ("2026-04-30", "2026-05-01", "2026-05-07", True),
        ("2026-05-01", "2026-10-01", "2026-10-07", False),  # it may have opened
        ("2026-12-31", "2027-02-01", "2027-02-07", False),
    ],
)
def test_session_is_the_next_ordinary_one(team, ruled, opens_from, opens_by, is_short):
    petition = accepted(team, ruled)
    with at(ruled):
        row = schedule(petition, by=team.director)
    hearing = row.hearing
    assert (hearing.session_on.isoformat(), hearing.session_by.isoformat()) == (opens_from, opens_by)
    assert (hearing.signed_by, hearing.signed_role) == (team.mandates["director"], "director")
    assert row.state == "scheduled"
    assert history(row).get(action="schedule").data["is_short"] is is_short


@pytest.mark.parametrize(
    ("level", "ruled", "opens"),
    [(Level.PROVINCE, "2026-03-02", "2026-06-08"), (Level.REGION, "2026-03-03", "2026-07-06")],
)
def test_session_of_other_levels_is_on_their_monday(team, level, ruled, opens):
    petition = accepted(team, ruled)
    petition.council.territory.level = level
    due = due_session(petition, datetime.date.fromisoformat(ruled))
    assert due.session.opens_from == due.session.opens_by == datetime.date.fromisoformat(opens)


def test_session_of_the_law_that_went_by_is_said_to_be_missed(team):
    petition = accepted(team, "2026-03-02")
    with at("2026-05-07"):
        assert not due_session(petition).is_missed
    with at("2026-05-08"):
        assert due_session(petition).is_missed
        row = schedule(petition, by=team.president)
    assert row.hearing.session_on == datetime.date(2026, 10, 1)
    assert history(row).get(action="schedule").data["is_missed"] is True


def test_session_sits_fifteen_days(team):
    hearing = Hearing(session_on=datetime.date(2026, 5, 1), session_by=datetime.date(2026, 5, 7))
    assert ends_by(hearing, "commune") == datetime.date(2026, 5, 21)
    assert ends_by(hearing, "region") == datetime.date(2026, 5, 21)  # 111-14, art. 37
    LegalRule.objects.filter(key="session_length", level="region").delete()
    assert ends_by(hearing, "region") == datetime.date(2026, 5, 7)  # the law as loaded is silent


@pytest.fixture
def scheduled(team):
    petition = accepted(team, "2026-03-02")
    with at("2026-03-03"):
        return schedule(petition, by=team.president)


def test_committee_of_the_council_takes_it(team, scheduled):
    with at("2026-04-01"):
        row = to_committee(scheduled, by=team.president, committee=team.committee)
    assert row.state == "in_committee"
    hearing = Hearing.objects.get()
    assert (hearing.committee, hearing.committee_on) == (team.committee, datetime.date(2026, 4, 1))


def test_committee_of_another_council_does_not(team, scheduled):
    with pytest.raises(PermissionDenied):
        to_committee(scheduled, by=team.president, committee=CommitteeFactory())
    with pytest.raises(Unfit):
        to_committee(scheduled, by=team.president, committee=None)
    assert Petition.objects.get().state == "scheduled"


@pytest.mark.parametrize(("day", "is_possible"), [("2026-04-30", False), ("2026-05-01", True), ("2026-05-20", True)])
def test_deliberation_is_in_the_session(team, scheduled, day, is_possible):
    day = datetime.date.fromisoformat(day)
    with at("2026-05-20"):
        if is_possible:
            row = deliberate(scheduled, by=team.secretary, on=day)
            assert (row.state, Hearing.objects.get().deliberated_on) == ("deliberated", day)
        else:
            with pytest.raises(Unfit):
                deliberate(scheduled, by=team.secretary, on=day)
            assert Petition.objects.get().state == "scheduled"


def test_deliberation_to_come_is_refused(team, scheduled):
    with at("2026-05-03"), pytest.raises(Unfit) as refusal:
        deliberate(scheduled, by=team.secretary, on=datetime.date(2026, 5, 4))
    assert refusal.value.field == "on"


def test_who_does_what(team, scheduled):
    denied = {
        "officer": [schedule, to_committee, deliberate], "member": [schedule, to_committee, deliberate],
        "secretary": [schedule, to_committee], "stranger": [schedule, to_committee, deliberate],
    }  # fmt: skip
    more = {to_committee: {"committee": team.committee}, deliberate: {"on": datetime.date(2026, 5, 2)}}
    with at("2026-05-03"):
        for who, acts in denied.items():
            for act in acts:
                with pytest.raises(PermissionDenied):
                    act(scheduled, by=getattr(team, who), **more.get(act, {}))


def test_mandate_that_ended_yesterday_schedules_nothing(team):
    petition = before(team, "accepted")
    for act, more in ((schedule, {}), (to_committee, {"committee": team.committee}), (deliberate, {"on": DAY})):
        with pytest.raises(Refused) as refusal:
            act(petition, by=team.ended, **more)
        assert refusal.value.code == "mandate_ended"
    assert not Hearing.objects.exists()
