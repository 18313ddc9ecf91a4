"""Answering for a person who stands at a desk: everything on one page."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions import answering, desk
from consultations.asked import Asked
from consultations.enums import PartKind, Stance
from consultations.forms.answering import DeskForm, priority_fields, question_field, raw_of
from consultations.given import Given
from consultations.models import Consultation
from consultations.said import Faults, read_said
from core.fitness import Unfit
from core.journal import history


def _consultation(request, pk: int) -> Consultation:
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user).for_detail(), pk=pk)
    if not request.user.has_perm("consultations.answer_for_others", consultation):
        raise PermissionDenied
    return consultation


@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """Write down what a person answers. A refusal keeps every word; what was sent is shown to nobody again."""
    consultation = _consultation(request, pk)
    answering.check_time(consultation)
    asked, raw, faults = Asked(consultation), None, {}
    form = DeskForm(request.POST if request.method == "POST" else None, initial={"client_key": uuid.uuid4().hex})
    if request.method == "POST":
        raw = raw_of(request.POST, request.FILES, asked)
        try:
            said = read_said(consultation, raw, asked=asked)
            if form.is_valid():
                taken = desk.answer_for(consultation, said, by=request.user, asked=asked, **form.cleaned_data)
                return redirect("consultations:desk-taken", pk, taken.number)
        except Faults as found:
            faults = found.faults
            form.is_valid()
        except Unfit as unfit:
            form.add_error(unfit.field if unfit.field in form.fields else None, unfit.message)
    context = {
        "consultation": consultation,
        "space": consultation.space,
        "form": form,
        "groups": groups_of(asked, raw, faults),
        "faults": faults,
        "stances": Stance.choices,
    }
    return render(request, "consultations/desk.html", context, status=422 if faults or form.errors else 200)


def groups_of(asked: Asked, raw, faults) -> list[dict]:
    """Return each part with its fields."""
    nothing, groups = Given(None), []
    for part in asked.parts:
        group = {"part": part}
        if part.kind == PartKind.QUESTIONS:
            rows = [row for row in asked.questions.values() if row.part_id == part.pk]
            group["questions"] = [question_field(row, nothing, raw, faults) for row in rows]
        elif part.kind == PartKind.OPINIONS:
            votes = {key: str(value) for key, value in raw["votes"].items()} if raw else {}
            rows = [row for row in asked.statements().values() if row.part_id == part.pk]
            group["statements"] = [(row, votes.get(row.pk, "")) for row in rows]
        else:
            group["priorities"] = priority_fields(part, asked, nothing, raw, faults)
        groups.append(group)
    return groups


@require_safe
def taken(request, pk, number):
    """What the person takes home, on the screen or printed: that she answered. No answer of hers, and no name."""
    consultation = _consultation(request, pk)
    entry = history(consultation).filter(pk=number, action="answer_for", by=request.user).first()
    if entry is None:
        raise Http404
    context = {"consultation": consultation, "space": consultation.space, "entry": entry}
    return render(request, "consultations/desk_taken.html", context)
