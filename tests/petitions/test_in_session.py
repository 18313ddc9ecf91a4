"""A petition and its point on the agenda of a session stay in step, whichever page is used."""

import pytest
import time_machine
from django.core.management import call_command

from core.journal import history
from deliberations import actions
from deliberations.enums import ItemState, Origin
from deliberations.models import AgendaItem, Session
from notices.models import Notice
from petitions.actions import hearing, withdrawing
from petitions.models import Petition
from tests.petitions.office import before, office
from tests.races import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    call_command("load_law", verbosity=0)
    return office()


def at(day):
    return time_machine.travel(f"{day}T10:00Z", tick=False)


def accepted(team, day="2027-01-04"):
    with at(day):
        return before(team, "accepted")


def test_scheduling_puts_it_on_the_agenda_once_and_its_committee_follows(team):
    petition = accepted(team)
    with at("2027-01-04"):
        petition = hearing.schedule(petition, by=team.director)
        item = AgendaItem.objects.get(referral=petition.referral)
        assert (item.origin, item.state, item.number) == (Origin.PETITION, ItemState.KEPT, 1)
        assert item.article == "loi organique 113-14, art. 125"
        assert item.session.opens_from == petition.hearing.session_on
        hearing.to_committee(petition, by=team.president, committee=team.committee)
        item.refresh_from_db()
    assert item.committee == team.committee
    assert AgendaItem.objects.count() == 1


def test_a_committee_and_a_vote_at_the_desk_move_the_petition(team):
    petition = accepted(team)
    with at("2027-01-04"):
        hearing.schedule(petition, by=team.director)
        item = AgendaItem.objects.get()
        actions.to_committee(item, by=team.director, committee=team.committee)
        assert Petition.objects.get().state == "in_committee"
        session = actions.choose_day(item.session, by=team.officer, on=item.session.opens_from)
        session = actions.close_agenda(session, by=team.officer)
        starts_at = "2027-02-01T10:00+00:00"
        from django.utils.dateparse import parse_datetime  # noqa: PLC0415 -- one test

        sitting = actions.plan_sitting(session, by=team.officer, starts_at=parse_datetime(starts_at), place="القاعة")
        actions.convene(session, by=team.president)
    with at("2027-02-01"):
        there = {team.mandates[name].pk: "present" for name in ("president", "secretary", "member")}
        sitting = actions.open_sitting(sitting, by=team.secretary, roll=there)
        actions.deliberate(item, by=team.secretary, sitting=sitting, votes=dict.fromkeys(there, "for"), takes_up=True)
    petition = Petition.objects.get()
    assert petition.state == "deliberated"
    assert petition.hearing.deliberated_on.isoformat() == "2027-02-01"


def test_a_closed_agenda_sends_it_to_the_next_session(team):
    petition = accepted(team)
    with at("2027-01-04"):
        actions.plan_year(team.council, 2027)
        Session.objects.filter(council=team.council, ordinal=1).update(agenda_closed_at="2027-01-03T10:00Z")
        petition = hearing.schedule(petition, by=team.director)
    assert petition.hearing.session_on.isoformat() == "2027-05-01"
    assert AgendaItem.objects.get().session.ordinal == 2


def test_a_withdrawn_petition_leaves_the_agenda(team):
    petition = accepted(team)
    with at("2027-01-04"):
        petition = hearing.schedule(petition, by=team.director)
        withdrawing.withdraw(petition, by=petition.author, note="استجاب المجلس")
    item = AgendaItem.objects.get()
    assert item.state == ItemState.WITHDRAWN
    assert item.reason
    assert "استجاب المجلس" not in item.reason  # her words stand with the petition, and may be hidden


def test_taken_off_by_the_council_its_people_read_why_and_hear_of_nothing_else(team, work):
    petition = accepted(team)
    with at("2027-01-04"):
        petition = hearing.schedule(petition, by=team.director)
        item = AgendaItem.objects.get()
        actions.withdraw_item(item, by=team.director, reason="تعارض مع نقطة أخرى")
        work()
    entry = history(petition).get(action="taken_off")
    assert (entry.note, petition.state) == ("تعارض مع نقطة أخرى", "scheduled")
    told = Notice.objects.filter(user=petition.author)
    assert told.filter(key=f"petition.{petition.pk}.taken_off.{item.pk}").count() == 1
    assert not Notice.objects.filter(key__startswith="agenda_item.").exists()  # the petition tells its own


@pytest.mark.django_db(transaction=True)
def test_the_petition_and_its_point_are_moved_from_both_pages_at_once(team):
    """Each takes the petition's lock first: neither waits for the other for ever, and one committee has it."""
    petition = accepted(team)
    with at("2027-01-04"):
        petition = hearing.schedule(petition, by=team.director)
        item = AgendaItem.objects.get()
        together(
            lambda: hearing.to_committee(petition, by=team.president, committee=team.committee),
            lambda: actions.to_committee(item, by=team.director, committee=team.committee),
        )
    assert Petition.objects.get().state == "in_committee"
    assert AgendaItem.objects.get().committee == team.committee
