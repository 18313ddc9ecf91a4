"""A plan: written, published, followed; what it adds up to; whoever answers is reminded."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from notices.models import Notice
from plans import actions
from plans.enums import ActionState, OwnerKind
from plans.figures import totals
from plans.models import Action
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.plans import ActionFactory, AxisFactory, IndicatorFactory, MilestoneFactory, PlanFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory, MembershipFactory, SpaceFactory
from tests.plans.people import facilitator
from tests.races import together

SAID = {"title_ar": "إصلاح البئر", "owner_kind": "space"}


def unfit(field, act):
    with pytest.raises(Unfit) as found:
        act()
    assert found.value.field == field


@pytest.mark.django_db
def test_a_plan_is_written_published_closed_and_opened_again():
    space = SpaceFactory()
    boss, member = facilitator(space), MembershipFactory(space=space).user
    plan = actions.begin_plan(space, by=boss, title_ar="خطة الماء", title_fr="")
    axis = actions.write_axis(plan, by=boss, title_ar="الماء")
    action = actions.add_action(axis, by=boss, **SAID)
    assert action.thread is None

    actions.move_plan(plan, "publish", by=boss)

    action.refresh_from_db()
    assert action.thread.path == f"/plans/actions/{action.pk}/"
    assert Notice.objects.filter(user=member, url=plan.get_absolute_url().removeprefix("/ar")).count() == 1
    assert actions.add_action(axis, by=boss, **SAID).thread  # later ones are discussed at once
    for act in (lambda: actions.remove_action(action, by=boss), lambda: actions.discard_plan(plan, by=boss)):
        with pytest.raises(Refused) as found:
            act()
        assert found.value.code == "published"
    with pytest.raises(Refused):
        actions.remove_axis(axis, by=boss)

    actions.move_plan(plan, "close", by=boss, note="انتهت الخطة")
    action.thread.refresh_from_db()
    assert action.thread.state == "closed"
    for act in (
        lambda: actions.follow_up(action, by=boss, text="انطلقت الأشغال"),
        lambda: actions.edit_action(action, by=boss, **SAID),
        lambda: actions.add_milestone(action, by=boss, title="الدراسة"),
        lambda: actions.move_action(action, "start", by=boss),
    ):
        with pytest.raises(Refused):
            act()
    actions.move_plan(plan, "reopen", by=boss, note="بقيت أشغال")
    actions.follow_up(action, by=boss, text="انطلقت الأشغال")


@pytest.mark.django_db
def test_an_action_has_one_owner_of_the_kind_that_is_said():
    axis = AxisFactory()
    boss = facilitator(axis.plan.space)
    association, council = AssociationFactory(), CouncilFactory()
    unfit("association", lambda: actions.add_action(axis, by=boss, title_ar="عمل", owner_kind="association"))
    unfit("owner_name", lambda: actions.add_action(axis, by=boss, title_ar="عمل", owner_kind="partner"))
    unfit("owner_kind", lambda: actions.add_action(axis, by=boss, title_ar="عمل", owner_kind="council"))
    unfit("owner_kind", lambda: actions.add_action(axis, by=boss, title_ar="عمل", owner_kind=""))
    unfit("title_ar", lambda: actions.add_action(axis, by=boss, title_ar="", owner_kind="space"))
    with pytest.raises(PermissionDenied):
        actions.add_action(axis, by=UserFactory(), **SAID)

    made = actions.add_action(axis, by=boss, title_ar="عمل", owner_kind="association", association=association)
    actions.edit_action(made, by=boss, title_ar="عمل", owner_kind="council", council=council, owner_name="مصلحة الماء")

    made.refresh_from_db()
    assert (made.association, made.council, made.owner_name) == (None, council, "مصلحة الماء")
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=made.pk).update(association=association)


@pytest.mark.django_db
def test_progress_is_entered_with_words_and_stays_between_0_and_100():
    action = ActionFactory()
    boss = facilitator(action.plan.space)
    for wrong in (-1, 101, 1000):
        unfit("progress", lambda wrong=wrong: actions.follow_up(action, by=boss, text="انطلقت", progress=wrong))
    unfit("text", lambda: actions.follow_up(action, by=boss, text="…", progress=10))
    unfit("link", lambda: actions.follow_up(action, by=boss, text="انطلقت", link="javascript:alert(1)"))
    unfit("file", lambda: actions.follow_up(action, by=boss, text="انطلقت", file=ContentFile(b"no", name="a.pdf")))
    unfit("photo", lambda: actions.follow_up(action, by=boss, text="انطلقت", photo=ContentFile(b"no", name="a.jpg")))
    assert not action.follow_ups.exists()

    actions.follow_up(action, by=boss, text="انطلقت الأشغال", progress=30, link="https://example.org/a")

    action.refresh_from_db()
    assert (action.progress, action.state) == (30, ActionState.IN_PROGRESS)  # its first progress begins it
    actions.follow_up(action, by=boss, text="تقدمت الأشغال", progress=60)
    assert list(action.follow_ups.values_list("progress", flat=True)) == [60, 30]  # the history stays
    action = actions.move_action(action, "finish", by=boss)
    assert (action.progress, action.is_late) == (100, False)
    with pytest.raises(Refused) as found:
        actions.follow_up(action, by=boss, text="بعد النهاية", progress=10)
    assert found.value.code == "over"
    action = actions.move_action(action, "resume", by=boss, note="لم تنته الأشغال")
    assert (action.progress, action.done_at) == (60, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(progress=101)


@pytest.mark.django_db
def test_progress_is_the_share_of_milestones_where_there_are_some():
    action = ActionFactory()
    boss = facilitator(action.plan.space)
    first, second, third = [actions.add_milestone(action, by=boss, title=f"مرحلة {n}") for n in "أبج"]
    unfit("progress", lambda: actions.follow_up(action, by=boss, text="انطلقت", progress=10))
    unfit("on", lambda: actions.reach_milestone(first, by=boss, on=localdate() + datetime.timedelta(days=1)))

    actions.reach_milestone(first, by=boss)
    action.refresh_from_db()
    assert (action.progress, action.state) == (33, ActionState.IN_PROGRESS)
    actions.reach_milestone(second, by=boss)
    actions.remove_milestone(third, by=boss)
    action.refresh_from_db()
    assert action.progress == 100
    actions.unreach_milestone(second, by=boss)
    with pytest.raises(Refused) as found:
        actions.move_action(action, "finish", by=boss)
    assert found.value.code == "milestones"


@pytest.mark.django_db
def test_an_indicator_goes_from_its_baseline_to_another_value_day_after_day():
    action = ActionFactory()
    boss, today = facilitator(action.plan.space), localdate()
    said = {"name_ar": "آبار", "unit": "بئر", "baseline": Decimal(2)}
    unfit("target", lambda: actions.add_indicator(action, by=boss, target=Decimal(2), **said))
    unfit("target", lambda: actions.add_indicator(action, by=boss, target=Decimal(10) ** 15, **said))
    indicator = actions.add_indicator(action, by=boss, target=Decimal(10), **said)
    day = datetime.timedelta(days=1)
    unfit("on", lambda: actions.measure(indicator, by=boss, on=today + day, value=Decimal(3)))

    actions.measure(indicator, by=boss, on=today - day, value=Decimal(4))
    unfit("on", lambda: actions.measure(indicator, by=boss, on=today - day, value=Decimal(5)))
    unfit("on", lambda: actions.measure(indicator, by=boss, on=today - 2 * day, value=Decimal(5)))
    actions.measure(indicator, by=boss, on=today, value=Decimal(12))

    assert [indicator.reached(one.value) for one in indicator.measures.all()] == [25, 100]
    falling = IndicatorFactory(action=action, baseline=10, target=0)
    assert [falling.reached(Decimal(value)) for value in (12, 10, 5, 0)] == [0, 0, 50, 100]
    with pytest.raises(Refused):
        actions.remove_indicator(indicator, by=boss)
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorFactory(action=action, baseline=3, target=3)


@pytest.mark.django_db
def test_an_action_is_postponed_to_a_day_to_come_and_the_journal_keeps_both():
    action = ActionFactory()
    boss, today = facilitator(action.plan.space), localdate()
    unfit("due_on", lambda: actions.move_action(action, "postpone", by=boss, note="تأخر التمويل", due_on=today))
    before, later = action.due_on, today + datetime.timedelta(days=200)

    moved = actions.move_action(action, "postpone", by=boss, note="تأخر التمويل", due_on=later)

    assert (moved.state, moved.due_on) == (ActionState.POSTPONED, later)
    entry = history(action).get(action="postpone")
    assert (entry.note, entry.data) == ("تأخر التمويل", {"due_before": f"{before}", "due_now": f"{later}"})
    with pytest.raises(PermissionDenied):
        actions.move_action(action, "vanish", by=boss)


@pytest.mark.django_db
def test_its_owner_follows_an_action_and_nobody_else():
    association, council = AssociationFactory(), CouncilFactory()
    secretary = AssociationMemberFactory(association=association).user
    plain = AssociationMemberFactory(association=association, position="member").user
    officer = MandateFactory(council=council).user
    councillor = MandateFactory(council=council, role="member").user
    of_association = ActionFactory(owner_kind=OwnerKind.ASSOCIATION, association=association)
    of_council = ActionFactory(owner_kind=OwnerKind.COUNCIL, council=council)
    may = [
        (user, action)
        for user in (association.representative, secretary, plain, officer, councillor)
        for action in (of_association, of_council)
        if user.has_perm("plans.follow_action", action)
    ]
    assert may == [(association.representative, of_association), (secretary, of_association), (officer, of_council)]

    assert actions.follow_up(of_association, by=secretary, text="أنجزنا الدراسة").is_owner
    with pytest.raises(PermissionDenied):
        actions.follow_up(of_association, by=plain, text="أنجزنا الدراسة")
    with pytest.raises(PermissionDenied):
        actions.edit_action(of_association, by=secretary, **SAID)
    hidden = ActionFactory(owner_kind=OwnerKind.ASSOCIATION, association=association, axis__plan=PlanFactory())
    assert not secretary.has_perm("plans.follow_action", hidden)  # a draft is not hers to see


@pytest.mark.django_db
def test_an_owner_is_reminded_thirty_and_seven_days_before_and_once_late(time_machine):
    at = datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC)
    time_machine.move_to(at)
    association = AssociationFactory()
    secretary = AssociationMemberFactory(association=association).user
    due_on = datetime.date(2027, 6, 30)
    action = ActionFactory(owner_kind=OwnerKind.ASSOCIATION, association=association, due_on=due_on)
    ActionFactory(due_on=None)
    ActionFactory(due_on=due_on, state=ActionState.DONE)
    ActionFactory(due_on=due_on, axis__plan=PlanFactory())

    told = {}
    for days in (40, 30, 29, 8, 7, 3, 0, -1, -2, -60):
        time_machine.move_to(datetime.datetime(2027, 6, 30, 9, tzinfo=datetime.UTC) - datetime.timedelta(days=days))
        actions.remind_due()
        actions.remind_due()
        told[days] = Notice.objects.filter(user=secretary).count()

    assert told == {40: 0, 30: 1, 29: 1, 8: 1, 7: 2, 3: 2, 0: 2, -1: 3, -2: 3, -60: 3}
    assert Notice.objects.filter(user=association.representative, is_urgent=True).count() == 1
    boss = facilitator(action.plan.space)
    actions.move_action(action, "postpone", by=boss, note="تأخر", due_on=datetime.date(2027, 12, 1))
    time_machine.move_to(datetime.datetime(2027, 11, 25, 9, tzinfo=datetime.UTC))
    assert actions.remind_due() == 1  # its new day is another one


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_once():
    action = ActionFactory(due_on=localdate() + datetime.timedelta(days=5))
    boss = facilitator(action.plan.space)
    assert sorted(together(actions.remind_due, actions.remind_due)) == [0, 1]
    assert Notice.objects.filter(user=boss).count() == 1


def test_totals_say_what_they_are_counted_over():
    yesterday = localdate() - datetime.timedelta(days=1)
    rows = [
        Action(state="done", progress=100, due_on=yesterday),
        Action(state="planned", progress=0, due_on=yesterday),
        Action(state="in_progress", progress=50),
        Action(state="abandoned", progress=90, due_on=yesterday),
    ]
    found = totals(rows)
    assert (found.count, found.done, found.late, found.dated) == (4, 1, 1, 3)
    assert (found.progress, found.standing) == (50, 3)
    assert [count for _state, count in found.by_state] == [1, 1, 1, 1]
    assert totals([]).progress is None


@pytest.mark.django_db
def test_a_list_of_actions_takes_one_query(django_assert_num_queries):
    for count in (1, 3):
        axis = AxisFactory()
        for action in ActionFactory.create_batch(count, axis=axis, of_partner=True):
            MilestoneFactory(action=action, reached_on=localdate())
        with django_assert_num_queries(1):
            rows = list(axis.plan.actions.for_list())
            assert [(row.owner, row.reached_count, row.milestone_count) for row in rows] == [
                ("وكالة الحوض المائي", 1, 1)
            ] * count
