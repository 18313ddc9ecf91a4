"""A month that is counted again, once the world went on, gives the figures that it gave in time."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from accounts.models import User
from core import journal
from core.workflow import perform
from councils import actions as council_actions
from councils.enums import Role, Verdict
from councils.models import Council, Referral
from deliberations import actions as sessions
from deliberations.models import AgendaItem, Document, Session
from observatory import actions
from observatory.models import Edition, Snapshot
from petitions.models import Deposit
from programmes.models import Programme
from tests.factories.accounts import UserFactory
from tests.factories.councils import (
    AnswerFactory,
    CommitteeFactory,
    CouncilFactory,
    MandateFactory,
    ReferralFactory,
)
from tests.factories.councils import ClockRuleFactory as LegalRuleFactory
from tests.factories.deliberations import AgendaItemFactory, DecisionFactory, DeliberationFactory, SessionFactory
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.presidency import WrittenQuestionFactory
from tests.factories.programmes import AxisFactory, LineFactory, ProgrammeFactory, ProjectFactory
from tests.factories.territories import region
from tests.programmes.people import prepared

pytestmark = pytest.mark.django_db
THEN, COUNTED, LATER = "2026-10-20 10:00+01:00", "2026-11-01 03:00+01:00", "2026-11-20 10:00+01:00"
NOVEMBER, OCTOBER = datetime.date(2026, 11, 1), datetime.date(2026, 10, 1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def seated(**said):
    council = CouncilFactory(**said)
    Council.objects.filter(pk=council.pk).update(opened_at="2024-01-01 09:00Z")
    return council


@pytest.fixture
def world(time_machine):
    """A council in October, one who may everything, and `again`: count October, go on, count it again."""
    time_machine.move_to(THEN)
    system = User.objects.system()

    def figures(month=OCTOBER):
        actions.count_edition(month, by=system)
        columns = ("numbers", "values", "median_days", "oldest_days", "months", "published", "standings")
        found = {row.council_id: {name: getattr(row, name) for name in columns} for row in Snapshot.objects.all()}
        Edition.objects.all().delete()
        return found

    def again(go_on):
        time_machine.move_to(COUNTED)
        before = figures()
        time_machine.move_to(LATER)
        go_on()
        after = figures()
        unlike = {  # what differs alone: two whole worlds are too long to be read
            (council, name): (told[name], after[council][name])
            for council, told in before.items() for name in told if after[council][name] != told[name]
        }  # fmt: skip
        assert unlike == {}
        assert after.keys() == before.keys()
        time_machine.move_to("2026-12-01 03:00+01:00")
        made.november = figures(NOVEMBER)
        return before[made.council.pk]

    made = SimpleNamespace(council=seated(), admin=UserFactory(is_superuser=True), again=again, system=system)
    return made


def notice_of(level: str):
    return LegalRuleFactory(key="session_notice", level=level, value=10, citation="113-14, art. 35")


# --- sessions (113-14, art. 33–35; 111-14, art. 35) ---
def test_a_council_that_convened_nothing_here_is_held_to_none_though_the_law_names_the_day(world, time_machine):
    time_machine.move_to("2026-01-10 09:00+01:00")
    call_command("load_law", verbosity=0)
    council = seated(territory=region())
    assert sessions.plan_council(council) == 6
    assert Session.objects.filter(council=council, opens_on__lte=OCTOBER + datetime.timedelta(days=30)).count() == 3
    time_machine.move_to(COUNTED)
    actions.count_edition(OCTOBER, by=world.system)
    row = Snapshot.objects.get(council=council)
    assert not row.numbers.keys() & {"sessions_due", "sessions_held", "sessions_told", "agendas_in_time"}
    assert "sessions_held" not in row.values
    assert not row.published.keys() & {"sessions", "agendas"}


def test_a_council_that_convened_once_is_held_to_the_days_that_the_law_names_since(world, time_machine):
    call_command("load_law", verbosity=0)
    council = seated(territory=region())
    sessions.plan_year(council, 2026)
    row = Session.objects.get(council=council, ordinal=2)  # July; the one of March was before
    Session.objects.filter(pk=row.pk).update(
        state="closed", convened_on=row.opens_on - datetime.timedelta(days=8),
        agenda_closed_at="2026-06-20 09:00Z", opened_at="2026-07-06 09:00Z",
    )  # fmt: skip
    time_machine.move_to(COUNTED)
    actions.count_edition(OCTOBER, by=world.system)
    found = Snapshot.objects.get(council=council)
    keys = ("sessions_due", "sessions_held", "sessions_told", "agendas_in_time")
    assert [found.numbers[key] for key in keys] == [2, 1, 2, 1]
    assert found.published["sessions"].endswith(f"/sessions/{row.pk}/")


def test_a_day_that_was_typed_makes_no_agenda_older_than_the_day_on_which_it_was_closed(world, time_machine):
    notice_of("commune")
    for typed, closed in (("2026-09-20", "2026-10-03"), ("2026-09-20", "2026-09-20"), ("2026-10-02", "2026-09-20")):
        SessionFactory(
            council=world.council, convened=True, opens_from=day("2026-10-05"), convened_on=day(typed),
            agenda_closed_at=f"{closed} 09:00Z",
        )  # fmt: skip
    time_machine.move_to(COUNTED)
    actions.count_edition(OCTOBER, by=world.system)
    numbers = Snapshot.objects.get(council=world.council).numbers
    assert (numbers["sessions_told"], numbers["agendas_in_time"]) == (3, 1)


def session(council, opens="2026-10-05", **more):
    first = day(opens)
    more = {"agenda_closed_at": "2026-09-15 09:00Z", "opens_by": first + datetime.timedelta(days=2)} | more
    return SessionFactory(council=council, opens_from=first, **more)


def test_sessions_and_decisions(world):
    notice_of("commune")
    council, admin = world.council, world.admin
    held = session(council, sitting=True, opened_at="2026-10-05 09:00Z", convened_on=day("2026-09-20"))
    silent = session(council, opens="2026-10-12", convened=True, convened_on=day("2026-09-20"))
    undecided = session(council, opens="2026-10-13")
    planned = session(council, opens="2026-10-14", opens_on=day("2026-10-14"), ends_by=day("2026-10-20"))
    second = seated()
    unheard = session(second, opens_on=day("2026-10-05"), ends_by=day("2026-10-20"))
    draft, other = (
        DecisionFactory(
            deliberation=DeliberationFactory(item=AgendaItemFactory(session=held, state="deliberated")),
            adopted_on=day("2026-10-05"),
        )
        for _ in range(2)
    )
    hidden = AgendaItemFactory(session=held, referral=ReferralFactory(council=council))
    late = AgendaItemFactory(session=unheard)
    AgendaItem.objects.exclude(pk__in=[late.pk]).update(created_at=THEN)
    Document.objects.create(session=held, title="وثيقة", file="x.pdf")
    signer = MandateFactory(council=council, president=True)

    def go_on():
        perform(silent, "open", by=admin)
        Session.objects.filter(pk=undecided.pk).update(opens_on=day("2026-10-13"), ends_by=day("2026-10-27"))
        journal.record(undecided, "day", by=admin, data={})
        for row in (planned, unheard):  # the day that is typed is long past
            sessions.plan_sitting(
                row, by=MandateFactory(council=row.council, president=True).user, place="القاعة",
                starts_at=datetime.datetime.combine(row.opens_on, datetime.time(10), datetime.UTC),
            )  # fmt: skip
            perform(row, "convene", by=admin, also={"convened_on": day("2026-09-16")})
            perform(row, "open", by=admin)
        perform(draft, "publish", by=admin, also={"signed_by": signer, "signed_role": signer.role})
        forgotten = DecisionFactory(
            deliberation=DeliberationFactory(item=AgendaItemFactory(session=held, state="deliberated")),
            adopted_on=day("2026-10-05"),
        )
        journal.record(forgotten, "write", by=admin)
        council_actions.show(hidden.referral, is_shown=False, by=world.system)
        perform(late, "withdraw", by=admin, note="سحبت")
        perform(hidden, "postpone", by=admin, note="أجلت")

    before = world.again(go_on)["numbers"]
    keys = ("sessions_due", "sessions_held", "sessions_told", "agendas_in_time", "decisions")
    assert [before[key] for key in keys] == [4, 1, 3, 2, 2]
    assert "decisions_published" not in before
    after = world.november[council.pk]["numbers"]
    assert [after[key] for key in ("sessions_held", "sessions_told", "decisions")] == [3, 4, 3]
    assert other.state == "draft"
    assert world.november[second.pk]["numbers"]["sessions_due"] == 1  # it convened, late


# --- the programme of action (113-14, art. 78–80) ---
def test_programmes_budgets_and_projects(world, time_machine):
    admin = world.admin
    running = ProgrammeFactory(council=world.council, running=True, starts_on=day("2026-01-01"))
    Programme.objects.update(opened_at="2026-01-02 09:00Z", executable_at="2026-02-01 09:00Z")
    axis = AxisFactory(programme=running)

    def project(**said):
        return ProjectFactory(programme=running, axis=axis, due_on=day("2026-10-10"), **said)

    done, redone = (project(state="done", done_at="2026-10-09 09:00Z") for _ in range(2))
    time_machine.move_to("2026-10-09 10:00+01:00")
    for one in (done, redone):
        journal.record(one, "finish", by=admin, axis="state", source="in_progress", target="done")
    time_machine.move_to(THEN)
    put_off, abandoned, slow = project(state="in_progress"), project(state="in_progress"), project(state="in_progress")
    diagnosis = ProgrammeFactory(council=seated(), open=True, opened_at="2026-10-01 09:00Z")
    prepared(diagnosis)
    LineFactory(project=ProjectFactory(axis=AxisFactory(programme=diagnosis)))
    drafted = ProgrammeFactory(council=seated(), drafted=True, opened_at="2026-10-01 09:00Z")
    costed = ProjectFactory(axis=AxisFactory(programme=drafted))

    def go_on():
        perform(done, "resume", by=admin, note="لم ينته", also={"done_at": None})
        perform(redone, "resume", by=admin, note="لم ينته", also={"done_at": None})
        perform(redone, "finish", by=admin)
        perform(put_off, "postpone", by=admin, note="تأخر", also={"due_on": day("2027-05-01")},
                data={"due_before": "2026-10-10", "due_now": "2027-05-01"})  # fmt: skip
        perform(abandoned, "abandon", by=admin, note="ألغي")
        perform(slow, "finish", by=admin)
        perform(diagnosis, "draft", by=admin)
        line = LineFactory(project=costed)
        journal.record(costed, "write_line", by=admin, data={"line": line.pk, "year": 2026, "amount": "1000"})

    before = world.again(go_on)
    assert (before["numbers"]["projects_due"], before["numbers"]["projects_done"]) == (5, 2)
    after = world.november[world.council.pk]["numbers"]
    assert (after["projects_due"], after.get("projects_done", 0)) == (3, 0)
    first, second = (world.november[one.council_id]["published"] for one in (diagnosis, drafted))
    assert {"programme", "budget"} <= first.keys()
    assert {"programme", "budget"} <= second.keys()


def test_a_project_of_two_versions_is_counted_once_in_the_one_in_force_on_its_day(world, time_machine):
    """Bringing a programme up to date copies its projects (113-14, art. 80)."""
    former = ProgrammeFactory(council=world.council, running=True, starts_on=day("2024-01-01"), state="ended")
    new = ProgrammeFactory(
        council=world.council, running=True, starts_on=day("2024-01-01"), updates=former, number=2,
        executable_at="2026-06-01 09:00Z",
    )  # fmt: skip
    Programme.objects.filter(pk=former.pk).update(executable_at="2024-06-01 09:00Z")
    for due in ("2026-05-01", "2026-10-10"):
        for programme in (former, new):
            ProjectFactory(axis=AxisFactory(programme=programme), due_on=day(due), state="done",
                           done_at=f"{due} 08:00Z")  # fmt: skip
    time_machine.move_to(COUNTED)
    actions.count_edition(OCTOBER, by=world.system)
    numbers = Snapshot.objects.get(council=world.council).numbers
    assert (numbers["projects_due"], numbers["projects_done"]) == (2, 2)


# --- what was asked ---
def answered(council, **more):
    said = {"started_on": day("2026-09-01"), "due_on": day("2026-09-30")}
    referral = ReferralFactory(council=council, answered=True, **said)
    return AnswerFactory(
        published=True, referral=referral, published_on=day("2026-09-11"), **said | {"verdict": "informed"} | more
    )


def test_matters_promises_and_needs(world):
    council, admin, system = world.council, world.admin, world.system
    open_ones = [
        ReferralFactory(council=council, started_on=day("2026-08-01"), due_on=day("2026-09-30")) for _ in range(3)
    ]
    promise = answered(council, verdict=Verdict.PLANNED, planned_for=day("2026-10-15"))
    said = {"said_done_at": "2026-10-02 09:00Z", "round": 1}
    confirmed, again, contested, hidden, seen = (
        NeedFactory(referral=answered(council).referral, state=state, visibility=visibility, **said, **more)
        for state, visibility, more in (
            ("confirmed", "visible", {"confirmed_at": "2026-10-05 09:00Z"}),
            ("said_done", "visible", {}),
            ("said_done", "visible", {}),
            ("confirmed", "visible", {"confirmed_at": "2026-10-05 09:00Z"}),
            ("said_done", "hidden", {}),
        )
    )
    for need in (again, contested):
        journal.record(need, "say_done", by=admin, axis="state", source="heard", target="said_done")

    def go_on():
        council_actions.withdraw(open_ones[0], by=system, note="لم يعد قائما")
        Referral.objects.filter(pk=open_ones[1].pk).update(state="answered", answered_at=LATER)
        AnswerFactory(
            published=True, referral=open_ones[1], started_on=day("2026-08-01"), due_on=day("2026-09-30"),
            published_on=day("2026-11-20"),
        )  # fmt: skip
        council_actions.pause(
            ReferralFactory(council=council, due_on=day("2026-12-30")), reason="field",
            by=MandateFactory(council=council, president=True).user,
        )  # fmt: skip
        clock = {"started_on": day("2026-11-20"), "due_on": day("2027-01-20"), "answered_at": None}
        row = perform(promise.referral, "reopen", by=admin, note="مرة أخرى", also=clock)
        council_actions.withdraw(row, by=system, note="لم يعد قائما")
        perform(confirmed, "reopen", by=admin, note="انكسر")
        perform(again, "contest", by=admin, note="غير صحيح")
        perform(again, "say_done", by=admin)
        perform(again, "confirm", by=admin)
        perform(contested, "contest", by=admin, note="غير صحيح")
        perform(hidden, "hide", by=admin, note="مخالف")
        perform(seen, "show", by=admin)

    before = world.again(go_on)["numbers"]
    keys = ("received", "answered", "waiting", "late", "promises", "said_done", "confirmed")
    assert [before.get(key, 0) for key in keys] == [9, 6, 3, 3, 1, 4, 2]
    after = world.november[council.pk]["numbers"]
    assert (after["waiting"], after.get("promises", 0)) == (2, 0)


def test_questions_and_petitions(world):
    council = world.council
    asked, taken_back = (WrittenQuestionFactory(council=council, received_on=day("2026-10-05")) for _ in range(2))
    petition = PetitionFactory(council=council, deposited=True)

    def deposit(number, **said):
        return Deposit.objects.create(council=council, number=number, way="paper", scan="x.pdf",
                                      deposited_on=day("2026-10-12"), entered_by=world.admin, **said)  # fmt: skip

    deposit("1", petition=petition)

    def go_on():
        perform(taken_back, "withdraw", by=world.admin, note="سحب")
        signer = MandateFactory(council=council, president=True)
        perform(asked, "draft", by=world.admin, also={"reply": "قبل نهاية السنة", "drafted_by": signer})
        perform(asked, "publish", by=world.admin, also={"signed_by": signer, "signed_role": signer.role})
        perform(petition, "withdraw", by=world.admin, note="سحبت")
        deposit("2", petition=PetitionFactory(council=council, deposited=True))

    before = world.again(go_on)["numbers"]
    assert (before["questions"], before["petitions"]) == (2, 1)
    after = world.november[council.pk]["numbers"]
    assert (after["questions"], after["questions_answered"], after["petitions"]) == (1, 1, 1)


# --- things published ---
def test_people_committees_services_and_promises_count_from_the_day_they_were_entered(world):
    since = day("2026-01-01")
    president = MandateFactory(council=world.council, president=True, starts_on=since)
    officer = MandateFactory(council=world.council, delegation="", starts_on=since)
    second, third = seated(), seated(pledge_days=30)
    boss = MandateFactory(council=third, president=True, starts_on=since)
    clerk = MandateFactory(council=third, delegation="الحالة المدنية", starts_on=since)
    journal.record(third, "pledge", by=boss.user, data={"days": 30})

    def go_on():
        council_actions.describe_mandate(officer, by=president.user, delegation="مكتب الضبط")
        council_actions.describe_mandate(clerk, by=boss.user, delegation="")
        council_actions.set_pledge(world.council, by=president.user, days=20)
        council_actions.set_pledge(third, by=boss.user, days=None)
        MandateFactory(council=second, role=Role.MEMBER, starts_on=since)
        MandateFactory(council=second, starts_on=since)
        CommitteeFactory(council=second)

    assert world.again(go_on)["published"].keys() == {"members"}
    later = {pk: row["published"].keys() for pk, row in world.november.items()}
    assert later[world.council.pk] == {"members", "services", "delay"}
    assert later[second.pk] == {"members", "services", "committees"}
    assert later[third.pk] == {"members"}
