"""Written questions: which session they go to, who answers, what waits in an election period, who is reminded."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import override

from core.fitness import Unfit
from core.workflow import Refused, perform
from notices.models import Notice
from presidency import actions
from presidency.enums import QuestionState as S
from presidency.last_days import last_day, session_for
from presidency.models import WrittenQuestion
from presidency.workflow import DRAFT, PUBLISH, QUESTION_MOVES, WITHDRAW
from tests.factories.councils import ElectionPeriodFactory, ReferralFactory
from tests.factories.deliberations import SessionFactory, SittingFactory
from tests.factories.presidency import WrittenQuestionFactory

D = datetime.date
SAID = {"title": "إنارة الطريق", "text": "متى تصلح المصابيح؟", "theme": "lighting"}
ALLOWED = {
    (S.ASKED, DRAFT), (S.DRAFTED, DRAFT), (S.DRAFTED, PUBLISH), (S.ASKED, WITHDRAW), (S.DRAFTED, WITHDRAW),
}  # fmt: skip
WHO = ["visitor", "citizen", "member", "officer", "president", "ended", "foreign", "superuser"]


def noon(day: D):
    return time_machine.travel(datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC), tick=False)


def ask(team, by=None, **more):
    return actions.ask_question(team.council, by=by or team.member, **(SAID | more))


def test_grid(team):
    for state in S:
        for action in QUESTION_MOVES:
            question = WrittenQuestionFactory(
                council=team.council, mandate=team.mandates["member"], answered=state == S.ANSWERED, state=state,
                reply="نعم" if state in {S.DRAFTED, S.ANSWERED} else "",
            )  # fmt: skip
            by = team.member if action == WITHDRAW else team.president
            also = {"signed_by": team.mandates["president"]} if action == PUBLISH else None
            if (state, action) in ALLOWED:
                moved = perform(question, action, by=by, note="reason", also=also)
                assert moved.state == QUESTION_MOVES[action].target
            else:
                with pytest.raises(Refused):
                    perform(question, action, by=by, note="reason", also=also)


@pytest.mark.parametrize("who", WHO)
def test_list_and_page_agree_on_who_sees(team, who):
    user, today = getattr(team, who), localdate()
    week = datetime.timedelta(days=7)
    for held in (None, today - week, today + week):
        question = WrittenQuestionFactory(council=team.council, held_until=held)
        sees = user.has_perm("presidency.view_question", question)
        assert WrittenQuestion.objects.visible_to(user).filter(pk=question.pk).exists() == sees
        waits = held is not None and held > today
        assert sees == (not waits or who in {"member", "officer", "president", "superuser"})


def test_only_elected_members_but_the_president_ask(team):
    for who in ("president", "officer", "director", "citizen", "foreign"):
        with pytest.raises(PermissionDenied):
            ask(team, by=getattr(team, who))
    with pytest.raises(Refused) as refusal:
        ask(team, by=team.ended)
    assert refusal.value.code == "mandate_ended"
    assert ask(team, by=team.delegate).mandate == team.mandates["delegate"]


# A commune sits in February, May and October, in the first week: the question is there one month before (art. 46).
@pytest.mark.parametrize(
    ("received", "session_on", "missed_on"),
    [
        (D(2027, 1, 1), D(2027, 2, 1), None),
        (D(2027, 1, 2), D(2027, 5, 1), D(2027, 2, 1)),
        (D(2027, 4, 1), D(2027, 5, 1), None),
        (D(2027, 9, 2), D(2028, 2, 1), D(2027, 10, 1)),
    ],
)
def test_a_question_goes_to_the_session_that_the_law_says(team, received, session_on, missed_on):
    with noon(received):
        question = ask(team)
    assert (question.session_on, question.missed_on, question.received_on) == (session_on, missed_on, received)
    assert question.due_on == session_on + datetime.timedelta(days=6 + 14)  # the last day that the session may last


def test_the_day_that_was_chosen_moves_the_last_day(team):
    session = SessionFactory(
        council=team.council, opens_from=D(2027, 2, 1), opens_by=D(2027, 2, 7), opens_on=D(2027, 2, 5),
        ends_by=D(2027, 2, 19),
    )  # fmt: skip
    opening, missed = session_for(team.council, D(2027, 1, 5))
    assert (opening.session, opening.on, opening.last_day, opening.ends_on, missed) == (
        session, D(2027, 2, 5), D(2027, 1, 5), D(2027, 2, 19), None,
    )  # fmt: skip
    assert session_for(team.council, D(2027, 1, 6))[1] == D(2027, 2, 5)
    assert last_day("commune", D(2027, 3, 31)) == D(2027, 2, 28)


def test_a_question_is_answered_and_keeps_its_age(team):
    with noon(D(2027, 1, 1)):
        question = ask(team)
    with noon(D(2027, 3, 1)):
        assert (question.age, question.clock.state, question.clock.days_late) == (59, "overdue", 8)
        question = actions.save_reply(question, by=team.officer, text="قبل نهاية الشهر.", version=0)
        with pytest.raises(Refused) as refusal:
            actions.save_reply(question, by=team.director, text="آخر", version=0)
        assert refusal.value.code == "draft_changed"
        with pytest.raises(PermissionDenied):
            actions.publish_reply(question, by=team.officer)
        question = actions.publish_reply(question, by=team.delegate, version=1)
        assert (question.state, question.signed_role, question.age) == ("answered", "vice_president", 59)
    assert Notice.objects.filter(user=team.member, key=f"question.{question.pk}.answered").exists()
    with pytest.raises(Refused):
        actions.withdraw_question(question, by=team.member, note="سبب")


def test_a_question_is_received_in_an_election_period_and_shown_after_it(team):
    with noon(D(2027, 1, 1)):
        period = ElectionPeriodFactory(starts_on=D(2026, 12, 20), ends_on=D(2027, 1, 10))
        question = ask(team)
        assert (question.held_until, question.session_on) == (period.ends_on, D(2027, 2, 1))
        assert not WrittenQuestion.objects.visible_to(team.citizen).exists()
    with noon(D(2027, 1, 11)):
        assert WrittenQuestion.objects.visible_to(team.citizen).get() == question


def test_a_question_says_where_it_comes_from(team):
    with override("ar"):
        matter = ReferralFactory(council=team.council, url="/needs/7/")
        question = ask(team, came_from="/fr/needs/7/")
    assert (question.came_from, question.referral) == ("/needs/7/", matter)
    assert ask(team, came_from=f"/referrals/{matter.pk}/").referral == matter
    for wrong in ("https://elsewhere.example/fr/needs/7/", "/fr/accounts/", "//needs/7/", "needs"):
        with pytest.raises(Unfit) as refusal:
            ask(team, came_from=wrong)
        assert refusal.value.field == "came_from"
    for wrong, field in (({"title": "؟"}, "title"), ({"text": " "}, "text"), ({"theme": "x"}, "theme")):
        with pytest.raises(Unfit) as refusal:
            ask(team, **wrong)
        assert refusal.value.field == field


def test_one_sitting_of_a_session_is_kept_for_answers(team):
    session = SessionFactory(council=team.council, sitting=True)
    first, second = (SittingFactory(session=session) for _number in range(2))
    actions.keep_sitting(session, by=team.officer, sitting=first)
    assert actions.keep_sitting(session, by=team.officer, sitting=second).session.question_sitting.sitting == second
    with pytest.raises(Refused):
        actions.keep_sitting(session, by=team.officer, sitting=SittingFactory())
    with pytest.raises(PermissionDenied):
        actions.keep_sitting(session, by=team.member, sitting=first)


def test_members_are_reminded_once_of_the_last_day(team):
    for day in (D(2026, 12, 20), D(2026, 12, 22), D(2026, 12, 23), D(2026, 12, 29), D(2026, 12, 29), D(2027, 1, 1)):
        actions.remind_members(day)
    keys = list(Notice.objects.filter(user=team.member, key__startswith="questions.").values_list("key", flat=True))
    assert sorted(key.rpartition(".")[2] for key in keys) == ["due0", "due10", "due3"]
    assert not Notice.objects.filter(user__in=[team.president, team.ended, team.officer]).exists()


def test_whoever_signs_is_reminded_of_an_answer_that_is_due_and_every_week_it_is_late(team):
    question = WrittenQuestionFactory(council=team.council, received_on=D(2027, 1, 1), due_on=D(2027, 2, 21))
    for day in (D(2027, 2, 1), D(2027, 2, 16), D(2027, 2, 17), D(2027, 2, 22), D(2027, 3, 1), D(2027, 3, 2)):
        actions.remind_answers(day)
    told = Notice.objects.filter(user=team.president, key__startswith=f"question.{question.pk}.")
    assert sorted(told.values_list("key", flat=True)) == [
        f"question.{question.pk}.2027-02-21.{mark}" for mark in ("due5", "late0", "late1")
    ]


def test_a_question_joins_the_session_that_is_entered_later(team):
    with noon(D(2027, 1, 1)):
        question = ask(team)
        assert question.session is None
        session = SessionFactory(council=team.council, opens_from=D(2027, 2, 1), opens_by=D(2027, 2, 7))
        assert (actions.join_sessions(), actions.join_sessions()) == (1, 0)
        question.refresh_from_db()
        assert question.session == session
        session.opens_on, session.ends_by = D(2027, 2, 3), D(2027, 2, 17)
        session.save()
        actions.join_sessions()
    question.refresh_from_db()
    assert question.due_on == D(2027, 2, 17)
