"""Counting councils by month, on rows made by hand."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.fitness import Unfit
from core.models import Entry
from core.workflow import Refused
from councils.enums import ReferralState, Verdict
from councils.models import Council
from notices.models import Notice
from observatory import actions
from observatory.counting import matters
from observatory.counting.editions import gathered, over
from observatory.counting.past import Past
from observatory.enums import Band
from observatory.models import Benchmark, Comment, Edition, Snapshot
from programmes.models import Programme
from tests.factories.accounts import UserFactory
from tests.factories.councils import (
    AnswerFactory,
    CouncilFactory,
    ElectionPeriodFactory,
    MandateFactory,
    ReferralFactory,
)
from tests.factories.councils import ClockRuleFactory as LegalRuleFactory
from tests.factories.deliberations import AgendaItemFactory, DecisionFactory, DeliberationFactory, SessionFactory
from tests.factories.needs import NeedFactory
from tests.factories.presidency import OrderFactory, WrittenQuestionFactory
from tests.factories.programmes import AxisFactory, ProgrammeFactory, ProjectFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2025, 11, 1), datetime.date(2026, 10, 31)
NOW_DAY = "2026-10-20 09:00Z"
NOW = "2026-11-03 09:00+01:00"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def seated(**said):
    """A council that was there before the twelve months."""
    council = CouncilFactory(**said)
    Council.objects.filter(pk=council.pk).update(opened_at="2024-01-01 09:00Z")
    return council


def waiting(council, started="2026-10-01", due="2026-11-30", **more):
    return ReferralFactory(council=council, started_on=day(started), due_on=day(due), **more)


def answered(council, started="2026-09-01", due="2026-09-30", on="2026-09-11", verdict=Verdict.INFORMED, **more):
    referral = ReferralFactory(council=council, answered=True, started_on=day(started), due_on=day(due))
    return AnswerFactory(
        published=True, referral=referral, started_on=day(started), due_on=day(due), published_on=day(on),
        verdict=verdict, **more,
    )  # fmt: skip


@pytest.fixture
def council():
    return seated()


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW)


def counted(council):
    return gathered(matters.parts(FIRST, Past(LAST)))[council.pk]


def test_clocks_are_counted_by_the_month_they_began_in_as_they_stood_on_the_last_day(council):
    answered(council)  # ten days, in time
    answered(council, on="2026-10-02")  # late
    answered(council, started="2026-08-01", on="2026-11-02")  # after the last day: waiting still, and late
    answered(council, started="2025-10-31", due="2025-12-01", on="2025-11-20")  # began before
    waiting(council)
    waiting(council, started="2024-01-01", due="2024-03-01")  # long ago: late, and never forgotten
    waiting(council, started="2026-10-01", due="2026-10-31")  # its last day has just ended
    waiting(council, started="2026-10-01", due="2026-10-20", paused_for="field")
    waiting(council, started="2026-11-01", due="2026-11-20")  # after the last day
    waiting(council, state=ReferralState.WITHDRAWN)
    waiting(council, by_procedure=True)
    found = counted(council)
    september, october = found.by_month["2026-09"], found.by_month["2026-10"]
    assert september.numbers == {"received": 2, "answered": 2, "on_time": 1}
    assert september.days == {10: 1, 31: 1}
    assert (october.numbers["received"], october.numbers["answered"]) == (3, 0)
    assert found.by_month["2026-08"].numbers["answered"] == 0
    assert found.stock.numbers == {"waiting": 5, "late": 3}
    assert found.oldest_days == (LAST - day("2024-03-01")).days


def test_a_matter_put_before_the_council_again_counts_twice(council):
    answer = answered(council)
    AnswerFactory(
        published=True, referral=answer.referral, started_on=day("2026-10-05"), due_on=day("2026-11-01"),
        published_on=day("2026-10-25"),
    )  # fmt: skip
    found = counted(council)
    assert [found.by_month[key].numbers["answered"] for key in ("2026-09", "2026-10")] == [1, 1]


def test_a_promise_is_kept_when_it_is_said_done_by_its_day(council):
    kept, late, broken, coming = (
        answered(council, verdict=Verdict.PLANNED, planned_for=day(when))
        for when in ("2026-10-10", "2026-10-10", "2026-09-20", "2026-12-01")
    )
    for answer, on in ((kept, "2026-10-10"), (late, "2026-10-11"), (coming, "2026-10-01")):
        AnswerFactory(
            published=True, referral=answer.referral, verdict=Verdict.DONE, published_on=day(on), due_on=None,
            started_on=None,
        )  # fmt: skip
    AnswerFactory(  # said again: one promise
        published=True, referral=broken.referral, verdict=Verdict.PLANNED, planned_for=day("2026-09-20"),
        published_on=day("2026-09-15"), due_on=None, started_on=None,
    )  # fmt: skip
    found = counted(council)
    assert found.by_month["2026-10"].numbers["promises"] == 2
    assert found.by_month["2026-10"].numbers["kept"] == 1
    assert (found.by_month["2026-09"].numbers["promises"], found.by_month["2026-09"].numbers["kept"]) == (1, 0)


def test_what_was_said_done_is_confirmed_by_inhabitants_or_not(council):
    for state, confirmed_at in (("confirmed", "2026-10-09 09:00Z"), ("said_done", None), ("heard", None)):
        NeedFactory(
            referral=answered(council).referral, state=state, said_done_at="2026-10-01 09:00Z",
            confirmed_at=confirmed_at,
        )  # fmt: skip
    found = counted(council).by_month["2026-10"].numbers
    assert (found["said_done"], found["confirmed"]) == (3, 1)


# --- an edition ---
@pytest.fixture
def system():
    return User.objects.system()


@pytest.fixture
def president(council):
    return MandateFactory(council=council, president=True, starts_on=day("2026-01-01")).user


def edition(month="2026-10-01"):
    return actions.count_edition(day(month), by=User.objects.system())


def test_an_edition_counts_each_council_once_and_tells_those_who_sign(council, president):
    officer = MandateFactory(council=council).user
    for _ in range(5):
        answered(council)
    CouncilFactory()  # not there yet
    made = edition()
    assert (made.public_on, made.councils) == (day("2026-11-10"), 1)
    row = Snapshot.objects.get()
    assert (row.numbers["answered"], row.median_days, row.values["on_time"]) == (5, 10, 100)
    assert (row.band, row.level, row.region.code) == (Band.UP_TO_15000, "commune", "09")
    assert row.standings == {}  # fewer than five councils
    told = Notice.objects.filter(key="observatory.2026-10").values_list("user", flat=True)
    assert president.pk in told
    assert officer.pk not in told
    assert edition() == made
    assert Snapshot.objects.count() == 1
    assert Entry.objects.filter(action="count").count() == 1


def test_a_month_that_is_not_over_is_not_counted(system):
    with pytest.raises(Refused):
        actions.count_edition(day("2026-11-01"), by=system)
    assert not Edition.objects.exists()


def test_a_worker_that_was_away_counts_the_months_it_missed(council, system, time_machine):
    assert [row.key for row in actions.count_what_is_due(by=system)] == ["2026-10"]
    assert actions.count_what_is_due(by=system) == []
    time_machine.move_to("2027-02-01 03:00+01:00")
    assert [row.key for row in actions.count_what_is_due(by=system)] == ["2026-11", "2026-12", "2027-01"]


def test_among_five_communes_of_like_size_each_has_a_word_and_groups_add_up(council):
    councils = [council] + [seated() for _ in range(4)]
    far = seated(territory=TerritoryFactory(population=200_000))
    for number, one in enumerate([*councils, far]):
        for turn in range(6):
            answered(one, on="2026-09-11" if turn <= number else "2026-10-05")
    made = edition()
    words = {row.council_id: row.standings for row in Snapshot.objects.all()}
    assert words[councils[4].pk]["band"]["on_time"] == "first"
    assert words[councils[0].pk]["band"]["on_time"] == "room"
    assert "band" not in words[far.pk]
    assert words[far.pk]["country"]["on_time"] == "first"
    band = Benchmark.objects.get(edition=made, scope="band", code=Band.UP_TO_15000)
    assert (band.councils, band.numbers["answered"], band.spreads["on_time"]["count"]) == (5, 30, 5)
    alone = Benchmark.objects.get(edition=made, scope="band", code=Band.ABOVE)
    assert (alone.councils, alone.spreads) == (1, {})


def test_counting_costs_the_same_number_of_queries_for_one_council_and_for_many(council):
    spent = []
    answered(council)
    User.objects.system()
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            edition()
        spent.append(len(queries))
        Edition.objects.all().delete()
        for _other in range(3):
            answered(seated())
    assert spent[0] == spent[1]


def test_councils_add_up_over_some_months_only(council):
    answered(council)
    answered(council, started="2026-10-01", due="2026-10-30", on="2026-10-05")
    waiting(council)
    edition()
    whole = over(Snapshot.objects.all(), ["2026-10"])
    assert (whole.numbers["received"], whole.numbers["answered"], whole.median_days) == (2, 1, 4)
    assert whole.numbers["waiting"] == 1


# --- the council's word ---
def test_a_comment_is_signed_dated_and_its_versions_stay(council, president):
    edition()
    row = Snapshot.objects.get()
    actions.comment(row, by=president, text="قلة الموظفين.", version=0)
    second = actions.comment(row, by=president, text="قلة الموظفين، والمقر الجديد.", version=1)
    assert (second.version, second.signed_role, Comment.objects.count()) == (2, "president", 2)
    with pytest.raises(Refused):  # another page signed meanwhile
        actions.comment(row, by=president, text="نص آخر", version=1)
    for text in ("", "…", second.text, "ا" * 2001):
        with pytest.raises(Unfit):
            actions.comment(row, by=president, text=text)


def test_only_who_signs_for_the_council_comments_and_not_in_an_election(council, president):
    edition()
    row = Snapshot.objects.get()
    for user in (MandateFactory(council=council).user, MandateFactory(president=True).user, UserFactory(),
                 UserFactory(is_superuser=True)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            actions.comment(row, by=user, text="كلام")
    ElectionPeriodFactory()
    with pytest.raises(Refused, match="الانتخابية"):
        actions.comment(row, by=president, text="كلام")


# --- who sees what, when ---
def test_the_council_sees_its_figures_seven_days_before_everyone(council, president, time_machine):
    edition()
    row = Snapshot.objects.select_related("edition").get()
    stranger = UserFactory()
    colleague = MandateFactory(president=True).user  # of another council
    for moment, sees in (("2026-11-09 23:00+01:00", False), ("2026-11-10 00:30+01:00", True)):
        time_machine.move_to(moment)
        row = Snapshot.objects.select_related("edition").get()
        for user, may in ((president, True), (stranger, sees), (colleague, sees)):
            user = User.objects.get(pk=user.pk)
            assert Snapshot.objects.visible_to(user).exists() == may == user.has_perm("observatory.view_snapshot", row)


# --- the council's own house ---
def test_sessions_agendas_and_decisions_are_counted_and_found(council):
    for opens, convened, held in (("2026-10-05", "2026-09-20", True), ("2026-10-02", "2026-09-30", True),
                                  ("2026-10-25", None, False), ("2026-05-04", None, False)):  # fmt: skip
        day_of = day(opens)
        SessionFactory(
            council=council, opens_from=day_of, opens_by=day_of, opens_on=day_of if convened else None,
            ends_by=day_of if convened else None, convened_on=convened and day(convened),
            agenda_closed_at=f"{convened or opens} 09:00Z", state="closed" if held else "planned",
            opened_at=f"{opens} 09:00Z" if held else None,
        )  # fmt: skip
    LegalRuleFactory(key="session_notice", level="commune", value=10, citation="113-14, art. 35")
    session = council.sessions.order_by("opens_from").last()
    item = AgendaItemFactory(session=session)
    for published in (True, False):
        DecisionFactory(
            published=published, adopted_on=day("2026-10-06"), **({"published_at": NOW_DAY} if published else {}),
            deliberation=DeliberationFactory(item=AgendaItemFactory(session=session, state="deliberated")),
        )  # fmt: skip
    edition()
    row = Snapshot.objects.get(council=council)
    keys = ("sessions_due", "sessions_held", "sessions_told", "agendas_in_time")
    assert [row.numbers[key] for key in keys] == [3, 2, 2, 1]
    assert (row.numbers["decisions"], row.numbers["decisions_published"]) == (2, 1)
    assert {"sessions", "agendas", "decisions"} <= set(row.published)
    assert row.published["agendas"].endswith(f"/sessions/{item.session_id}/")


def test_projects_are_done_by_their_day_and_the_programme_is_found(council):
    programme = ProgrammeFactory(council=council, running=True)
    axis = AxisFactory(programme=programme)
    Programme.objects.update(opened_at="2026-03-01 09:00Z", executable_at="2026-06-01 09:00Z")
    for due, state, done in (("2026-10-10", "done", "2026-10-09 09:00Z"), ("2026-10-10", "done", "2026-10-12 09:00Z"),
                             ("2026-10-10", "in_progress", None), ("2026-10-10", "abandoned", None),
                             ("2026-12-10", "in_progress", None)):  # fmt: skip
        ProjectFactory(programme=programme, axis=axis, starts_on=None, due_on=day(due), state=state, done_at=done)
    edition()
    row = Snapshot.objects.get(council=council)
    assert (row.numbers["projects_due"], row.numbers["projects_done"]) == (3, 1)
    assert row.published["programme"].endswith(f"/programmes/{programme.pk}/")


def test_written_questions_are_answered_or_wait_and_what_the_president_publishes_is_found(council):
    for _asked, reply in (
        ("2026-10-02", "2026-10-20 09:00Z"),
        ("2026-10-02", "2026-11-01 09:00Z"),
        ("2026-10-03", None),
    ):
        more = {"answered": True, "answered_at": reply} if reply else {}
        WrittenQuestionFactory(council=council, received_on=day("2026-10-02"), **more)
    WrittenQuestionFactory(council=council, received_on=day("2026-10-03"), state="withdrawn", withdrawn_at=NOW_DAY)
    order = OrderFactory(council=council, published=True, published_at=NOW_DAY)
    edition()
    row = Snapshot.objects.get(council=council)
    assert (row.numbers["questions"], row.numbers["questions_answered"]) == (3, 1)
    assert row.published["orders"].endswith(f"/orders/{order.pk}/")
    assert "questions" in row.published
    assert "report" not in row.published
