"""The moves of a consultation, and looking after the statements that citizens propose."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from consultations import actions
from consultations.forms.building import NoteForm
from consultations.models import Consultation, Statement
from consultations.rules import acts
from consultations.views.fetch import visible_consultation
from core.enums import Visibility
from core.pages import page_of, posted
from core.workflow import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@step_up("publish", "cancel")
def move(request, pk, action):
    """Say what a move does, ask for its reason, then do it."""
    consultation = visible_consultation(request, pk)
    if action not in Consultation.MOVES:
        raise Http404
    shape = Consultation.MOVES[action]
    if not request.user.has_perm(shape.permission, consultation):
        raise PermissionDenied
    form = NoteForm(posted(request))
    form.fields["note"].required = shape.needs_note
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(consultation, action, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect(consultation)
    missing = "" if action in acts(consultation, request.user) else _why_not(consultation, action)
    context = {
        "consultation": consultation, "space": consultation.space, "form": form, "move": shape, "action": action,
        "needs_note": shape.needs_note, "missing": missing,
    }  # fmt: skip
    return render(request, "consultations/move.html", context, status=422 if form.errors else 200)


def _why_not(consultation: Consultation, action: str) -> str:
    """Return, in words, what is missing before a move."""
    shape = Consultation.MOVES[action]
    if getattr(consultation, shape.field) not in shape.sources:
        return _("This is not possible any more: the page you saw is out of date.")
    try:
        for guard in shape.guards:
            guard(consultation)
    except Refused as refusal:
        return str(refusal)
    return ""


@require_safe
def statements(request, pk):
    """The statements of a consultation for its moderators: those that wait first, then the others."""
    consultation = _moderated(request, pk)
    rows = Statement.objects.filter(part__consultation=consultation)
    context = {
        "consultation": consultation,
        "space": consultation.space,
        "waiting": list(rows.waiting().order_by("id")[:100]),
        "page": page_of(request, rows.exclude(visibility=Visibility.HELD)),
    }
    return render(request, "consultations/statements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_move(request, pk, key, action):
    """Show a statement, or do not, with the reason."""
    consultation = _moderated(request, pk)
    if action not in Statement.MOVES:
        raise Http404
    rows = Statement.objects.select_related("part__consultation__space__commune", "author")
    row = get_object_or_404(rows, pk=key, part__consultation=consultation)
    form = NoteForm(posted(request))
    form.fields["note"].required = Statement.MOVES[action].needs_note
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_statement(row, action, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, str(refusal))
        else:
            messages.success(request, _("Done. Its author is told in her inbox."))
            return redirect("consultations:statements", pk)
    context = {
        "consultation": consultation, "space": consultation.space, "form": form, "statement": row,
        "move": Statement.MOVES[action],
    }  # fmt: skip
    return render(request, "consultations/statement_move.html", context, status=422 if form.errors else 200)


def _moderated(request, pk: int) -> Consultation:
    consultation = visible_consultation(request, pk)
    if not request.user.has_perm("consultations.moderate_consultation", consultation):
        raise PermissionDenied
    return consultation
