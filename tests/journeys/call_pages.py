"""The pages of calls for projects: who visits each, and what she does there first."""

import datetime
from types import SimpleNamespace

from django.utils.timezone import now

from calls import actions
from calls.models import Call, Project
from config.demo import people
from tests import world_of_calls as making
from tests.factories.calls import ApplicationFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a draft, an open one with a draft application, one being scored."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    of = SimpleNamespace(space=world.space, who=who | {"author": who["citizen"]})
    made = making.make(of)
    made.told = Call.objects.filter(space=world.space, is_blind=True, state="running").earliest("pk")
    won = made.told.applications.filter(state="awarded").values_list("category__name_fr", flat=True)
    assert sorted(won) == ["Affaires sociales"] * 3 + ["Culture"] * 3 + ["Sport"] * 3  # the demonstration's nine
    made.funded = Project.objects.filter(application__call=made.told).earliest("pk")
    made.other = AssociationFactory(seat=world.space.commune, representative=who["association"])
    made.lacking = ApplicationFactory(
        call=made.open, association=made.other, sent=True, number=90, state="completing", missing=["bank", "statutes"],
        missing_words="خطة العمل", complete_until=now() + datetime.timedelta(days=5),
    )  # fmt: skip
    for key in ("president", "association"):
        actions.name_evaluator(made.scored_call, who[key], by=who["facilitator"])
    # She scores, but not this file: she belongs to its association.
    AssociationMemberFactory(association=made.association, user=who["association"], position="member")
    made.file = made.told.applications.filter(state="not_retained").first() or made.loser
    return made


def visits(world) -> list[Visit]:
    return [*public(world), *preparing(world), *applying(world), *judging(world), *funding(world)]


def page(call) -> str:
    return f"calls/{call.pk}/"


def public(world) -> list[Visit]:
    made, space = world.calls, "spaces/tiznit/calls/"
    return [
        Visit(space), Visit(f"{space}?state=cancelled", languages=FEW), Visit(f"{space}latest/", languages=FEW),
        Visit(page(made.open)), Visit(page(made.told)), Visit(f"{page(made.told)}results/"),
        Visit(page(made.scored_call), languages=FEW), Visit(f"calls/projects/{made.funded.pk}/"),
        Visit(f"calls/projects/{made.project.pk}/", languages=FEW), Visit("calls/dictionary/", languages=FEW),
    ]  # fmt: skip


def preparing(world) -> list[Visit]:
    draft, opened = page(world.calls.draft), page(world.calls.open)
    new, key = "spaces/tiznit/calls/new/", world.calls.draft.criteria.get().pk
    return [
        Visit(new, "facilitator"), Visit(new, "facilitator", sends_nothing, 0, FEW),
        Visit("councils/tiznit/calls/new/", "president", languages=FEW), Visit(f"{draft}build/", "facilitator"),
        Visit(f"{draft}edit/", "facilitator", languages=FEW),
        Visit(f"{opened}edit/", "facilitator", languages=FEW),
        Visit(f"{draft}build/categories/new/", "facilitator", languages=FEW),
        Visit(f"{draft}build/criteria/new/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{draft}build/criteria/{key}/", "facilitator", languages=FEW),
        Visit(f"{draft}build/criteria/{key}/remove/", "facilitator", languages=FEW),
        Visit(f"{draft}evaluators/", "facilitator"), Visit(f"{draft}discard/", "facilitator", languages=FEW),
        Visit(f"{draft}moves/publish/", "facilitator", languages=FEW), Visit(draft, "facilitator", languages=FEW),
        Visit(f"{opened}moves/cancel/", "facilitator", languages=FEW),
    ]  # fmt: skip


def applying(world) -> list[Visit]:
    made = world.calls
    begun = f"calls/applications/{made.begun.pk}/"
    return [
        Visit(f"{page(made.open)}apply/", "association"), Visit(f"{page(made.open)}apply/", "officer", languages=FEW),
        Visit(f"{page(made.open)}apply/", "association", sends_nothing, 0, FEW),
        Visit("calls/applications/mine/", "citizen"), Visit(begun, "citizen", languages=FEW),
        *(Visit(f"{begun}{step}/", "citizen") for step in ("write", "budget", "documents", "send")),
        Visit(f"{begun}discard/", "citizen", languages=FEW),
        Visit(f"calls/applications/{made.scored.pk}/", "citizen"),
        Visit(f"calls/applications/{made.lacking.pk}/", "association"),
        Visit(f"calls/applications/{made.lacking.pk}/complete/", "association", languages=FEW),
        Visit(f"calls/applications/{made.scored.pk}/withdraw/", "citizen", languages=FEW),
    ]  # fmt: skip


def judging(world) -> list[Visit]:
    made = world.calls
    scored = page(made.scored_call)
    return [
        Visit(f"{scored}desk/", "facilitator"), Visit(f"calls/applications/{made.scored.pk}/", "facilitator"),
        Visit(f"calls/applications/{made.scored.pk}/ask/", "facilitator", languages=FEW),
        Visit(f"calls/applications/{made.scored.pk}/reject/", "facilitator", languages=FEW),
        Visit(f"calls/applications/{made.scored.pk}/accept/", "facilitator", languages=FEW),
        Visit(f"calls/applications/{made.loser.pk}/call-up/", "facilitator", languages=FEW),
        Visit(f"{scored}evaluation/{made.scored.number}/", "president", languages=FEW),
        Visit(f"{scored}evaluation/{made.scored.number}/", "association", status=403, languages=FEW),
        Visit(f"{scored}evaluation/", "association", languages=FEW), Visit(f"{scored}evaluation/", "officer"),
        Visit(f"{scored}evaluation/{made.scored.number}/", "officer"),
        Visit(f"{scored}evaluation/{made.scored.number}/", "officer", sends_nothing, 0, FEW),
        Visit(f"{page(made.told)}ranking/", "facilitator"),
        Visit(f"{page(made.decided)}ranking/tie/", "facilitator", languages=FEW),
        Visit(f"calls/applications/{made.file.pk}/", "facilitator", languages=FEW),
    ]  # fmt: skip


def funding(world) -> list[Visit]:
    made = world.calls
    waiting = Project.objects.filter(application__call=made.told, state="agreeing").earliest("pk")
    project = f"calls/projects/{made.project.pk}/"
    return [
        Visit(project, "facilitator", languages=FEW), Visit(project, "citizen", languages=FEW),
        Visit(f"calls/projects/{waiting.pk}/agreement/", "facilitator"),
        Visit(f"calls/projects/{waiting.pk}/agreement/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{project}closing/", "citizen", languages=FEW),
        Visit(f"{project}moves/stop/", "facilitator", languages=FEW),
        Visit(f"calls/instalments/{made.instalment.pk}/report/", "citizen", languages=FEW),
        Visit(f"calls/instalments/{made.instalment.pk}/moves/accept/", "facilitator", languages=FEW),
        Visit(f"calls/milestones/{made.milestone.pk}/prove/", "citizen", languages=FEW),
        Visit(f"calls/milestones/{made.milestone.pk}/reach/", "facilitator", languages=FEW),
    ]  # fmt: skip
