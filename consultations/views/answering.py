"""Answering a consultation: what it is, a page a question, opinions, priorities, a last look, thanks."""

import re
from functools import wraps
from hashlib import sha256

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.middleware import for_everyone
from consultations.actions import answering, proposing
from consultations.asked import Asked
from consultations.enums import ConsultationState, PartKind
from consultations.forms.answering import ProposeForm, priority_fields, question_field, raw_of
from consultations.given import Given, missing
from consultations.looking import look
from consultations.models import Consultation, Part
from consultations.said import Faults
from consultations.steps import minutes_of
from consultations.views.page import Page
from core.fitness import Unfit
from core.workflow import Refused

WORDS = re.compile(r"^(q[0-9]{1,18}|text)$", re.ASCII)  # names of fields that hold what a person wrote


@for_everyone
@require_http_methods(["GET", "POST"])
def start(request, pk):
    """Say what is asked, how long it takes, what is kept; begin, or go on where she was."""
    page = Page(request, pk)
    if request.method == "POST":
        page.given = Given(answering.begin(page.consultation, by=request.user))
        steps = page.steps
        first = next((step for step in steps if not step.is_done), None)
        return redirect(first.url if first and not page.given.is_sent else page.url("check"))
    counts = [(part, _count(page.asked, part)) for part in page.asked.parts]
    context = {"counts": counts, "minutes": minutes_of(page.asked), "is_begun": page.given.response is not None}
    return page.shown("consultations/answer.html", context)


def _count(asked: Asked, part: Part) -> int:
    if part.kind == PartKind.QUESTIONS:
        return sum(row.part_id == part.pk for row in asked.questions.values())
    if part.kind == PartKind.PRIORITIES:
        return len(asked.candidates_of(part))
    return sum(row.part_id == part.pk for row in asked.statements().values())


def gives_back(view):
    """Where a page is refused altogether (it has closed, it was taken out), give back the words that were written."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            written = [value for name, value in request.POST.items() if WORDS.match(name) and value.strip()]
            if not written:
                raise
            context = {"words": refusal.message, "written": written, "pk": kwargs["pk"]}
            return render(request, "consultations/late.html", context, status=409)

    return wrapped


@for_everyone
@gives_back
@require_http_methods(["GET", "POST"])
def question(request, pk, question):
    """One question; what she gives is kept, and leads on."""
    page, name, raw, faults = Page(request, pk), f"q{question}", None, {}
    if question not in page.asked.questions:
        if request.method == "POST":
            words = _("This question is not asked any more. Your other answers are kept: go on from there.")
            raise Refused(words, "gone")
        raise Http404
    if request.method == "POST":
        raw = raw_of(request.POST, request.FILES, page.asked)
        try:
            page.save(raw)
        except Faults as found:
            faults = found.faults
        else:
            return page.after(name)
    field = question_field(page.asked.questions[question], page.given, raw, faults)
    context = {"field": field, "faults": faults}
    return page.shown("consultations/question.html", context, at=name, status=422 if faults else 200)


@for_everyone
@require_http_methods(["GET", "POST"])
def priorities(request, pk, part):
    """The proposals of one part, by the method that was chosen for it."""
    page, raw, faults = Page(request, pk), None, {}
    row = page.part(part, PartKind.PRIORITIES)
    if request.method == "POST":
        raw = raw_of(request.POST, request.FILES, page.asked)
        try:
            page.save(raw)
        except Faults as found:
            faults = found.faults
        else:
            return page.after(f"p{part}")
    fields = priority_fields(row, page.asked, page.given, raw, faults)
    context = {"fields": fields, "part": row, "faults": faults}
    return page.shown("consultations/priorities.html", context, at=f"p{part}", status=422 if faults else 200)


@for_everyone
@require_http_methods(["GET", "POST"])
def opinions(request, pk, part):
    """One statement at a time: agree, disagree or pass. One she has answered may be asked for again."""
    page = Page(request, pk)
    row, fault = page.part(part, PartKind.OPINIONS), ""
    if request.method == "POST":
        try:
            page.save(raw_of(request.POST, request.FILES, page.asked))
        except Faults as found:
            fault = found.message
        else:
            return redirect("consultations:opinions", pk, part)
    return _opinions(page, row, fault=fault)


def _opinions(page: Page, part: Part, *, fault: str = "", form: ProposeForm | None = None):
    statements = [row for row in page.asked.statements().values() if row.part_id == part.pk]
    # Each person goes through them in an order of her own, the same each time: so that all are answered alike.
    seed = f"{page.consultation.pk}.{page.given.response.pk if page.given.response else 0}"
    statements.sort(key=lambda row: sha256(f"{seed}.{row.pk}".encode()).digest())
    votes = page.given.votes
    wanted = page.request.GET.get("statement", "")
    left = [row for row in statements if row.pk not in votes]
    statement = next((row for row in statements if str(row.pk) == wanted), left[0] if left else None)
    context = {
        "part": part,
        "statement": statement,
        "stance": votes.get(statement.pk) if statement else None,
        "answered": [(row, votes[row.pk]) for row in statements if row.pk in votes],
        "all": len(statements),
        "fault": fault,
        "form": form or ProposeForm(),
    }
    status = 422 if fault or (form and form.errors) else 200
    return page.shown("consultations/opinions.html", context, at=f"o{part.pk}", status=status)


@for_everyone
@gives_back
@require_POST
def propose(request, pk, part):
    """Propose a statement; it waits until it was looked at, and the answer says the same for one said already."""
    page, form = Page(request, pk), ProposeForm(request.POST)
    row = page.part(part, PartKind.OPINIONS)
    if form.is_valid():
        try:
            proposing.propose(row, form.cleaned_data["text"], by=request.user)
        except Unfit as unfit:
            form.add_error("text", unfit.message)
        else:
            messages.success(request, _("Thank you. Someone looks at each statement before it is shown to others."))
            return redirect("consultations:opinions", pk, part)
    return _opinions(page, row, form=form)


@for_everyone
@require_http_methods(["GET", "POST"])
def check(request, pk):
    """A last look at everything, then send."""
    page, faults = Page(request, pk), {}
    if request.method == "POST":
        try:
            answering.send(page.consultation, by=request.user)
        except Faults as found:
            faults = found.faults
        else:
            return redirect("consultations:thanks", pk)
    lines = look(page.asked, page.given, page.steps, faults)
    lacking = {f"q{row.pk}" for row in missing(page.asked, page.given.answers, page.given.chosen)}
    context = {"lines": lines, "is_lacking": bool(lacking), "says_something": page.given.says_something}
    return page.shown("consultations/check.html", context, status=422 if faults else 200)


@for_everyone
@require_safe
def thanks(request, pk):
    """Thank her; without a response that was sent, there is nothing to thank for yet."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user).for_detail(), pk=pk)
    given = Given(answering.own(consultation, request.user))
    if not given.is_sent:
        return redirect(consultation)
    context = {"consultation": consultation, "space": consultation.space, "may_change": consultation.takes_answers()}
    return render(request, "consultations/thanks.html", context)


@for_everyone
@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """Take one's answer back; asked by GET, say what it does now."""
    consultation = get_object_or_404(Consultation.objects.exclude(state=ConsultationState.DRAFT), pk=pk)
    if not answering.hers(consultation, request.user).exists():
        raise Http404
    is_shown = Consultation.objects.visible_to(request.user).filter(pk=pk).exists()
    back = consultation.get_absolute_url() if is_shown else reverse("home")
    if request.method == "POST":
        is_gone = answering.withdraw(consultation, by=request.user)
        words = (
            _("Your answer is taken back, and deleted.")
            if is_gone
            else _("Nothing leads from the answer to you any more. It stays in the count.")
        )
        messages.success(request, words)
        return redirect(back)
    is_open = consultation.state == ConsultationState.OPEN
    context = {
        "title": _("Take my answer back"),
        "text": _("It will be deleted and no longer counted. Until the consultation closes, you may answer again.")
        if is_open
        else _("The answers were counted: yours stays in the count, and what leads from it to you is forgotten."),
        "label": _("Take it back") if is_open else _("Forget that it is mine"),
        "back": back,
    }
    return render(request, "components/confirm.html", context)
