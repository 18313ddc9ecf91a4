"""The lives of a version, a document, a plan and an action, cell by cell; who sees and does what."""

from itertools import product

import pytest
from django.db import transaction

from core.enums import Visibility
from core.workflow import Refused, perform
from plans.enums import ActionState as A
from plans.enums import PlanState as P
from plans.models import Action, Paragraph, Plan, ReferenceDocument, Version
from spaces.enums import SpaceState
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    ActionFactory,
    DocumentFactory,
    MilestoneFactory,
    PassageFactory,
    PlanFactory,
    VersionFactory,
)
from tests.plans.people import WHO, person
from tests.plans.texts import shown_passage

pytestmark = pytest.mark.django_db

PLAN = {
    P.DRAFT: {"publish": P.PUBLISHED},
    P.PUBLISHED: {"close": P.CLOSED},
    P.CLOSED: {"reopen": P.PUBLISHED},
}
ACTION = {
    A.PLANNED: {"start": A.IN_PROGRESS, "postpone": A.POSTPONED, "abandon": A.ABANDONED},
    A.IN_PROGRESS: {"finish": A.DONE, "postpone": A.POSTPONED, "abandon": A.ABANDONED},
    A.POSTPONED: {"abandon": A.ABANDONED, "resume": A.IN_PROGRESS},
    A.ABANDONED: {"resume": A.IN_PROGRESS},
    A.DONE: {"resume": A.IN_PROGRESS},
}
AXIS = {"visible": {"hold": "held", "hide": "hidden"}, "held": {"hide": "hidden", "show": "visible"},
        "hidden": {"show": "visible"}}  # fmt: skip


def check(row, action, expected, field="state"):
    """Try one move inside a transaction that is undone."""
    with transaction.atomic():
        try:
            after = getattr(perform(row, action, by=row.mover, note="لأن الأشغال تأخرت"), field)
        except Refused:
            after = None
        transaction.set_rollback(True)
    assert after == expected, (getattr(row, field), action)


def test_every_state_of_a_plan_and_an_action_allows_what_is_written_by_hand():
    boss = UserFactory(is_superuser=True)
    for state in P:
        plan = PlanFactory(published=True)
        ActionFactory(axis__plan=plan)
        Plan.objects.filter(pk=plan.pk).update(state=state)
        plan.refresh_from_db()
        plan.mover = boss
        for action in ("publish", "close", "reopen"):
            check(plan, action, PLAN[state].get(action))
    for state in A:
        row = ActionFactory(state=state)
        row.mover = boss
        for action in Action.MOVES:
            check(row, action, ACTION[state].get(action))
    for make, visibility in product((DocumentFactory, PlanFactory), Visibility):
        row = make(visibility=visibility)
        row.mover = boss
        for action in ("hold", "hide", "show"):
            check(row, action, AXIS[visibility].get(action), "visibility")


def refused(row, action, note=""):
    with pytest.raises(Refused) as found:
        perform(row, action, by=UserFactory(is_superuser=True), note=note)
    return found.value.code


def test_guards_say_what_is_missing():
    assert refused(PlanFactory(), "publish") == "empty"
    assert refused(PlanFactory(visibility="held"), "publish") == "not_visible"
    assert refused(PlanFactory(space__state=SpaceState.CLOSED), "publish") == "space_not_open"
    assert refused(PlanFactory(published=True), "close") == "note_missing"
    assert refused(VersionFactory(), "publish") == "empty"
    assert refused(PassageFactory(version__document__visibility="hidden").version, "publish") == "not_visible"
    closed = PassageFactory(version__document__space__state=SpaceState.CLOSED)
    assert refused(closed.version, "publish") == "space_not_open"
    assert refused(VersionFactory(published=True), "publish") == "not_now"
    assert refused(ActionFactory(axis__plan__published=False), "start") == "plan_not_followed"
    assert refused(MilestoneFactory(action__state=A.IN_PROGRESS).action, "finish") == "milestones"
    assert refused(ActionFactory(), "postpone") == "note_missing"


@pytest.mark.parametrize("who", WHO)
def test_the_list_and_the_page_agree_on_who_sees_a_document_or_a_plan(who):
    for make, model, permission in (
        (DocumentFactory, ReferenceDocument, "plans.view_document"),
        (PlanFactory, Plan, "plans.view_plan"),
    ):
        for published, visibility, state in product((True, False), ("visible", "hidden"), ("open", "draft")):
            row = make(published=published, visibility=visibility, space__state=state)
            user = person(who, row)
            listed = model.objects.visible_to(user).filter(pk=row.pk).exists()
            assert listed == user.has_perm(permission, row), (make, published, visibility, state)
            if published and visibility == "visible" and state == "open":
                assert listed


def test_a_paragraph_is_read_once_a_published_version_has_it():
    published = shown_passage().paragraph
    drafted = PassageFactory(version=VersionFactory(document=published.document, number=2)).paragraph
    seen = {who: set(Paragraph.objects.visible_to(person(who, published.document))) for who in WHO}
    both = {"editor", "facilitator", "moderator", "rapporteur", "coordinator", "superuser"}
    for who in WHO:
        assert seen[who] == ({published, drafted} if who in both else {published}), who


def test_who_may_do_what():
    document, plan, action = DocumentFactory(published=True), PlanFactory(published=True), ActionFactory()
    version = VersionFactory(document=document)
    writers = {"facilitator", "rapporteur", "coordinator", "superuser"}
    may = {
        ("plans.write_document", document): writers | {"editor"},
        ("plans.lead_document", document): writers - {"rapporteur"},
        ("plans.publish_version", version): writers - {"rapporteur"},
        ("plans.moderate_document", document): (writers | {"moderator"}) - {"rapporteur"},
        ("plans.begin", document.space): writers,
        ("plans.lead_plan", plan): writers,
        ("plans.moderate_plan", plan): (writers | {"moderator"}) - {"rapporteur"},
        ("plans.follow_action", action): writers,
    }
    for (permission, thing), expected in may.items():
        of = {Action: action.plan, Version: document}.get(type(thing), thing)
        of = document if permission == "plans.begin" else of
        assert {who for who in WHO if person(who, of).has_perm(permission, thing)} == expected, permission
