"""Projects: their money, how far they are, what inhabitants say of what is said done, the year's figures."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from accounts.actions import erase
from core.journal import history
from core.workflow import Refused
from notices.models import Notice
from programmes import actions
from programmes.enums import OriginKind
from programmes.evaluating import figures_of
from programmes.models import BudgetLine, Voice
from programmes.money import gaps
from programmes.voices import voices_of
from tests.factories.accounts import UserFactory
from tests.factories.deliberations import AgendaItemFactory
from tests.factories.programmes import (
    AxisFactory,
    IndicatorFactory,
    LineFactory,
    MilestoneFactory,
    ProgrammeFactory,
    ProjectFactory,
)
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.needs.files import image
from tests.programmes.people import need_of, person, president
from tests.programmes.test_life import refused, unfit
from tests.races import refusals, together


def test_a_budget_that_does_not_add_up_is_kept_and_said_by_project_and_sum():
    programme = ProgrammeFactory(drafted=True, total=5000)
    boss = president(programme)
    axis = AxisFactory(programme=programme)
    road = ProjectFactory(axis=axis, cost=3000, title_ar="الطريق")
    ProjectFactory(axis=axis, cost=0)
    year = programme.starts_on.year
    own = actions.write_line(road, by=boss, year=year, source="own", amount=Decimal("1000.50"))
    for field, said in (
        ("year", {"year": year + 6, "source": "own", "amount": 1}),
        ("source", {"year": year, "source": "own", "amount": 1}),  # this source gives in this year already
        ("source", {"year": year, "source": "gold", "amount": 1}),
        ("source_name", {"year": year, "source": "partner", "amount": 1}),
        ("amount", {"year": year, "source": "state", "amount": 0}),
        ("amount", {"year": year, "source": "state", "amount": -5}),
    ):
        unfit(field, lambda said=said: actions.write_line(road, by=boss, **said))
    found = gaps(programme)
    assert [(gap.project, gap.said, gap.found) for gap in found] == [
        (road, 3000, Decimal("1000.50")), (None, 5000, 3000),
    ]  # fmt: skip
    assert "الطريق" in found[0].words
    actions.write_line(road, by=boss, year=year, source="own", amount=3000, line=own)
    programme.total = 3000
    assert gaps(programme) == []
    with pytest.raises(PermissionDenied):
        actions.write_line(road, by=UserFactory(), year=year, source="state", amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.create(project=road, year=year, source="state", amount=10, committed=5, paid=6)


def test_money_is_spent_while_the_programme_is_carried_out_and_the_journal_keeps_what_was_before():
    line = LineFactory(amount=1000)
    boss = president(line.project.programme)
    unfit("paid", lambda: actions.spend(line, by=boss, committed=100, paid=200))
    actions.spend(line, by=boss, committed=1200, paid=200)  # more than foreseen: it is shown
    actions.spend(line, by=boss, committed=1200, paid=900)
    assert [entry.data["paid_before"] for entry in history(line.project).filter(action="spend")] == ["0.00", "200.00"]
    member = person("member", line.project.programme)
    with pytest.raises(PermissionDenied):
        actions.spend(line, by=member, committed=1, paid=1)
    draft = LineFactory(project__axis__programme=ProgrammeFactory(drafted=True))
    refused("not_running", lambda: actions.spend(draft, by=president(draft.project.programme), committed=1, paid=1))


def test_progress_is_shown_by_something_or_counted_from_milestones():
    project = ProjectFactory()
    boss = president(project.programme)
    unfit("file", lambda: actions.follow_up(project, by=boss, text="نصف الأشغال", progress=50))
    photo = ContentFile(image().getvalue(), "works.jpg")
    actions.follow_up(project, by=boss, text="نصف الأشغال", progress=50, photo=photo)
    project.refresh_from_db()
    assert (project.progress, project.state) == (50, "in_progress")
    first, second = (MilestoneFactory(project=project) for _ in range(2))
    unfit("progress", lambda: actions.follow_up(project, by=boss, text="زيادة", progress=60, link="https://a.ma/"))
    actions.reach_milestone(first, by=boss)
    refused("milestones", lambda: actions.move_project(project, "finish", by=boss))
    actions.reach_milestone(second, by=boss)
    done = actions.move_project(project, "finish", by=boss)
    assert (done.state, done.progress, done.round) == ("done", 100, 1)
    late = ProjectFactory(axis=project.axis, due_on=localdate() - datetime.timedelta(days=3))
    assert late.days_late == 3
    refused("note_missing", lambda: actions.move_project(late, "postpone", by=boss))
    actions.move_project(
        late, "postpone", by=boss, note="تأخر التمويل", due_on=localdate() + datetime.timedelta(days=9)
    )
    late.refresh_from_db()
    assert (late.state, late.is_late) == ("postponed", False)


@pytest.fixture
def asked():
    """A project that is said done, from a need that two people had joined; a third lives there."""
    programme = ProgrammeFactory(running=True)
    space = SpaceFactory(commune=programme.council.territory)
    first, second = UserFactory(), UserFactory()
    project = ProjectFactory(axis=AxisFactory(programme=programme))
    boss = president(programme)
    actions.name_origin(project, need_of(programme, space, first, second), by=boss)
    actions.move_project(project, "start", by=boss)
    project = actions.move_project(project, "finish", by=boss)
    project.people = (boss, first, second, MembershipFactory(space=space).user)
    return project


def test_those_who_asked_are_told_and_their_voices_settle_whether_it_is_done(asked):
    boss, first, second, neighbour = asked.people
    # One notice for each step, for each person who asked.
    assert Notice.objects.filter(user=first, key__startswith=f"project.{asked.pk}.").count() == 2
    stranger = UserFactory()
    refused("lives_elsewhere", lambda: actions.say_done(asked, by=stranger))
    refused("of_the_council", lambda: actions.say_done(asked, by=boss))
    unfit("reason", lambda: actions.say_not_done(asked, by=first, reason="  "))
    actions.say_done(asked, by=neighbour)  # counted apart: she had not asked
    assert voices_of(asked).verdict == ""
    actions.say_done(asked, by=first)
    actions.say_not_done(asked, by=second, reason="الصنبور جاف")
    found = voices_of(asked)
    assert (found.asked, found.asked_yes, found.asked_no, found.others_yes, found.verdict) == (2, 1, 1, 1, "")
    actions.say_not_done(asked, by=first, reason="لا ماء بعد")  # she may change it
    assert voices_of(asked).verdict == "contested"
    assert Notice.objects.filter(user=boss, key=f"project.{asked.pk}.contested.1", is_urgent=True).exists()

    again = actions.move_project(asked, "resume", by=boss, note="نصلح الصنبور")
    refused("not_done", lambda: actions.say_done(again, by=first))
    again = actions.move_project(again, "finish", by=boss)
    assert voices_of(again).yes == 0  # a new round
    for one in (first, second):
        actions.say_done(again, by=one)
    assert voices_of(again).verdict == "confirmed"
    erase(first, by=first)
    assert not Voice.objects.filter(user=first).exists()


@pytest.mark.django_db(transaction=True)
def test_one_person_has_one_voice_however_often_she_presses(asked):
    _boss, first, *_ = asked.people
    results = together(*(lambda: actions.say_done(asked, by=first) for _ in range(4)))
    assert refusals(results) == []
    assert asked.voices.count() == 1


def test_an_origin_is_named_by_the_address_of_its_page_and_seen_by_whoever_may_see_it(asked):
    boss = asked.people[0]
    item = AgendaItemFactory(session__council=asked.programme.council)
    path = f"/ar/sessions/{item.session_id}/#point-{item.pk}"
    for address in ("", "https://example.org/needs/1/", "/needs/9999999/", f"/sessions/{item.session_id}/#point-x"):
        unfit("address", lambda address=address: actions.found_at(address, by=boss))
    try:
        found = actions.found_at(item.get_absolute_url(), by=boss)
    except Exception:  # the page of a session is of another room
        found = item
    row = actions.name_origin(asked, found, by=boss)
    assert (row.kind, row.key, path[-1].isdigit()) == (OriginKind.ITEM, item.pk, True)
    assert actions.name_origin(asked, item, by=boss) == row
    with pytest.raises(PermissionDenied):
        actions.name_origin(asked, item, by=UserFactory())


@time_machine.travel("2026-06-15 10:00:00+00:00")
def test_the_figures_of_a_year_are_counted_once_and_stay():
    programme = ProgrammeFactory(running=True)
    boss = president(programme)
    project = ProjectFactory(axis=AxisFactory(programme=programme), cost=3000)
    first = LineFactory(project=project, year=2026, amount=1000)
    LineFactory(project=project, year=2027, amount=2000)
    actions.spend(first, by=boss, committed=900, paid=700)
    indicator = IndicatorFactory(project=project)
    actions.measure(indicator, by=boss, on=localdate(), value=Decimal(60))
    unfit("year", lambda: actions.publish_evaluation(programme, 2027, by=boss))
    report = actions.publish_evaluation(programme, 2026, by=boss, comment_ar="سنة أولى")
    refused("published", lambda: actions.publish_evaluation(programme, 2026, by=boss))
    money = report.figures["money"]
    assert (money["planned"], money["paid"], money["cost"]) == ("1000.00", "700.00", "3000.00")
    assert report.figures["indicators"][0]["reached"] == 50  # 10 → 60 of 10 → 110
    actions.spend(first, by=boss, committed=1000, paid=1000)
    report.refresh_from_db()
    assert report.figures["money"]["paid"] == "700.00"
    assert figures_of(programme, 2026)["money"]["paid"] == "1000.00"
    assert programme.steps.get(kind="evaluation").year == 2026


def test_the_council_is_reminded_once_of_each_day_that_comes_near():
    project = ProjectFactory(due_on=localdate() + datetime.timedelta(days=5))
    boss = president(project.programme)
    assert (actions.remind_due(), actions.remind_due()) == (1, 0)
    assert Notice.objects.filter(user=boss, is_urgent=False).count() == 1
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=7)):
        assert (actions.remind_due(), actions.remind_due()) == (1, 0)
    with pytest.raises(Refused):
        actions.remove_project(project, by=boss)
