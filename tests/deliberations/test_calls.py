"""Sittings that lack members, and the law of each level: calls, delays, extensions, clocks."""

import datetime

import pytest
from django.core.management import call_command

from core.fitness import Unfit
from core.journal import history
from core.models import LegalRule
from core.workflow import Refused
from deliberations import actions, clocks, delays
from deliberations.enums import Caller, SessionState, SittingState
from deliberations.forms.session import ExtendForm
from deliberations.models import Session, SessionRequest, Sitting
from tests.deliberations.hall import HOUR, NOW, convened, hall, roll, with_item

pytestmark = [
    pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("english"),
]  # fmt: skip
DAY = datetime.timedelta(days=1)


@pytest.fixture
def made():
    call_command("load_law", verbosity=0)
    return hall()


def plan(made, starts_at):
    return actions.plan_sitting(made.session, by=made.officer, starts_at=starts_at, place="القاعة")


def call_roll(made, sitting, there):
    return actions.open_sitting(sitting, by=made.secretary, roll=roll(made, there))


def test_a_day_that_lacks_members_cancels_the_other_days_and_the_council_is_called_again(made, time_machine):
    """Organic law 113-14, art. 42: the second call comes three to five days after the first, by its own convocation."""
    with_item(made)
    first = convened(made)
    second_day = plan(made, HOUR + DAY)
    assert second_day.call == 1
    time_machine.move_to(HOUR)
    assert call_roll(made, first, 3).state == SittingState.LACKING
    second_day.refresh_from_db()
    assert second_day.state == SittingState.CANCELLED
    assert "too few" in history(second_day).get(action="cancel").note.lower()
    again = plan(made, HOUR + 3 * DAY)
    assert again.call == 2
    later = plan(made, HOUR + 4 * DAY)  # a later day of the same call
    assert later.call == 2
    time_machine.move_to(HOUR + 4 * DAY)
    with pytest.raises(Refused) as refusal:
        call_roll(made, later, 7)
    assert refusal.value.code == "not_its_turn"
    assert call_roll(made, again, 4).state == SittingState.HELD
    later.refresh_from_db()
    assert later.state == SittingState.PLANNED  # the session opened: it goes on


def test_the_second_day_never_opens_a_session_before_the_first(made, time_machine):
    with_item(made)
    first = convened(made)
    second_day = plan(made, HOUR + DAY)
    time_machine.move_to(HOUR + DAY)
    with pytest.raises(Refused) as refusal:
        call_roll(made, second_day, 7)
    assert refusal.value.code == "not_its_turn"
    actions.cancel_sitting(first, by=made.officer, reason="عطب في القاعة")
    assert call_roll(made, second_day, 7).state == SittingState.HELD


def test_a_sitting_that_was_planned_before_the_law_was_kept_here_opens_nothing(made, time_machine):
    """Rows from before: a first call that was planned for the next day, beside one that lacked members."""
    with_item(made)
    first = convened(made)
    time_machine.move_to(HOUR)
    call_roll(made, first, 3)
    stale = {"session": made.session, "place": "القاعة", "call": 1}
    tomorrow = Sitting.objects.create(number=8, starts_at=HOUR + DAY, **stale)
    time_machine.move_to(HOUR + DAY)
    with pytest.raises(Unfit, match="called again from"):
        call_roll(made, tomorrow, 7)
    actions.cancel_sitting(tomorrow, by=made.officer, reason="خطأ")
    in_time = Sitting.objects.create(number=9, starts_at=HOUR + 3 * DAY, **stale)
    time_machine.move_to(HOUR + 3 * DAY)
    with pytest.raises(Refused) as refusal:
        call_roll(made, in_time, 7)
    assert refusal.value.code == "another_call"


def governors(made, on):
    """Bring the session that the governor asked for, opening on a day, to its first sitting."""
    request = actions.ask_for_session(made.council, by=made.officer, caller=Caller.GOVERNOR, purpose="الميزانية")
    made.session = actions.accept_request(request, by=made.president, on=on)
    with_item(made)
    made.session = actions.close_agenda(made.session, by=made.officer)
    return plan(made, datetime.datetime.combine(on, HOUR.timetz()))


def test_the_governors_session_is_put_off_to_the_next_working_day_and_held_with_any_number(made, time_machine):
    """Organic law 113-14, art. 37 §3. The 8th of January 2027 is a Friday, the 11th a holiday: Tuesday the 12th."""
    first = governors(made, datetime.date(2027, 1, 8))
    made.session = actions.convene(made.session, by=made.president)
    hour = first.starts_at
    time_machine.move_to(hour)
    assert call_roll(made, first, 3).state == SittingState.LACKING
    for wrong in (1, 3, 5):  # Saturday, the holiday, and the day after: art. 42 is for other sessions
        with pytest.raises(Unfit, match="next working day"):
            plan(made, hour + wrong * DAY)
    second = plan(made, hour + 4 * DAY)
    assert second.call == 2
    time_machine.move_to(hour + 4 * DAY)
    assert call_roll(made, second, 1).state == SittingState.HELD
    assert Session.objects.get(pk=made.session.pk).state == SessionState.OPEN


@pytest.mark.parametrize(
    ("sent_on", "is_short"), [(datetime.date(2027, 1, 5), False), (datetime.date(2027, 1, 6), True)]
)
def test_the_governors_session_has_three_days_of_notice(made, time_machine, sent_on, is_short):
    """Organic law 113-14, art. 37: the journal says short by that rule, as the clock does."""
    governors(made, datetime.date(2027, 1, 8))
    time_machine.move_to(datetime.datetime.combine(sent_on, HOUR.timetz()))
    row = actions.convene(made.session, by=made.president)
    assert history(row).get(action="convene").data["is_short"] is is_short


def test_other_extraordinary_sessions_have_the_notice_of_art_35(made):
    """Organic law 113-14, art. 36 §3 refers to art. 35: ten days."""
    made.session = actions.call_extraordinary(
        made.council, by=made.president, purpose="الماء", on=datetime.date(2027, 1, 12)
    )
    with_item(made)
    made.session = actions.close_agenda(made.session, by=made.officer)
    plan(made, datetime.datetime(2027, 1, 12, 10, tzinfo=HOUR.tzinfo))
    row = actions.convene(made.session, by=made.president)
    assert history(row).get(action="convene").data["is_short"] is True


@pytest.mark.parametrize(
    ("level", "law", "majority", "ends_by", "extension", "articles"),
    [
        ("commune", "113-14", 15, "2027-01-28", (7, "working"), ("36", "37", "36", "34", "42")),
        ("prefecture", "112-14", 15, "2027-01-26", (15, "calendar"), ("37", "38", "37", "35", "43")),
        ("region", "111-14", 30, "2027-01-26", (15, "calendar"), ("39", "40", "39", "37", "45")),
    ],
)
def test_each_level_has_the_delays_of_its_own_law(level, law, majority, ends_by, extension, articles):
    """Organic laws 113-14, art. 34–42; 112-14, art. 35–43; 111-14, art. 37–45."""
    call_command("load_law", verbosity=0)
    made = hall(level=level)
    rules = delays.of(made.council, NOW.date())
    keys = ("extraordinary_refusal", "extraordinary_by_governor", "extraordinary_length", "session_extension",
            "third_meeting")  # fmt: skip
    assert [rules.get(key).citation for key in keys] == [f"loi organique {law}, art. {number}" for number in articles]
    assert (int(rules.get("session_extension").value), rules.get("session_extension").days) == extension
    ask = {"by": made.member, "purpose": "بحث انقطاع الماء"}
    row = actions.ask_for_session(made.council, caller=Caller.MAJORITY, members=made.members[:4], **ask)
    assert row.answer_by == NOW.date() + majority * DAY
    assert clocks.of_request(row).due_on == row.answer_by
    session = actions.accept_request(row, by=made.president, on=datetime.date(2027, 1, 20))
    assert str(session.ends_by) == ends_by
    first, until = delays.next_call(rules, datetime.date(2027, 2, 2), 1)
    assert (first.day, until.day) == (5, 7)


def test_a_region_extends_by_days_that_follow_one_another(time_machine):
    """Organic law 111-14, art. 37: fifteen consecutive days."""
    call_command("load_law", verbosity=0)
    made = hall(level="region")
    with_item(made)
    opens_on = made.session.opens_on
    made.session = actions.close_agenda(made.session, by=made.officer)
    hour = datetime.datetime.combine(opens_on, HOUR.timetz())
    sitting = plan(made, hour)
    made.session = actions.convene(made.session, by=made.president)
    time_machine.move_to(hour)
    call_roll(made, sitting, 4)
    with pytest.raises(Unfit, match="1 to 15 days that follow"):
        actions.extend(made.session, by=made.president, days=16)
    row = actions.extend(made.session, by=made.president, days=15)
    assert row.ends_by == opens_on + 29 * DAY


def test_where_the_law_as_loaded_is_silent_there_is_no_clock(made, time_machine):
    LegalRule.objects.filter(
        key__in=["extraordinary_refusal", "extraordinary_length", "session_extension", "session_length"]
    ).delete()
    ask = {"by": made.member, "purpose": "بحث انقطاع الماء"}
    third = actions.ask_for_session(made.council, caller=Caller.THIRD, members=made.members[:3], **ask)
    assert (third.answer_by, clocks.of_request(third)) == (None, None)
    session = actions.accept_request(third, by=made.president, on=datetime.date(2027, 1, 20))
    assert session.ends_by is None
    with_item(made)
    sitting = convened(made)
    assert made.session.ends_by is None
    time_machine.move_to(HOUR)
    call_roll(made, sitting, 4)
    with pytest.raises(Refused) as refusal:
        actions.extend(made.session, by=made.president, days=2)
    assert refusal.value.code == "no_law"


def told(session):
    return {str(line.name): line for line in clocks.of_session(session, None)}


def test_the_agenda_of_an_extraordinary_session_goes_to_the_governor_too(made):
    """Organic law 113-14, art. 38 §2; art. 36 §2 for the majority's; the governor's own agenda needs none (art. 37)."""
    name, on = "The agenda, to the governor", datetime.date(2027, 2, 12)
    for caller in (Caller.PRESIDENT, Caller.THIRD):
        session = Session(council=made.council, kind="extraordinary", called_by=caller, opens_from=on, opens_on=on)
        assert told(session)[name].clock.due_on == datetime.date(2027, 1, 23)
    session = Session(council=made.council, kind="extraordinary", called_by=Caller.GOVERNOR, opens_from=on, opens_on=on)
    assert name not in told(session)


def test_a_majority_that_asks_too_late_for_twenty_days_starts_no_clock(made):
    """Art. 36 §2 has the session held in fifteen days, with regard to the twenty of art. 38 §2: of two delays that
    cannot both be kept, none is shown as late from the start."""
    ask = {"by": made.member, "purpose": "بحث انقطاع الماء", "caller": Caller.MAJORITY}
    row = actions.ask_for_session(made.council, members=made.members[:4], **ask)
    session = actions.accept_request(row, by=made.president, on=datetime.date(2027, 1, 20))
    assert "The agenda, to the governor" not in told(session)
    SessionRequest.objects.filter(pk=row.pk).update(asked_on=datetime.date(2026, 12, 20))
    assert told(session)["The agenda, to the governor"].clock.due_on == datetime.date(2026, 12, 31)


def test_the_form_of_an_extension_counts_as_the_law_of_the_council(made, time_machine):
    with_item(made)
    sitting = convened(made)
    time_machine.move_to(HOUR)
    call_roll(made, sitting, 4)
    made.session.refresh_from_db()
    form = ExtendForm({"days": 8}, thing=made.session)
    assert not form.is_valid()
    assert ExtendForm({"days": 7}, thing=made.session).is_valid()
    assert "art. 34" in str(form.fields["days"].help_text)
