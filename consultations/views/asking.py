"""Writing what is asked: parts, questions, options, proposals, first statements; their order, what is taken out."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations import actions
from consultations.enums import WITH_OPTIONS, ConsultationState, PartKind, QuestionKind
from consultations.forms.building import CandidateForm, NoteForm, OptionForm, PartForm, QuestionForm, StatementForm
from consultations.models import Candidate, Consultation, Option, Part, Question, Statement
from consultations.views.building import no_draft, say
from consultations.views.fetch import led_consultation
from core.pages import posted
from core.workflow import Refused

# The things of an address, and by which relation each belongs to its consultation.
THINGS = {
    "parts": (Part, "consultation"),
    "questions": (Question, "part__consultation"),
    "options": (Option, "question__part__consultation"),
    "candidates": (Candidate, "part__consultation"),
    "statements": (Statement, "part__consultation"),
}


def thing_of(consultation: Consultation, kind: str, key: int):
    """Return a part, a question, an option, a proposal or a statement of a consultation, or answer 404."""
    if kind not in THINGS:
        raise Http404
    model, relation = THINGS[kind]
    joined = relation.removesuffix("consultation").removesuffix("__")
    rows = model.objects.select_related(f"{joined}__consultation" if joined else "consultation")
    return get_object_or_404(rows, pk=key, **{relation: consultation})


@require_http_methods(["GET", "HEAD", "POST"])
def part_new(request, pk, kind):
    consultation = led_consultation(request, pk)
    if kind not in PartKind.values:
        raise Http404
    form = PartForm(posted(request), kind=kind)
    return _written(
        request, consultation, form, PartKind(kind).label,
        lambda: actions.add_part(consultation, by=request.user, kind=kind, **form.cleaned_data),
        lambda part: redirect("consultations:build", pk),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def part(request, pk, key):
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "parts", key)
    names = ("title_ar", "title_fr", "method", "budget", "most")
    form = PartForm(posted(request), kind=row.kind, initial={name: getattr(row, name) for name in names})
    return _written(
        request, consultation, form, row.title,
        lambda: actions.edit_part(row, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request, pk, key):
    """Choose the kind of a question, then write it, with its first options."""
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "parts", key)
    if row.kind != PartKind.QUESTIONS:
        raise Http404
    kind = request.GET.get("kind", "")
    if kind not in QuestionKind.values:
        context = {"consultation": consultation, "space": consultation.space, "part": row, "kinds": QuestionKind}
        return render(request, "consultations/question_kind.html", context)
    form = QuestionForm(posted(request), kind=kind, earlier=_earlier(row), with_options=True)
    return _written(
        request, consultation, form, QuestionKind(kind).label,
        lambda: actions.add_question(row, by=request.user, kind=kind, options=form.options, **form.said),
        lambda made: redirect("consultations:question", pk, made.pk) if kind in WITH_OPTIONS else None,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, pk, key):
    """Change a question; below it, its options."""
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "questions", key)
    names = ("text_ar", "text_fr", "help_ar", "help_fr", "is_required")
    condition = {"shown_if": str(row.shown_if_id or ""), "shown_for": [str(option) for option in row.shown_for]}
    initial = {name: getattr(row, name) for name in names} | row.settings | condition
    form = QuestionForm(posted(request), kind=row.kind, earlier=_earlier(row.part, row), initial=initial)
    return _written(
        request, consultation, form, row.text,
        lambda: actions.edit_question(row, by=request.user, **form.said),
        question=row, options=row.options.standing() if row.kind in WITH_OPTIONS else None,
    )  # fmt: skip


def _earlier(part: Part, before: Question | None = None) -> list[Question]:
    """Return the questions with options that may lead to one: those that stand before it, or all of them."""
    rows = part.questions.standing().filter(kind__in=WITH_OPTIONS).prefetch_related("options")
    return [row for row in rows if before is None or (row.position, row.pk) < (before.position, before.pk)]


@require_http_methods(["GET", "HEAD", "POST"])
def option_new(request, pk, key):
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "questions", key)
    form = OptionForm(posted(request))
    return _written(
        request, consultation, form, _("Add an option"),
        lambda: actions.add_option(row, by=request.user, **form.cleaned_data),
        lambda made: redirect("consultations:question", pk, key),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def option(request, pk, key):
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "options", key)
    form = OptionForm(posted(request), initial=_initial(row, OptionForm))
    return _written(
        request, consultation, form, row.text,
        lambda: actions.edit_option(row, by=request.user, **form.cleaned_data),
        lambda made: redirect("consultations:question", pk, row.question_id),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_new(request, pk, key):
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "parts", key)
    form = CandidateForm(posted(request), method=row.method)
    return _written(
        request, consultation, form, _("Add a proposal"),
        lambda: actions.add_candidate(row, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request, pk, key):
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "candidates", key)
    names = ("text_ar", "text_fr", "about_ar", "about_fr", "cost", "source_path", "source_title")
    initial = {name: getattr(row, name) for name in names}
    form = CandidateForm(posted(request), method=row.part.method, initial=initial)
    return _written(
        request, consultation, form, row.text,
        lambda: actions.edit_candidate(row, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def statement_new(request, pk, key):
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "parts", key)
    form = StatementForm(posted(request))
    return _written(
        request, consultation, form, _("Write a first statement"),
        lambda: actions.add_statement(row, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request, pk, key):
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, "statements", key)
    initial = {name: getattr(row, name) for name in ("text", "source_path", "source_title")}
    form = StatementForm(posted(request), initial=initial)
    return _written(
        request, consultation, form, _("Change a statement"),
        lambda: actions.edit_statement(row, by=request.user, **form.cleaned_data),
    )  # fmt: skip


def _initial(row, form: type[forms.Form]) -> dict:
    names = ("text_ar", "text_fr", "source_path", "source_title")
    return {name: getattr(row, name) for name in names}


def _written(
    request,
    consultation: Consultation,
    form: forms.Form,
    title: str,
    act: Callable,
    onwards: Callable | None = None,
    **more,
):
    """Show a form of a draft; kept, go back to what is asked. A refusal keeps every word."""
    if (gone := no_draft(request, consultation)) is not None:
        return gone
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Your draft is kept."))
            return (onwards and onwards(made)) or redirect("consultations:build", consultation.pk)
    context = {"consultation": consultation, "space": consultation.space, "form": form, "title": title} | more
    return render(request, "consultations/write.html", context, status=422 if form.errors else 200)


# --- order, and what is taken out ---
@require_POST
def put(request, pk, kind, key):
    """Put something one place up or down."""
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, kind, key)
    to = request.POST.get("to")
    if to not in {"up", "down"} or isinstance(row, Statement):
        raise Http404
    try:
        actions.move_thing(row, by=request.user, to=to)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(_place_of(consultation, row))


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request, pk, kind, key):
    """Take something out: asked first; of an open consultation, with the reason."""
    consultation = led_consultation(request, pk)
    row = thing_of(consultation, kind, key)
    is_open = consultation.state == ConsultationState.OPEN
    form = NoteForm(posted(request))
    form.fields["note"].required = is_open
    back = _place_of(consultation, row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_out(row, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, str(refusal))
        else:
            messages.success(request, _("It is taken out."))
            return redirect(back)
    context = {
        "consultation": consultation, "space": consultation.space, "form": form, "thing": str(row),
        "is_open": is_open, "back": back,
    }  # fmt: skip
    return render(request, "consultations/take_out.html", context, status=422 if form.errors else 200)


def _place_of(consultation: Consultation, row):
    """Return the page on which something is written."""
    if isinstance(row, Option) and consultation.state == ConsultationState.DRAFT:
        return redirect("consultations:question", consultation.pk, row.question_id).url
    return redirect("consultations:build", consultation.pk).url
