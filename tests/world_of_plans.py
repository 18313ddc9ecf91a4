"""The reference documents and joint plans of the small world (`tests.world`): some drafts, some shown, some hidden.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from plans import actions
from plans.actions.documents import name_editor_of
from plans.models import Action, Plan, ReferenceDocument
from tests.debates.papers import paper as pdf_of
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory
from tests.needs.files import image

# The API's names for the things of this room.
OF_PLANS = ("plan-", "referencedocument-")
DOCUMENT_PAGES = (
    "document", "changes", "document-edit", "phases", "editors", "adopt", "version-begin", "draft", "passage-add",
    "publish", "draft-discard",
)  # fmt: skip
PLAN_PAGES = ("plan", "csv", "json", "ics", "columns", "edit", "discard", "axis-add")
ACTION_PAGES = (
    "action", "action-edit", "action-remove", "action-origin", "follow-up", "milestone-add", "indicator-add",
)  # fmt: skip


def make(world) -> SimpleNamespace:
    """Make them; who may not see them is in `tests.world.SECRETS`."""
    by, made = world.who["facilitator"], SimpleNamespace()
    made.document = shown_document(world, "shown")
    made.next = actions.begin_version(made.document, by=by)
    actions.add_passage(made.next, by=by, kind="paragraph", text_ar="canarynextpassage")
    made.editor = name_editor_of(made.document, UserFactory(display_name="canaryeditorname"), by=by)
    made.first_draft = actions.begin_document(world.space, by=by, title_ar="canaryfirstdocument")
    made.held = actions.move_document(shown_document(world, "canarybackdocument"), "hold", by=by, note="checked")
    made.plan = shown_plan(world, "shown", made.document)
    made.draft_plan = drafted_plan(world, "canarydraftplan")
    made.held_plan = actions.move_plan(shown_plan(world, "canarybackplan"), "hide", by=by, note="checked")
    made.action = made.plan.actions.earliest("pk")
    # Where it came from is shown as far as the reader may see it: one is open, one is hidden.
    for need in (world.open, world.secret_needs[0]):
        actions.name_origin(made.action, need, by=by)
        actions.name_origin(made.document.paragraphs.earliest("pk"), need, by=by)
    return made


def shown_document(world, word: str) -> ReferenceDocument:
    """Return a document in two versions, with a phase, a remark and an association that adopted it."""
    by = world.who["facilitator"]
    row = actions.begin_document(world.space, by=by, title_ar=f"{word} document", purpose_fr=f"{word} purpose")
    today = localdate()
    actions.set_phase(row, "plan", by=by, starts_on=today, ends_on=today, text_ar=f"{word} phase")
    draft = row.versions.get()
    actions.add_passage(draft, by=by, kind="heading", text_ar=f"{word} heading")
    passage = actions.add_passage(draft, by=by, kind="principle", text_ar=f"{word} principle")
    actions.publish_version(draft, by=by)
    actions.remark(passage.paragraph, draft, by=world.who["author"], text=f"{word} remark")
    association = AssociationFactory()
    actions.adopt(draft, association, by=association.representative)
    second = actions.begin_version(row, by=by)
    actions.add_passage(second, by=by, kind="paragraph", text_ar=f"{word} added")
    actions.summarize(second, by=by, summary_ar=f"{word} summary")
    actions.publish_version(second, by=by)
    return ReferenceDocument.objects.get(pk=row.pk)


def drafted_plan(world, word: str, document: ReferenceDocument | None = None) -> Plan:
    """Return a plan in preparation with an axis and two actions, a milestone and an indicator."""
    by = world.who["facilitator"]
    row = actions.begin_plan(world.space, by=by, document=document, title_ar=f"{word} plan", purpose_ar=f"{word} aim")
    axis = actions.write_axis(row, by=by, title_ar=f"{word} axis")
    action = actions.add_action(
        axis, by=by, title_ar=f"{word} action", owner_kind="space", due_on=localdate() + datetime.timedelta(days=9)
    )
    actions.add_milestone(action, by=by, title=f"{word} milestone")
    actions.add_indicator(action, by=by, name_ar=f"{word} indicator", unit="km", baseline=1, target=4)
    actions.add_action(axis, by=by, title_ar=f"{word} other", owner_kind="partner", owner_name=f"{word} partner")
    return row


def shown_plan(world, word: str, document: ReferenceDocument | None = None) -> Plan:
    """Return a plan that is published and followed: words, a value, each with what shows it."""
    by, row = world.who["facilitator"], drafted_plan(world, word, document)
    actions.move_plan(row, "publish", by=by)
    action = row.actions.earliest("pk")
    actions.follow_up(
        action, by=by, text=f"{word} done", file=SimpleUploadedFile("a.pdf", pdf_of()), photo=image(size=(20, 20))
    )
    actions.measure(
        action.indicators.get(), by=by, on=localdate() - datetime.timedelta(days=40), value=2, note=f"{word} note",
        file=SimpleUploadedFile("a.pdf", pdf_of()),
    )  # fmt: skip
    return Plan.objects.get(pk=row.pk)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of documents and plans with, as `tests.doors.values` does."""
    made = world.plans
    slugs = [{"slug": space.commune.slug} for space in (world.space, world.draft_space)]
    documents = [made.document, (made.first_draft, made.held)[turn % 2]]
    plans = [made.plan, (made.draft_plan, made.held_plan)[turn % 2]]
    acts = [row.actions.earliest("pk") for row in plans]
    paragraphs = [made.document.paragraphs.earliest("pk"), made.held.paragraphs.earliest("pk")]
    passages = [{"pk": made.document.pk, "key": row.pk} for row in made.next.passages.all()[:2]]
    of_documents, of_plans, of_actions = ([{"pk": row.pk} for row in rows] for rows in (documents, plans, acts))
    axes = [{"pk": row.pk, "key": row.axes.earliest("pk").pk} for row in plans]
    indicators = [{"pk": row.pk, "key": row.indicators.earliest("pk").pk} for row in acts]
    milestones = [{"pk": row.pk, "key": row.milestones.earliest("pk").pk} for row in acts]
    needs = [{"kind": "need", "key": need.pk} for need in (world.open, world.secret_needs[0])]
    followed = [row.actions.earliest("pk") for row in (made.plan, made.held_plan)]
    proofs = [{"pk": row.follow_ups.get().pk} for row in followed]
    shown = [{"pk": row.indicators.earliest("pk").measures.earliest("pk").pk} for row in followed]
    parts = ("file", "photo", "x")

    def crossed(rows, name, found):
        return [row | {name: value} for row in rows for value in found]

    return {
        **{(f"plans:{name}", ("slug",)): slugs for name in ("list", "document-begin", "begin")},
        **{(f"plans:{name}", ("pk",)): of_documents for name in DOCUMENT_PAGES},
        **{(f"plans:{name}", ("pk",)): of_plans for name in PLAN_PAGES},
        **{(f"plans:{name}", ("pk",)): of_actions for name in ACTION_PAGES},
        **{
            (f"plans:{name}", ("pk",)): [{"pk": row.pk} for row in paragraphs]
            for name in ("paragraph", "paragraph-origin")
        },
        ("plans:document-move", ("action", "pk")): crossed(of_documents, "action", ("hold", "show", "fly")),
        ("plans:move", ("action", "pk")): crossed(of_plans, "action", (*Plan.MOVES, "fly")),
        ("plans:action-move", ("action", "pk")): crossed(of_actions, "action", (*Action.MOVES, "fly")),
        ("plans:phase-remove", ("key", "pk")): [
            {"pk": row.pk, "key": row.phases.get().pk} for row in (made.document, made.held)
        ],
        ("plans:editor-end", ("key", "pk")): [{"pk": made.document.pk, "key": made.editor.pk}],
        ("plans:passage-edit", ("key", "pk")): passages,
        ("plans:passage-act", ("act", "key", "pk")): crossed(passages, "act", ("up", "down", "remove", "x")),
        **{(f"plans:{name}", ("key", "pk")): axes for name in ("axis-edit", "axis-remove", "action-add")},
        **{(f"plans:{name}", ("key", "pk")): indicators for name in ("measure", "indicator-remove")},
        ("plans:milestone-act", ("act", "key", "pk")): crossed(milestones, "act", ("reach", "unreach", "remove", "x")),
        ("plans:paragraph-origin-remove", ("key", "pk")): [
            {"pk": paragraphs[0].pk, "key": paragraphs[0].origins.earliest("pk").pk}
        ],
        ("plans:action-origin-remove", ("key", "pk")): [
            {"pk": made.action.pk, "key": made.action.origins.earliest("pk").pk}
        ],
        ("plans:from", ("key", "kind")): [*needs, {"kind": "x", "key": 1}],
        ("plans:pdf", ("language", "pk")): [
            *crossed(of_plans[:1], "language", ("fr", "xx")), {"pk": plans[1].pk, "language": "ar"},
        ],
        ("plans:evidence", ("part", "pk")): crossed(proofs, "part", parts),
        ("plans:measure-evidence", ("part", "pk")): crossed(shown, "part", parts),
        ("plan", ("pk",)): of_plans,
        ("referencedocument", ("pk",)): of_documents,
        ("debates:thread", ("pk",)): [{"pk": row.thread_id} for row in followed],
    }  # fmt: skip


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see; None for no address of this room."""
    made, pk = world.plans, kwargs.get("pk")
    if name == "debates:thread" and pk == made.action.thread_id:
        return False
    if name == "debates:thread" and pk == made.held_plan.actions.earliest("pk").thread_id:
        return True
    if not name.startswith(("plans:", *OF_PLANS)):
        return None
    if name == "plans:from":
        return kwargs["key"] in {need.pk for need in world.secret_needs}
    if pk is None:
        return kwargs.get("slug") == world.draft_space.commune.slug
    hidden_actions = [row for plan in (made.draft_plan, made.held_plan) for row in plan.actions.all()]
    return pk in _hidden(made, name.removeprefix("plans:"), hidden_actions)


def _hidden(made, page: str, actions_: list[Action]) -> set[int]:
    """Return the keys of what is hidden, among the things that a page is of."""
    if page in {"plan-detail", "pdf", "move", "axis-edit", "axis-remove", "action-add", *PLAN_PAGES}:
        return {made.draft_plan.pk, made.held_plan.pk}
    if page == "evidence":
        return {proof.pk for row in actions_ for proof in row.follow_ups.all()}
    if page == "measure-evidence":
        return {one.pk for row in actions_ for indicator in row.indicators.all() for one in indicator.measures.all()}
    if page.startswith("paragraph"):
        return {row.pk for row in made.held.paragraphs.all()}
    if page.startswith(("action", "milestone", "indicator")) or page in {"measure", "follow-up"}:
        return {row.pk for row in actions_}
    return {made.first_draft.pk, made.held.pk}


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of this room list."""
    made, by = world.plans, world.who["facilitator"]
    more = shown_document(world, f"more {number}")
    shown_plan(world, f"more {number}", made.document)
    actions.add_passage(made.next, by=by, kind="paragraph", text_ar=f"passage {number}")
    name_editor_of(made.document, UserFactory(), by=by)
    actions.set_phase(made.document, ("awareness", "synthesis")[number], by=by,
                      starts_on=localdate(), ends_on=localdate())  # fmt: skip
    association = AssociationFactory()
    newest = made.document.versions.published().last()
    actions.adopt(newest, association, by=association.representative)
    paragraph = made.document.paragraphs.exclude(thread=None).earliest("pk")
    actions.remark(paragraph, newest, by=UserFactory(), text=f"remark {number}")
    axis = actions.write_axis(made.plan, by=by, title_ar=f"axis {number}")
    actions.add_action(axis, by=by, title_ar=f"action {number}", owner_kind="space", due_on=localdate())
    actions.add_milestone(made.action, by=by, title=f"milestone {number}")
    actions.follow_up(made.action, by=by, text=f"follow-up {number}")
    indicator = actions.add_indicator(made.action, by=by, name_fr=f"indicator {number}", unit="%", baseline=0, target=9)
    day = localdate() - datetime.timedelta(days=9 - number)
    for one in (made.action.indicators.earliest("pk"), indicator):
        actions.measure(one, by=by, on=day, value=3)
    origin = ("merged", "waiting")[number]
    for of in (made.action, made.document.paragraphs.earliest("pk")):
        actions.name_origin(of, getattr(world, origin), by=by)
    actions.name_origin(more.paragraphs.earliest("pk"), world.open, by=by)
    actions.name_origin(axis.actions.get(), world.open, by=by)
