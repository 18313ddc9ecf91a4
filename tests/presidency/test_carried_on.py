"""Questions entered again at the next session (113-14, art. 46); orders sent to the governor (art. 116)."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from deliberations.enums import SessionState
from notices.models import Notice
from presidency import actions
from presidency.duties import duties_of
from presidency.enums import OrderKind
from tests.factories.deliberations import SessionFactory
from tests.factories.presidency import OrderFactory, WrittenQuestionFactory

D = datetime.date


def noon(day):
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC), tick=False)


def session_of(team, month, state, **more):
    opens = D(2027, month, 1)
    return SessionFactory(
        council=team.council, opens_from=opens, opens_by=opens.replace(day=7), opens_on=opens.replace(day=2),
        ends_by=opens.replace(day=16), state=state, **more,
    )  # fmt: skip


@pytest.fixture
def left(team):
    """A question that the session of February left without an answer; that of May is entered."""
    with noon(D(2027, 1, 1)):
        team.february = session_of(team, 2, SessionState.CLOSED, year=2027, ordinal=1, agenda_closed_at=at(2027, 1, 12))
        team.may = session_of(team, 5, SessionState.PLANNED, year=2027, ordinal=2)
        team.question = WrittenQuestionFactory(
            council=team.council, mandate=team.mandates["member"], received_on=D(2026, 12, 20), session=team.february,
            session_on=D(2027, 2, 2), due_on=D(2027, 2, 16),
        )  # fmt: skip
    return team


def at(*day):
    return datetime.datetime(*day, 12, tzinfo=datetime.UTC)


def test_a_question_left_without_an_answer_is_entered_at_the_next_session_and_stays_late(left, client):
    """Organic law 113-14, art. 46: at the request of the member who asked."""
    with noon(D(2027, 3, 1)):
        for who in (left.president, left.officer, left.delegate, left.citizen):
            with pytest.raises(PermissionDenied):
                actions.carry_over(left.question, by=who)
        row = actions.carry_over(left.question, by=left.member)
        assert (row.session, row.carried_from, row.session_on) == (left.may, left.february, D(2027, 5, 2))
        assert (row.due_on, row.clock.due_on, row.clock.state) == (D(2027, 2, 16), D(2027, 2, 16), "overdue")
        assert history(row).filter(action="carry").count() == 1
        assert Notice.objects.filter(key=f"question.{row.pk}.carried", user=left.president).exists()
        actions.join_sessions()
        row.refresh_from_db()
        assert row.due_on == D(2027, 2, 16)
        with pytest.raises(Refused) as refusal:
            actions.carry_over(row, by=left.member)
        assert refusal.value.code == "carried"
        for session in (left.february, left.may):
            page = client.get(reverse("presidency:of-session", args=[session.pk])).content.decode()
            assert row.title in page
        assert left.february.get_absolute_url() in client.get(row.get_absolute_url()).content.decode()


def test_a_question_waits_for_its_own_session_first(left):
    type(left.february).objects.filter(pk=left.february.pk).update(state=SessionState.OPEN)
    with noon(D(2027, 2, 10)), pytest.raises(Refused) as refusal:
        actions.carry_over(left.question, by=left.member)
    assert refusal.value.code == "not_closed"
    answered = WrittenQuestionFactory(
        council=left.council, mandate=left.mandates["member"], session=left.february, answered=True
    )
    with pytest.raises(Refused) as refusal:
        actions.carry_over(answered, by=left.member)
    assert refusal.value.code == "not_waiting"


def test_the_member_enters_her_question_again_from_its_page(left, client):
    with noon(D(2027, 3, 1)):
        client.force_login(left.member)
        address = reverse("presidency:question-move", args=[left.question.pk, "carry"])
        assert address in client.get(left.question.get_absolute_url()).content.decode()
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 302
        assert address not in client.get(left.question.get_absolute_url()).content.decode()
        assert client.post(address).status_code == 409


def test_an_order_that_sets_rules_goes_to_the_governor_within_fifteen_working_days(team):
    """Organic law 113-14, art. 116: from the day on which it was taken."""
    with noon(D(2027, 4, 8)):
        order = OrderFactory(council=team.council, published=True, kind=OrderKind.POLICE, signed_on=D(2027, 4, 5))
        OrderFactory(council=team.council, published=True, kind=OrderKind.DELEGATION, signed_on=D(2027, 4, 5))
        OrderFactory(council=team.council, kind=OrderKind.POLICE, signed_on=D(2027, 4, 5))  # a draft
        OrderFactory(council=team.council, published=True, kind=OrderKind.POLICE, signed_on=D(2020, 2, 24))  # history
        owed = [duty for duty in duties_of([team.council]) if duty.url.startswith("/orders/")]
        assert [duty.url for duty in owed] == [f"/orders/{order.pk}/"]
        assert (owed[0].clock.due_on, owed[0].citation) == (D(2027, 4, 26), "loi organique 113-14, art. 116")
        for who in (team.citizen, team.member):
            with pytest.raises((PermissionDenied, Refused)):
                actions.send_order(order, by=who, on=D(2027, 4, 8))
        for wrong in (D(2027, 4, 4), D(2027, 4, 9)):
            with pytest.raises(Unfit):
                actions.send_order(order, by=team.officer, on=wrong)
        assert actions.send_order(order, by=team.officer, on=D(2027, 4, 7)).sent_on == D(2027, 4, 7)
        assert history(order).get(action="send").data == {"on": "2027-04-07"}
        with pytest.raises(Refused) as refusal:
            actions.send_order(order, by=team.officer, on=D(2027, 4, 7))
        assert refusal.value.code == "sent"
        assert not [duty for duty in duties_of([team.council]) if duty.url.startswith("/orders/")]


@pytest.mark.parametrize(
    ("repealed", "owed"),
    [
        (D(2027, 4, 6), False),
        (D(2027, 4, 26), False),  # its last day
        (D(2027, 4, 27), True),  # it was in force, unsent, after its last day
    ],
)
def test_an_order_repealed_before_its_last_day_is_not_owed_to_the_governor(team, repealed, owed):
    """Organic law 113-14, art. 116 and 117: nothing is left to oppose; no order that stood longer is excepted."""
    with noon(D(2027, 4, 5)):
        order = OrderFactory(council=team.council, published=True, kind=OrderKind.POLICE, signed_on=D(2027, 4, 5))
    with noon(repealed):
        actions.repeal_order(order, by=team.president, note="لم يعد له موجب.")
    with noon(D(2027, 6, 1)):
        found = [duty for duty in duties_of([team.council]) if duty.url.startswith("/orders/")]
        assert [duty.url for duty in found] == ([f"/orders/{order.pk}/"] if owed else [])
        assert all(duty.clock.days_late for duty in found)


def test_an_officer_records_the_day_from_the_page_of_the_order(team, client):
    order = OrderFactory(council=team.council, published=True)
    address = reverse("presidency:order-move", args=[order.pk, "send"])
    client.force_login(team.member)
    assert client.get(address).status_code == 403
    client.force_login(team.officer)
    assert address in client.get(order.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"on": "2099-01-01"}).status_code == 422
    assert client.post(address, {"on": order.signed_on.isoformat()}).status_code == 302
    order.refresh_from_db()
    assert order.sent_on == order.signed_on
    assert address not in client.get(order.get_absolute_url()).content.decode()
