"""Sessions by the law's calendar, extraordinary ones by their conditions, sittings and their quorum."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from core.fitness import Unfit
from core.workflow import Refused
from deliberations import actions
from deliberations.enums import Caller, RequestState, SessionKind, SessionState, SittingState
from deliberations.models import Session, Sitting
from notices.models import Notice
from tests.deliberations.hall import HOUR, NOW, OPENS, closed, convened, hall, roll, with_item

pytestmark = [
    pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("english"),
]  # fmt: skip
DAY = datetime.timedelta(days=1)


@pytest.fixture
def made():
    call_command("load_law", verbosity=0)
    return hall()


@pytest.mark.parametrize(
    ("level", "windows"),
    [
        ("commune", [("2027-02-01", "2027-02-07"), ("2027-05-01", "2027-05-07"), ("2027-10-01", "2027-10-07")]),
        ("prefecture", [("2027-01-11", "2027-01-11"), ("2027-06-14", "2027-06-14"), ("2027-09-13", "2027-09-13")]),
        ("region", [("2027-03-01", "2027-03-01"), ("2027-07-05", "2027-07-05"), ("2027-10-04", "2027-10-04")]),
    ],
)
def test_ordinary_sessions_follow_the_law_of_the_level_and_are_written_once(level, windows):
    call_command("load_law", verbosity=0)
    council = hall(level=level).council
    rows = Session.objects.filter(council=council, year=2027).order_by("ordinal")
    assert [(str(row.opens_from), str(row.opens_by)) for row in rows] == windows
    assert actions.plan_year(council, 2027) == 0
    assert actions.plan_due() == 3  # those of next year
    assert actions.plan_due() == 0
    assert all((row.opens_on is None) == (level == "commune") for row in rows)


def test_a_session_that_went_by_before_the_council_was_here_is_not_written():
    call_command("load_law", verbosity=0)
    council = hall().council
    Session.objects.all().delete()
    with_time = Session.objects.filter(council=council, year=2027)
    assert actions.plan_year(council, 2027, datetime.date(2027, 5, 8)) == 1
    assert with_time.get().ordinal == 3


def test_a_day_outside_the_laws_month_is_refused(made):
    for day in (OPENS.replace(day=8), OPENS.replace(month=3), datetime.date(2027, 1, 31)):
        with pytest.raises(Unfit) as refusal:
            actions.choose_day(made.session, by=made.officer, on=day)
        assert refusal.value.field == "on"
    row = actions.choose_day(made.session, by=made.officer, on=OPENS)
    assert (row.opens_on, row.ends_by) == (OPENS, OPENS + 14 * DAY)
    with pytest.raises(PermissionDenied):
        actions.choose_day(made.session, by=made.member, on=OPENS)


def test_a_third_may_ask_and_be_refused_with_reasons_a_majority_may_not(made):
    ask = {"by": made.member, "purpose": "بحث انقطاع الماء"}
    with pytest.raises(Unfit, match="3 of 7"):
        actions.ask_for_session(made.council, caller=Caller.THIRD, members=made.members[:2], **ask)
    with pytest.raises(Unfit, match="4 of 7"):
        actions.ask_for_session(made.council, caller=Caller.MAJORITY, members=made.members[:3], **ask)
    third = actions.ask_for_session(made.council, caller=Caller.THIRD, members=made.members[:3], **ask)
    assert third.answer_by == datetime.date(2027, 1, 15)  # ten days
    with pytest.raises(Refused):
        actions.refuse_request(third, by=made.president, reason="  ")
    third = actions.refuse_request(third, by=made.president, reason="يدخل في الدورة المقبلة")
    assert third.state == RequestState.REFUSED
    assert Notice.objects.filter(key=f"session_request.{third.pk}.refused", user=made.president).exists()
    most = actions.ask_for_session(made.council, caller=Caller.MAJORITY, members=made.members[:4], **ask)
    assert most.answer_by == datetime.date(2027, 1, 20)  # fifteen days
    with pytest.raises(Refused) as refusal:
        actions.refuse_request(most, by=made.president, reason="لا داعي")
    assert refusal.value.code == "binding"
    with pytest.raises(Unfit):
        actions.accept_request(most, by=made.president, on=datetime.date(2027, 1, 21))
    session = actions.accept_request(most, by=made.president, on=datetime.date(2027, 1, 20))
    assert (session.kind, session.called_by, session.ordinal) == (SessionKind.EXTRAORDINARY, Caller.MAJORITY, 1)
    assert session.ends_by == datetime.date(2027, 1, 28)  # seven working days, its first included
    with pytest.raises(Refused):
        actions.accept_request(most, by=made.president, on=datetime.date(2027, 1, 20))
    assert Session.objects.filter(kind=SessionKind.EXTRAORDINARY).count() == 1


def test_the_governor_asks_through_who_prepares_and_binds(made):
    with pytest.raises(PermissionDenied):
        actions.ask_for_session(made.council, by=made.member, caller=Caller.GOVERNOR, purpose="الميزانية")
    row = actions.ask_for_session(made.council, by=made.officer, caller=Caller.GOVERNOR, purpose="الميزانية")
    assert row.answer_by == datetime.date(2027, 1, 15)
    with pytest.raises(Refused):
        actions.refuse_request(row, by=made.president, reason="لا")


def test_convening_needs_day_agenda_and_sitting_and_tells_the_members(made):
    with_item(made)
    with pytest.raises(Refused) as refusal:
        actions.convene(made.session, by=made.president)
    assert refusal.value.code == "no_day"
    closed(made)
    with pytest.raises(Refused) as refusal:
        actions.convene(made.session, by=made.president)
    assert refusal.value.code == "no_sitting"
    with pytest.raises(Unfit):  # the first sitting is on the day on which the session opens
        actions.plan_sitting(made.session, by=made.officer, starts_at=HOUR + DAY, place="القاعة")
    actions.plan_sitting(made.session, by=made.officer, starts_at=HOUR, place="القاعة")
    with pytest.raises(PermissionDenied):
        actions.convene(made.session, by=made.officer)
    row = actions.convene(made.session, by=made.president)
    assert (row.state, row.convened_on) == (SessionState.CONVENED, NOW.date())
    told = Notice.objects.filter(key=f"session.{row.pk}.convened")
    assert {notice.user for notice in told} == {made.president, made.secretary, made.member}
    with pytest.raises(Refused):
        actions.choose_day(row, by=made.officer, on=OPENS)


def test_a_notice_is_sent_after_its_agenda_was_begun_and_not_in_the_future(made):
    """The agenda goes with the notice (113-14, art. 35)."""
    with_item(made)
    closed(made)
    actions.plan_sitting(made.session, by=made.officer, starts_at=HOUR, place="القاعة")
    for day, words in ((NOW.date() - DAY, "cannot be older"), (NOW.date() + DAY, "still to come")):
        with pytest.raises(Unfit, match=words) as refusal:
            actions.convene(made.session, by=made.president, on=day)
        assert refusal.value.field == "on"
    made.session.refresh_from_db()
    assert (made.session.state, made.session.convened_on) == (SessionState.PLANNED, None)
    assert actions.convene(made.session, by=made.president, on=NOW.date()).convened_on == NOW.date()


def test_a_sitting_closed_to_the_public_says_who_asked_and_why(made):
    actions.choose_day(made.session, by=made.officer, on=OPENS)
    sits = {"by": made.officer, "starts_at": HOUR, "place": "القاعة", "is_public": False}
    for more in ({}, {"closed_by": "third"}, {"closed_by": "somebody", "closed_reason": "الأمن"}):
        with pytest.raises(Unfit):
            actions.plan_sitting(made.session, **sits, **more)
    row = actions.plan_sitting(made.session, **sits, closed_by="third", closed_reason="حفظ النظام")
    assert (row.is_public, row.closed_by) == (False, "third")


def test_three_calls_until_any_number_will_do(made, time_machine):
    with_item(made)
    first = convened(made)
    with pytest.raises(Refused) as refusal:
        actions.open_sitting(first, by=made.secretary, roll=roll(made, 7))
    assert refusal.value.code == "to_come"
    time_machine.move_to(HOUR)
    first = actions.open_sitting(first, by=made.secretary, roll=roll(made, 3))  # 3 of 7 are not more than half
    assert (first.state, first.in_office) == (SittingState.LACKING, 7)
    plan = {"by": made.officer, "place": "القاعة"}
    for wrong in (2, 6):
        with pytest.raises(Unfit):
            actions.plan_sitting(made.session, starts_at=HOUR + wrong * DAY, **plan)
    second = actions.plan_sitting(made.session, starts_at=HOUR + 3 * DAY, **plan)
    time_machine.move_to(HOUR + 3 * DAY)
    second = actions.open_sitting(second, by=made.secretary, roll=roll(made, 3))
    assert (second.call, second.state) == (2, SittingState.LACKING)
    # Friday the 5th: the third working day is Wednesday the 10th.
    with pytest.raises(Unfit):
        actions.plan_sitting(made.session, starts_at=HOUR + 8 * DAY, **plan)
    third = actions.plan_sitting(made.session, starts_at=HOUR + 9 * DAY, **plan)
    time_machine.move_to(HOUR + 9 * DAY)
    third = actions.open_sitting(third, by=made.secretary, roll=roll(made, 2))
    assert (third.call, third.state) == (3, SittingState.HELD)
    assert Session.objects.get(pk=made.session.pk).state == SessionState.OPEN


def test_a_roll_names_members_in_office_alone(made, time_machine):
    with_item(made)
    sitting = convened(made)
    time_machine.move_to(HOUR)
    with pytest.raises(Unfit):
        actions.open_sitting(sitting, by=made.secretary, roll={made.officer_mandate.pk: "present"})
    with pytest.raises(PermissionDenied):
        actions.open_sitting(sitting, by=made.member, roll=roll(made, 7))
    assert Sitting.objects.get().attendance.count() == 0
    row = actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 4))
    assert row.attendance.count() == 7


def test_an_open_session_is_extended_once_by_working_days(made, time_machine):
    with_item(made)
    sitting = convened(made)
    with pytest.raises(Refused):
        actions.extend(made.session, by=made.president, days=2)
    time_machine.move_to(HOUR)
    actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 4))
    with pytest.raises(Unfit):
        actions.extend(made.session, by=made.president, days=8)
    row = actions.extend(made.session, by=made.president, days=7)
    assert row.ends_by == datetime.date(2027, 2, 25)  # seven working days after the 16th
    with pytest.raises(Refused):
        actions.extend(made.session, by=made.president, days=1)
