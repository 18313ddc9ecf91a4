"""Opinions: asked or begun, adopted by a majority of the members, published, replied to."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from core.fitness import Unfit
from core.workflow import Refused, perform
from councils import actions as councils
from equality import actions
from equality.enums import OpinionState as S
from equality.models import Meeting, Opinion
from equality.workflow import ADOPT, DRAFT, DROP, OPINION_MOVES, PUBLISH, REWRITE
from notices.models import Notice
from tests.factories.councils import ReferralFactory
from tests.factories.deliberations import AgendaItemFactory, SessionFactory
from tests.factories.equality import MemberFactory, OpinionFactory

DAY = datetime.timedelta(days=1)
WHO = [
    "visitor", "citizen", "writer", "chair", "former", "officer", "councillor", "president", "foreign", "superuser",
]  # fmt: skip
ALLOWED = {
    (S.ASKED, DRAFT), (S.DRAFTED, DRAFT), (S.DRAFTED, ADOPT), (S.ADOPTED, REWRITE), (S.ADOPTED, PUBLISH),
    (S.ASKED, DROP), (S.DRAFTED, DROP), (S.ADOPTED, DROP),
}  # fmt: skip


def in_state(team, state, **more):
    meeting = Meeting.objects.get_or_create(
        body=team.body, held_on=localdate() - DAY, defaults={"in_office": 5, "recorded_by": team.chair}
    )[0]
    published = (
        {"published_at": now(), "referral": ReferralFactory(council=team.council)} if state == S.PUBLISHED else {}
    )
    said = {"meeting": meeting, "votes_for": 3, "in_office": 5, "present_count": 4, "adopted_at": now()}
    return OpinionFactory(body=team.body, state=state, text_ar="نرى أن", **(said | published | more))


def asked(team, **more):
    said = {"question": "ما رأي الهيئة؟", "title_ar": "برنامج العمل", "subject": "plan"} | more
    return actions.ask_opinion(team.body, by=team.president, **said)


def present(team, *names):
    return [team.seats[name] for name in names or team.seats]


def test_grid(team):
    for state in S:
        for action in OPINION_MOVES:
            opinion = in_state(team, state)
            also = {"referral": ReferralFactory(council=team.council)} if action == PUBLISH else None
            if (state, action) in ALLOWED:
                target = OPINION_MOVES[action].target
                assert perform(opinion, action, by=team.chair, note="reason", also=also).state == target
            else:
                with pytest.raises(Refused):
                    perform(opinion, action, by=team.chair, note="reason")


def test_list_and_page_agree_on_who_sees(team):
    by = {"origin": "asked", "asked_by": team.mandates["president"]}
    for state in S:
        for more in ({}, by):
            opinion = in_state(team, state, **more)
            for who in WHO:
                user = getattr(team, who)
                sees = user.has_perm("equality.view_opinion", opinion)
                assert Opinion.objects.visible_to(user).filter(pk=opinion.pk).exists() == sees, (state, who)
                open_to_all = state == S.PUBLISHED or (more and state != S.DROPPED)
                inside = {"writer", "chair", "superuser"} | ({"officer", "councillor", "president"} if more else set())
                assert sees == (bool(open_to_all) or who in inside), (state, who)


def test_an_opinion_is_asked_written_adopted_published_and_replied_to(team):
    item = AgendaItemFactory(session=SessionFactory(council=team.council))
    opinion = asked(team, item=item, answer_by=localdate() + 10 * DAY)
    assert Notice.objects.filter(user=team.writer, key=f"opinion.{opinion.pk}.asked").exists()
    actions.name_rapporteur(opinion, by=team.chair, member=team.seats["writer"])
    for who in ("other", "president", "former"):
        with pytest.raises(PermissionDenied):
            actions.write_opinion(opinion, by=getattr(team, who), text_ar="رأي", version=0)
    opinion = actions.write_opinion(opinion, by=team.writer, text_ar="نرى أن النقل المدرسي أولوية.", version=0)
    with pytest.raises(Refused) as refusal:
        actions.write_opinion(opinion, by=team.rapporteur, text_ar="آخر", version=0)
    assert refusal.value.code == "draft_changed"
    with pytest.raises(PermissionDenied):
        actions.adopt_opinion(opinion, by=team.writer, held_on=localdate(), present=present(team), votes_for=5)
    opinion = actions.adopt_opinion(
        opinion, by=team.rapporteur, held_on=localdate(), present=present(team, "chair", "writer", "other"), votes_for=3
    )
    opinion = actions.publish_opinion(opinion, by=team.chair)
    referral = opinion.referral
    assert (referral.council, referral.url, opinion.in_office, opinion.present_count) == (
        team.council, f"/opinions/{opinion.pk}/", 5, 3,
    )  # fmt: skip
    assert "3" in referral.summary
    councils.save_draft(referral, by=team.officer, verdict="planned", text="نعم.")
    answer = councils.publish(referral, by=team.president)
    assert Notice.objects.filter(user=team.writer, key=f"opinion.{opinion.pk}.reply.{answer.pk}").exists()


def test_without_the_votes_of_more_than_half_of_the_members_it_stays_a_draft(team):
    opinion = in_state(team, S.DRAFTED, meeting=None, votes_for=0, in_office=0, present_count=0)
    MemberFactory(body=team.body)  # six in office: three votes are not more than half
    with pytest.raises(Refused) as refusal:
        actions.adopt_opinion(opinion, by=team.chair, held_on=localdate(), present=present(team), votes_for=3)
    assert refusal.value.code == "no_majority"
    opinion.refresh_from_db()
    assert (opinion.state, opinion.meeting, opinion.votes_for) == (S.DRAFTED, None, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        in_state(team, S.ADOPTED, in_office=6)
    opinion = actions.adopt_opinion(opinion, by=team.chair, held_on=localdate(), present=present(team), votes_for=4)
    opinion = actions.rewrite_opinion(opinion, by=team.chair, note="خطأ في النص")
    assert (opinion.state, opinion.votes_for, opinion.meeting) == (S.DRAFTED, 0, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"votes_for": 4, "votes_against": 2}, "votes_for"),
        ({"votes_for": -1}, "votes_for"),
        ({"held_on": datetime.date(2100, 1, 1)}, "held_on"),
        ({"held_on": datetime.date(2020, 1, 1)}, "held_on"),
        ({"present": []}, "present"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_by_its_field(team, wrong, field):
    opinion = in_state(team, S.DRAFTED)
    said = {"held_on": localdate(), "present": present(team), "votes_for": 5} | wrong
    with pytest.raises(Unfit) as refusal:
        actions.adopt_opinion(opinion, by=team.chair, **said)
    assert refusal.value.field == field


def test_who_was_not_seated_that_day_was_not_there(team):
    opinion = in_state(team, S.DRAFTED)
    stranger = MemberFactory()
    with pytest.raises(Unfit) as refusal:
        actions.adopt_opinion(
            opinion, by=team.chair, held_on=localdate(), present=[*present(team), stranger], votes_for=5
        )
    assert refusal.value.field == "present"


def test_members_speak_by_themselves_and_nobody_else_begins(team):
    opinion = actions.propose_opinion(team.body, by=team.writer, title_fr="Transport scolaire")
    assert (opinion.origin, opinion.rapporteur) == ("own", team.seats["writer"])
    for who in ("citizen", "former", "president"):
        with pytest.raises(PermissionDenied):
            actions.propose_opinion(team.body, by=getattr(team, who), title_fr="x y")
    for who in ("officer", "chair"):
        with pytest.raises(PermissionDenied):
            actions.ask_opinion(team.body, by=getattr(team, who), question="؟ سؤال", title_ar="عنوان")


def test_what_was_asked_is_given_up_by_who_asked_alone(team):
    opinion = asked(team)
    with pytest.raises(PermissionDenied):
        actions.drop_opinion(opinion, by=team.chair, note="سبب")
    assert actions.drop_opinion(opinion, by=team.president, note="سحبت النقطة").state == S.DROPPED
    own = actions.propose_opinion(team.body, by=team.writer, title_fr="Transport scolaire")
    with pytest.raises(PermissionDenied):
        actions.drop_opinion(own, by=team.president, note="سبب")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"question": "؟"}, "question"), ({"answer_by": datetime.date(2020, 1, 1)}, "answer_by"),
     ({"title_ar": ""}, "title_ar"), ({"subject": "x"}, "subject")],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_by_its_field(team, wrong, field):
    with pytest.raises(Unfit) as refusal:
        asked(team, **wrong)
    assert refusal.value.field == field
    with pytest.raises(Unfit) as refusal:
        asked(team, item=AgendaItemFactory())
    assert refusal.value.field == "item"
