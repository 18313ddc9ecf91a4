"""What doors fetch: only what the person may see, so that a stranger gets 404; and how they answer a refusal."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from core.pages import posted
from core.workflow import Refused, is_open
from plans.models import Action, Paragraph, Plan, ReferenceDocument, Version
from spaces.models import Space
from territories.queries import unread_of


def visible_document(request, pk: int, permission: str = "") -> ReferenceDocument:
    """Return a document, or answer 404 when the reader may not see it, 403 when she lacks the permission."""
    document = get_object_or_404(ReferenceDocument.objects.visible_to(request.user).for_detail(), pk=pk)
    return _allowed(request, document, permission)


def visible_paragraph(request, pk: int) -> Paragraph:
    rows = Paragraph.objects.visible_to(request.user).select_related("document__space__commune", "thread")
    return get_object_or_404(rows.defer(*unread_of("document__space__commune")), pk=pk)


def draft_of(document: ReferenceDocument) -> Version:
    """Return the version in preparation, or answer 404 when there is none."""
    draft = get_object_or_404(document.versions, state="draft")
    draft.document = document
    return draft


def visible_plan(request, pk: int, permission: str = "") -> Plan:
    """Return a plan, or answer 404 when the reader may not see it, 403 when she lacks the permission."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).for_detail(), pk=pk)
    return _allowed(request, plan, permission)


def visible_action(request, pk: int, permission: str = "") -> Action:
    """Return an action with its plan, or answer 404 when the reader may not see it, 403 when she lacks the right."""
    action = get_object_or_404(Action.objects.visible_to(request.user).for_detail(), pk=pk)
    return _allowed(request, action, permission)


def _allowed(request, thing, permission: str):
    if permission and not request.user.has_perm(permission, thing):
        raise PermissionDenied
    return thing


def sent_files(request):
    """Return the files that were sent, None when the page is only read."""
    return request.FILES if request.method == "POST" else None


def say(form, refusal: Refused) -> None:
    """Show a refusal beside the field that it names, else above the form."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def a_form(request, form, *, title: str, space: Space, back: str, label: str, **more):
    """Answer with a form on a page of its own: what was typed is kept; 422 when something is to be put right."""
    context = {"form": form, "title": title, "space": space, "back": back, "label": label, **more}
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


def why_not(thing, name: str, form) -> str:
    """Return, in words, what is missing before a move; nothing when it may be done or the form says it already."""
    if form.errors or is_open(thing, name):
        return ""
    move = thing.MOVES[name]
    try:
        for guard in move.guards:
            guard(thing)
    except Refused as refusal:
        return str(refusal)
    return ""


def a_move(request, form, thing, action: str, *, of, back: str):
    """Answer with the page that says what the move `action` of `thing` does, and asks for its reason.

    `of` is what it is of, for the reader: a document, a plan, an action.
    """
    context = {
        "of": of,
        "back": back,
        "space": of.plan.space if hasattr(of, "plan_id") else of.space,
        "form": form,
        "move": thing.MOVES[action],
        "action": action,
        "missing": why_not(thing, action, form),
    }
    return render(request, "plans/move.html", context, status=422 if form.errors else 200)


def note_form(request, move, form_class, **kwargs):
    """Return the form of a move: with its reason where it needs one, else with nothing to type."""
    form = form_class(posted(request), **kwargs)
    if move.needs_note:
        form.fields["note"].required = True
    else:
        del form.fields["note"]
    return form
