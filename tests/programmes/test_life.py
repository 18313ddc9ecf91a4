"""A programme goes through the steps of the law: each on a day, with its proof, late when it is late."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from core.fitness import Unfit
from core.workflow import Refused, perform
from deliberations.enums import Visa
from deliberations.models import Decision
from notices.models import Notice
from programmes import actions
from programmes.enums import ProgrammeState, StepKind
from programmes.models import Programme, Project
from programmes.steps import stages_of
from programmes.voices import voices_of
from search.kinds import kinds
from territories.enums import Level
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.deliberations import SessionFactory
from tests.factories.programmes import AxisFactory, LineFactory, ProgrammeFactory, ProjectFactory, decision_of
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory
from tests.programmes.people import WHO, person, prepared, president
from tests.signs import read

JANUARY = datetime.date(2022, 1, 1)
SAID = {"title_ar": "برنامج عمل الجماعة", "term_started_on": datetime.date(2021, 9, 20), "starts_on": JANUARY}


def unfit(field, act):
    with pytest.raises(Unfit) as found:
        act()
    assert found.value.field == field


def refused(code, act):
    with pytest.raises(Refused) as found:
        act()
    assert found.value.code == code
    return str(found.value)


def moved(programme, *names, by, **said):
    for name in names:
        programme = actions.move_programme(programme, name, by=by, **said)
    return programme


def test_a_commune_begins_one_programme_of_six_years_a_term():
    council = CouncilFactory()
    officer = MandateFactory(council=council).user
    made = actions.begin_programme(council, by=officer, **SAID)
    assert (made.ends_on, made.state) == (datetime.date(2027, 12, 31), ProgrammeState.PREPARATION)
    unfit("starts_on", lambda: actions.begin_programme(council, by=officer, **SAID))
    unfit("ends_on", lambda: actions.describe_programme(made, by=officer, **SAID, ends_on=datetime.date(2028, 1, 1)))
    unfit("title_ar", lambda: actions.describe_programme(made, by=officer, **SAID | {"title_ar": " "}))
    with pytest.raises(PermissionDenied):
        actions.begin_programme(council, by=UserFactory(), **SAID)
    province = CouncilFactory(territory=TerritoryFactory(level=Level.PROVINCE))
    governing = MandateFactory(council=province, president=True).user
    refused("level", lambda: actions.begin_programme(province, by=governing, **SAID))


@time_machine.travel("2022-06-15 10:00:00+00:00")
def test_it_goes_through_the_steps_of_the_law_until_the_silence_of_the_governor_is_a_visa():
    programme = ProgrammeFactory(term_started_on=datetime.date(2021, 9, 20))
    boss = president(programme)
    member = MembershipFactory(space=SpaceFactory(commune=programme.council.territory)).user
    words = refused("step_missing", lambda: moved(programme, "diagnose", by=boss))
    assert "2-16-301، المادة 4" in read(words)
    day = {"done_on": localdate()}
    unfit("file", lambda: actions.write_step(programme, "opening", by=boss, **day))  # nothing shows it
    tomorrow = {"done_on": localdate() + datetime.timedelta(days=1), "link": "https://example.org/"}
    unfit("done_on", lambda: actions.write_step(programme, "opening", by=boss, **tomorrow))
    unfit("kind", lambda: actions.write_step(programme, "visa", by=boss, **day))
    for kind in ("opening", "order"):
        actions.write_step(programme, kind, by=boss, **day, link="https://example.org/")
    programme = moved(programme, "diagnose", by=boss)
    assert Notice.objects.filter(user=member).count() == 1
    refused("step_missing", lambda: moved(programme, "draft", by=boss))
    for kind in ("diagnosis", "consultation", "consultation", "equality", "priorities"):
        actions.write_step(programme, kind, by=boss, **day, link="https://example.org/")
    assert programme.steps.filter(kind="consultation").count() == 2  # held more than once, the others are changed
    refused("empty", lambda: moved(programme, "draft", by=boss))
    project = actions.add_project(
        actions.write_axis(programme, by=boss, title_ar="الماء"), by=boss, title_ar="تزويد الدوار بالماء", cost=3000
    )
    programme = moved(programme, "draft", "submit", by=boss)
    project.refresh_from_db()
    assert project.thread is not None  # its observations are open from the draft on

    said = refused("budget", lambda: moved(programme, "vote", by=boss, decision=decision_of(programme)))
    assert project.title in said
    actions.write_line(project, by=boss, year=2022, source="own", amount=1000)
    actions.write_line(project, by=boss, year=2023, source="region", amount=2000)
    actions.describe_programme(programme, by=boss, **SAID, total=3000)
    unfit("decision", lambda: moved(programme, "vote", by=boss))
    unfit("decision", lambda: moved(programme, "vote", by=boss, decision=decision_of(programme, published=False)))
    unfit("decision", lambda: moved(programme, "vote", by=boss, decision=decision_of(ProgrammeFactory())))
    unfit("decision", lambda: moved(programme, "vote", by=boss, decision=decision_of(programme, votes=5)))  # of 11
    programme = moved(programme, "vote", by=boss, decision=decision_of(programme, votes=6))
    refused("voted", lambda: actions.write_line(project, by=boss, year=2024, source="own", amount=1))
    refused("voted", lambda: actions.write_step(programme, "opening", by=boss, **day, link="https://example.org/"))
    programme = moved(programme, "send", by=boss)
    refused("visa", lambda: moved(programme, "execute", by=boss))
    assert actions.take_silence_for_a_visa() == 0

    with time_machine.travel("2022-07-06 10:00:00+00:00"):  # the twentieth day was 5 July
        assert actions.take_silence_for_a_visa() == 1
        assert actions.take_silence_for_a_visa() == 0
    programme.refresh_from_db()
    visa = programme.steps.get(kind="visa")
    assert (programme.state, visa.by_silence, visa.done_on) == ("running", True, datetime.date(2022, 7, 5))
    stages = {stage.kind: stage for stage in stages_of(programme)}
    assert stages[StepKind.VOTE].due_on == datetime.date(2022, 9, 20)  # a year after the term began (art. 78)
    assert [stages[kind].state for kind in ("vote", "visa", "coordination")] == ["done", "done", "later"]


@time_machine.travel("2022-06-15 10:00:00+00:00")
def test_the_clocks_of_the_law_count_back_from_the_session_and_show_what_is_late():
    programme = ProgrammeFactory(drafted=True, term_started_on=datetime.date(2021, 6, 1))
    boss = president(programme)
    actions.write_step(programme, "order", by=boss, done_on=localdate(), link="https://example.org/")
    session = SessionFactory(council=programme.council, opens_from=datetime.date(2022, 7, 1))
    unfit("session", lambda: actions.set_session(programme, SessionFactory(), by=boss))
    programme = actions.set_session(programme, session, by=boss)
    moved(programme, "submit", by=boss)
    programme.refresh_from_db()
    stages = {stage.kind: stage for stage in stages_of(programme)}
    committees, vote, order = (stages[kind] for kind in (StepKind.COMMITTEES, StepKind.VOTE, StepKind.ORDER))
    assert (committees.due_on, committees.state, committees.days_late) == (datetime.date(2022, 6, 1), "late_done", 14)
    assert (vote.due_on, vote.state, vote.days_late) == (datetime.date(2022, 6, 1), "overdue", 14)
    assert order.posted_until == datetime.date(2022, 6, 30)


def test_the_programme_follows_the_visa_of_its_decision():
    programme = ProgrammeFactory(state="in_committee")
    boss = president(programme)
    ProjectFactory(axis=AxisFactory(programme=programme), cost=0)
    decision = decision_of(programme)
    moved(programme, "vote", by=boss, decision=decision)
    perform(decision, "send", by=boss, also={"sent_on": localdate()})
    programme.refresh_from_db()
    assert programme.state == "visa"
    perform(Decision.objects.get(pk=decision.pk), "grant", by=boss, also={"visa_on": localdate()})
    programme.refresh_from_db()
    assert (programme.state, programme.steps.get(kind="visa").done_on) == ("running", localdate())
    assert Decision.objects.get(pk=decision.pk).visa == Visa.GIVEN


def test_it_is_updated_from_the_third_year_on_and_what_was_done_goes_over():
    with time_machine.travel("2023-12-31 10:00:00+00:00"):
        programme = ProgrammeFactory(running=True, starts_on=JANUARY)
        boss = president(programme)
        unfit("on", lambda: actions.begin_update(programme, by=boss))
    with time_machine.travel("2024-01-02 10:00:00+00:00"):
        project = ProjectFactory(axis=AxisFactory(programme=programme), cost=1000)
        left = ProjectFactory(axis=project.axis)
        line = LineFactory(project=project, year=2023, amount=1000)
        Programme.objects.filter(pk=programme.pk).update(total=1000)
        milestone = actions.add_milestone(project, by=boss, title="الدراسة")
        actions.add_milestone(project, by=boss, title="الأشغال")
        actions.move_project(left, "abandon", by=boss, note="لم يعد ضروريا")
        done = ProjectFactory(axis=project.axis)
        actions.move_project(done, "start", by=boss)
        done = actions.move_project(done, "finish", by=boss)
        actions.say_done(done, by=UserFactory(commune=programme.council.territory))
        update = actions.begin_update(programme, by=boss)
        refused("begun", lambda: actions.begin_update(programme, by=boss))
        later, lasting = (update.projects.get(earlier=one) for one in (project, done))
        assert not update.projects.filter(earlier=left).exists()
        assert (update.number, later.earlier_id, later.progress) == (2, project.pk, 0)
        actions.reach_milestone(milestone, by=boss)  # the version in force goes on meanwhile
        actions.spend(line, by=boss, committed=600, paid=400)
        prepared(update)
        update = moved(update, "diagnose", "draft", "submit", by=boss)
        update = moved(update, "vote", by=boss, decision=decision_of(update))
        update = moved(update, "send", by=boss)
        moved(update, "execute", by=boss, on=localdate())
    for row in (later, lasting, programme):
        row.refresh_from_db()
    assert (lasting.state, voices_of(lasting).yes) == ("done", 1)
    assert (later.state, later.progress, later.lines.get().paid) == ("in_progress", 50, 400)
    assert (programme.state, Programme.objects.get(pk=update.pk).state) == ("ended", "running")
    # Of two versions the one in force is found; what did not go over is found as it ended.
    found = kinds()["project"].read([project.pk, later.pk, left.pk])
    assert set(found) == {later.pk, left.pk}
    assert set(kinds()["programme"].read([programme.pk, update.pk])) == {update.pk}


def test_a_committee_sends_it_back_with_the_reason():
    programme = ProgrammeFactory(state="in_committee")
    boss = president(programme)
    refused("note_missing", lambda: moved(programme, "return", by=boss))
    Programme.objects.filter(pk=programme.pk).update(decision=decision_of(programme), state="voted")
    programme = moved(programme, "return", by=boss, note="تنقص ميزانية الطريق")
    assert (programme.state, programme.decision) == ("drafted", None)


@pytest.mark.parametrize("state", [ProgrammeState.PREPARATION, ProgrammeState.DIAGNOSIS, ProgrammeState.RUNNING])
def test_lists_and_pages_agree_on_who_sees_what(state):
    programme = ProgrammeFactory(state=state)
    project = ProjectFactory(axis=AxisFactory(programme=programme))
    for who in WHO:
        user = person(who, programme)
        sees = Programme.objects.visible_to(user).filter(pk=programme.pk).exists()
        assert sees == user.has_perm("programmes.view_programme", programme), who
        reads = Project.objects.visible_to(user).filter(pk=project.pk).exists()
        assert reads == user.has_perm("programmes.view_project", project), who
        assert sees or not reads
    leads = [who for who in WHO if person(who, programme).has_perm("programmes.lead_programme", programme)]
    prepares = [who for who in WHO if person(who, programme).has_perm("programmes.prepare_programme", programme)]
    assert leads == ["president", "director", "superuser"]
    assert prepares == ["president", "officer", "director", "superuser"]
