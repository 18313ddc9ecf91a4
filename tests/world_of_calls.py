"""The calls of the small world (`tests.world`): a draft, an open one, one being scored without names, one decided.

With them, how to fill their addresses, and which of these name a secret. The author represents an association that
applies to each; the officer scores.
"""

import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from accounts.models import User
from calls import actions
from calls.actions import funding, moving
from calls.enums import ApplicationState
from calls.models import Application, Call, Instalment, Milestone, Project
from spaces.queries import forget_positions
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, EvaluatorFactory
from tests.factories.spaces import AssociationFactory
from tests.needs.files import image

LEADING = {"facilitator", "coordinator", "superuser"}
SECRETS = {
    "canarydraftcall": LEADING,
    "canarydraftfile": {"author", "superuser"},
    "canaryscoredfile": LEADING | {"author", "officer"},
    "canaryscorecomment": {"officer"},
    "canarytiewords": LEADING,
    "canaryloserfile": LEADING,
    "canaryloserreason": LEADING,
    "canaryinstalmentreport": LEADING | {"author"},
}
# The API's names for the things of calls.
OF_CALLS = ("call-", "calls-csv", "funded-projects-csv")
BY_APPLICATION = {
    "application", "write", "budget", "documents", "send", "complete", "withdraw", "application-discard", "ask",
    "accept", "reject", "call-up",
}  # fmt: skip
BY_PROJECT = {"project", "agreement", "closing"}


def make(world) -> SimpleNamespace:
    """Make the calls; every application is a secret to strangers, and so is the draft of a call."""
    who, made = world.who, SimpleNamespace()
    made.association = AssociationFactory(seat=world.space.commune, representative=who["author"])
    forget_positions(who["author"])
    made.draft = calling(world, "canarydraftcall")
    made.open = actions.publish(calling(world, "opencall"), by=who["facilitator"])
    made.begun = applied(made.open, made.association, "canarydraftfile")
    made.attached = actions.attach(
        made.begun, by=who["author"], title="canarydraftfile plan", file=SimpleUploadedFile("a.pdf", paper())
    )
    made.scored_call = actions.publish(calling(world, "scoredcall", is_blind=True), by=who["facilitator"])
    made.scored = actions.send(applied(made.scored_call, made.association, "canaryscoredfile"), by=who["author"])
    to_scoring(world, made.scored_call)
    made.seat = made.scored_call.evaluators.get()
    judged(who["officer"], made.scored, "canaryscorecomment")
    other = EvaluatorFactory(call=made.scored_call).user
    actions.declare(made.scored, by=other, has_conflict=True, words="canarytiewords")
    made.decided = decided(world, made)
    made.project = Project.objects.get(application__call=made.decided)
    made.loser = made.decided.applications.get(state=ApplicationState.NOT_RETAINED)
    made.instalment, made.milestone = made.project.instalments.first(), made.project.milestones.get()
    made.photo, made.proof = made.milestone.evidence.order_by("pk")
    for name in ("draft", "open", "scored_call", "decided"):
        setattr(made, name, Call.objects.get(pk=getattr(made, name).pk))
    return made


def calling(world, word: str, **said) -> Call:
    """Write a draft whose every word tells which one it is."""
    by = world.who["facilitator"]
    start = now() - datetime.timedelta(hours=1)
    row = actions.create(
        world.space, by=by, title_ar=f"{word} ar", title_fr=f"{word} fr", purpose_fr=f"{word} purpose",
        envelope=100_000, ceiling=50_000, seat="present", evaluators_min=1, reserve_places=0, opens_at=start,
        closes_at=start + datetime.timedelta(days=20), results_on=localdate() + datetime.timedelta(days=40), **said,
    )  # fmt: skip
    actions.save_category(row, by=by, name_fr=f"{word} category", theme="culture", places=1)
    actions.save_criterion(row, by=by, name_fr=f"{word} criterion", most=10, weight=1)
    actions.name_evaluator(row, world.who["officer"], by=by)
    return row


def applied(call: Call, association, word: str) -> Application:
    words = {name: f"{word} {name}" for name in ("title", "summary", "objectives", "audience", "calendar")}
    draft = ApplicationFactory(call=call, association=association, **words)
    line = {"label": f"{word} line", "cost": 20_000, "asked": 20_000, "own": 0, "others": 0}
    return actions.write_budget(draft, [line], by=association.representative)


def to_scoring(world, call: Call) -> None:
    by = world.who["facilitator"]
    moving.close(call, by=User.objects.system())
    actions.check(call, by=by)
    for row in call.applications.filter(state="sent"):
        actions.accept(row, by=by)
    actions.score(call, by=by)


def judged(user, row: Application, comment: str, points: int = 7) -> None:
    actions.declare(row, by=user, has_conflict=False)
    marks = {one.pk: points for one in row.call.criteria.all()}
    actions.give(row, by=user, marks=marks, comment=comment)


def decided(world, made) -> Call:
    """Lead a call to its winner, the author's association, whose project is under way; another is not retained."""
    who, by = world.who, world.who["facilitator"]
    call = actions.publish(calling(world, "decidedcall"), by=by)
    first = actions.send(applied(call, made.association, "winner"), by=who["author"])
    other = AssociationFactory(seat=world.space.commune)
    second = actions.send(applied(call, other, "canaryloserfile"), by=other.representative)
    to_scoring(world, call)
    judged(who["officer"], first, "good", 9)
    judged(who["officer"], second, "less", 3)
    actions.rank(call, by=by)
    actions.write_reasons(call, {first.number: "winner reason", second.number: "canaryloserreason"}, by=by)
    call = actions.award(call, by=by)
    project, day = Project.objects.get(application__call=call), localdate()
    funding.plan(
        project, by=by, starts_on=day, ends_on=day, duties="duties", milestones=[("step", day)],
        instalments=[(10_000, day), (10_000, day)],
    )  # fmt: skip
    project = funding.agree(project, by=by)
    paid, step = project.instalments.first(), project.milestones.get()
    funding.pay(paid, by=by)
    funding.report(
        paid, by=who["author"], text="canaryinstalmentreport", spent=9_000, file=SimpleUploadedFile("a.pdf", paper())
    )
    funding.prove(step, by=who["author"], title="photo", file=image(size=(20, 20)))
    funding.prove(step, by=who["author"], title="proof", file=SimpleUploadedFile("a.pdf", paper()))
    return call


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of calls with, as `tests.doors.values` does."""
    made = world.calls
    calls = [{"pk": row.pk} for row in (made.open, made.scored_call, made.decided, made.draft)]
    led = [{"pk": row.pk} for row in (made.draft, made.decided)]
    files = [{"pk": row.pk} for row in (made.begun, made.scored, made.loser)]
    project = [{"pk": made.project.pk}]
    things = [
        {"pk": row.pk, "kind": kind, "key": getattr(row, kind).get().pk}
        for row in (made.draft, made.open) for kind in ("categories", "criteria")
    ]  # fmt: skip
    numbers = [{"pk": made.scored_call.pk, "number": made.scored.number}]
    return {
        ("calls", ("slug",)): [{"slug": space.commune.slug} for space in (world.space, world.draft_space)],
        ("calls", ("pk",)): calls,
        **{(f"calls:{name}", ("pk",)): led for name in ("build", "edit", "discard", "evaluators", "ranking", "tie")},
        **{(f"calls:{name}", ("pk",)): files for name in BY_APPLICATION},
        **{(f"calls:{name}", ("pk",)): project for name in BY_PROJECT},
        ("calls:attachment", ("pk",)): [{"pk": made.attached.pk}],
        ("calls:detach", ("key", "pk")): [{"pk": made.begun.pk, "key": made.attached.pk}],
        ("calls:thing-new", ("kind", "pk")): [
            {"pk": made.draft.pk, "kind": kind} for kind in ("categories", "criteria", "x")
        ],
        **{(f"calls:{name}", ("key", "kind", "pk")): things for name in ("thing", "thing-remove")},
        ("calls:end-evaluator", ("key", "pk")): [{"pk": made.scored_call.pk, "key": made.seat.pk}],
        ("calls:move", ("action", "pk")): [
            {"pk": row.pk, "action": action} for row in (made.draft, made.open, made.scored_call)
            for action in (*Call.MOVES, "fly")
        ],
        ("calls", ("number", "pk")): numbers,
        ("calls:agreement-pdf", ("language", "pk")): [
            {"pk": made.project.pk, "language": language} for language in ("fr", "xx")
        ],
        ("calls:project-move", ("action", "pk")): [
            {"pk": made.project.pk, "action": action} for action in (*Project.MOVES, "fly")
        ],
        **{(f"calls:{name}", ("pk",)): [{"pk": made.instalment.pk}] for name in ("report", "report-pdf")},
        ("calls:instalment-move", ("action", "pk")): [
            {"pk": made.instalment.pk, "action": action} for action in (*Instalment.MOVES, "fly")
        ],
        **{(f"calls:{name}", ("pk",)): [{"pk": made.milestone.pk}] for name in ("prove", "reach")},
        ("calls:evidence", ("pk",)): [{"pk": row.pk} for row in (made.photo, made.proof)],
        ("call", ("pk",)): calls,
    }  # fmt: skip


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of calls names what a stranger may not see; None for no such one."""
    if not name.startswith(("calls:", *OF_CALLS)):
        return None
    made, pk, short = world.calls, kwargs.get("pk"), name.removeprefix("calls:")
    if short in BY_APPLICATION | {"attachment", "detach"}:
        return True
    if short == "evidence":
        return pk == made.proof.pk
    if short in BY_PROJECT or short in {"prove", "reach", "report", "instalment-move", "project-move", "agreement-pdf"}:
        return False
    if short == "report-pdf":
        return True
    if "slug" in kwargs:
        return short != "begin-for-council" and kwargs["slug"] == world.draft_space.commune.slug
    return pk == made.draft.pk


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of calls list."""
    made, who = world.calls, world.who
    by = who["facilitator"]
    calling(world, f"more{number}")
    actions.publish(calling(world, f"moreopen{number}"), by=by)
    actions.save_category(made.draft, by=by, name_fr=f"c{number}", theme="social", places=1)
    actions.save_criterion(made.draft, by=by, name_fr=f"k{number}", most=5, weight=1)
    actions.name_evaluator(made.draft, UserFactory(), by=by)
    association = AssociationFactory(seat=world.space.commune, representative=who["author"])
    forget_positions(who["author"])
    row = applied(made.scored_call, association, f"file{number}")
    Application.objects.filter(pk=row.pk).update(
        state="eligible", number=100 + number, sent_at=now(), sent_by=who["author"]
    )
    judged(who["officer"], Application.objects.get(pk=row.pk), f"comment {number}")
    winner = applied(made.decided, AssociationFactory(seat=world.space.commune), f"won{number}")
    like = Application.objects.get(pk=made.project.application_id)
    Application.objects.filter(pk=winner.pk).update(
        state="awarded", number=100 + number, sent_at=now(), sent_by=who["author"], mean=like.mean, means=like.means,
        spread=like.spread, rank=2, place=2 + number, reasons="more",
    )  # fmt: skip
    project, day = Project.objects.create(application=winner, granted=1), localdate()
    Milestone.objects.create(project=project, title="more", due_on=day)
    Instalment.objects.create(project=made.project, number=10 + number, amount=1, due_on=day)
    step = Milestone.objects.create(project=made.project, title="more", due_on=day)
    funding.prove(step, by=who["author"], title=f"photo {number}", file=image(size=(20, 20)))
    file = SimpleUploadedFile("a.pdf", paper())
    actions.attach(made.begun, by=who["author"], title=f"document {number}", file=file)
