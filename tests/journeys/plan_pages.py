"""The pages of reference documents and joint plans: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from plans.models import Plan, ReferenceDocument
from tests import world_of_plans as making
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: drafts, and some held back."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    needs = [world.rich, world.relayed]
    of = SimpleNamespace(
        space=world.space, who=who | {"author": who["citizen"]}, open=world.rich, secret_needs=needs[1:]
    )
    made = making.make(of)
    made.demo_document = ReferenceDocument.objects.filter(space=world.space).earliest("pk")
    made.demo_plan = Plan.objects.filter(space=world.space).earliest("pk")
    return made


def visits(world) -> list[Visit]:
    return [*public(world), *writing(world), *planning(world)]


def public(world) -> list[Visit]:
    made = world.plans
    document, plan = f"reference-documents/{made.demo_document.pk}/", f"plans/{made.demo_plan.pk}/"
    paragraph = made.demo_document.paragraphs.exclude(thread=None).earliest("pk")
    action = made.demo_plan.actions.earliest("pk")
    return [
        Visit("spaces/tiznit/plans/"), Visit(document), Visit(f"{document}?version=1", languages=FEW),
        Visit(f"{document}changes/"), Visit(f"paragraphs/{paragraph.pk}/"),
        Visit(f"paragraphs/{paragraph.pk}/", "citizen", languages=FEW), Visit(plan),
        Visit(f"{plan}?late=1", languages=FEW), Visit(f"plans/actions/{action.pk}/"),
        Visit(f"{plan}columns/", languages=FEW), Visit(f"plans/from/need/{world.rich.pk}/", languages=FEW),
        Visit(f"{document}adopt/", "citizen", languages=FEW),
    ]  # fmt: skip


def writing(world) -> list[Visit]:
    made = world.plans
    document = f"reference-documents/{made.document.pk}/"
    passage = made.next.passages.earliest("position")
    begin = "spaces/tiznit/reference-documents/begin/"
    looked_at = ("", "draft/", f"draft/{passage.pk}/", "draft/add/", "draft/publish/", "phases/", "editors/")
    once = ("edit/", "draft/discard/", "moves/hide/")
    return [
        Visit(begin, "facilitator", languages=FEW), Visit(begin, "facilitator", sends_nothing, 0, FEW),
        *(Visit(f"{document}{path}", "facilitator", languages=FEW) for path in looked_at),
        *(
            Visit(f"{document}{path}", "facilitator", sends_nothing, 0, ("ar",))
            for path in ("draft/add/", "phases/", "editors/")
        ),
        *(Visit(f"{document}{path}", "facilitator", languages=("ar",)) for path in once),
        Visit(f"paragraphs/{passage.paragraph_id}/origins/", "facilitator", languages=("ar",)),
        Visit(f"reference-documents/{made.held.pk}/versions/begin/", "facilitator", languages=("ar",)),
    ]  # fmt: skip


def planning(world) -> list[Visit]:
    made = world.plans
    plan, draft, action = (f"plans/{made.plan.pk}/", f"plans/{made.draft_plan.pk}/", f"plans/actions/{made.action.pk}/")
    axis, indicator = made.plan.axes.earliest("pk").pk, made.action.indicators.earliest("pk").pk
    forms = (
        f"{plan}axes/add/", f"{plan}axes/{axis}/", f"{plan}axes/{axis}/actions/add/", f"{action}edit/",
        f"{action}origins/", f"{action}milestones/add/", f"{action}indicators/add/", f"{plan}edit/", f"{draft}discard/",
        f"{action}indicators/{indicator}/measure/",
    )  # fmt: skip
    sent_empty = (f"{plan}axes/{axis}/actions/add/", f"{action}indicators/{indicator}/measure/")
    return [
        Visit("spaces/tiznit/plans/begin/", "facilitator", languages=FEW), Visit(draft, "facilitator", languages=FEW),
        Visit(plan, "facilitator", languages=("ar",)), Visit(action, "facilitator"),
        *(Visit(path, "facilitator", languages=("ar",)) for path in forms),
        *(Visit(path, "facilitator", sends_nothing, 0, ("ar",)) for path in sent_empty),
        Visit(f"{action}follow-up/", "facilitator"), Visit(f"{action}follow-up/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{action}moves/postpone/", "facilitator", languages=FEW),
        Visit(f"{draft}moves/publish/", "facilitator", languages=("ar",)),
    ]  # fmt: skip
