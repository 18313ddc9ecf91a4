"""Judging: the desk of a call, what is missing, eligible or not; the evaluators' pages; the ranking."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.enums import Dossier
from calls import actions, ties
from calls.enums import ApplicationState, CallState
from calls.forms.judging import AskForm, DeclareForm, MarksForm, ReasonsForm, TieForm
from calls.forms.shared import NoteForm, SureForm
from calls.models import Application, Call, Review
from calls.ranking import APART
from calls.scores import by_criterion, is_apart, outcome_of
from calls.views.applying import awards_of, other_awards
from calls.views.fetch import does, form_page, led_call, visible_application, visible_call
from calls.winners import how_broken
from core.pages import posted

FORM = {"GET", "HEAD", "POST"}
SAFE = {"GET", "HEAD"}


# --- the organisers ---
@never_cache
@require_safe
def desk(request, pk):
    """Everything that was sent to a call, in the order of the numbers, and how many scores each has."""
    call = led_call(request, pk)
    rows = list(call.applications.sent().with_all().order_by("number"))
    counts = ties.counts_of(call) if call.state == CallState.SCORING else {}
    for row in rows:
        row.score_count = counts.get(row.number, 0)
    context = {"call": call, "space": call.space, "rows": rows, "shows_counts": call.state == CallState.SCORING}
    return render(request, "calls/desk.html", context)


@require_http_methods(FORM)
def ask(request, pk):
    """Ask an association for everything that is missing, in one list."""
    row = visible_application(request, pk, "calls.check_application")
    form = AskForm(posted(request))
    return form_page(
        request, form, lambda: actions.ask(row, by=request.user, **form.cleaned_data),
        title=_("Ask for what is missing"), label=_("Ask for it"), space=row.call.space,
        lead=_("One list, once: the association is told by message and has until the moment you give."),
        back=row.get_absolute_url(), then=row.get_absolute_url(), done=_("The association is told."),
    )  # fmt: skip


@require_http_methods(FORM)
def accept(request, pk):
    """Say that an application is eligible."""
    row = visible_application(request, pk, "calls.check_application")
    return form_page(
        request, SureForm(posted(request)), lambda: actions.accept(row, by=request.user),
        title=_("It is eligible"), lead=_("It goes to the evaluators with the others. Its association is told."),
        label=_("It is eligible"), space=row.call.space, back=row.get_absolute_url(), then=_desk(row),
        done=_("Done."),
    )  # fmt: skip


@require_http_methods(FORM)
def reject(request, pk):
    """Say that an application is not eligible, with the reason."""
    row = visible_application(request, pk, "calls.check_application")
    form = NoteForm(posted(request))
    return form_page(
        request, form, lambda: actions.reject(row, by=request.user, note=form.cleaned_data["note"]),
        title=_("It is not eligible"), lead=_("Its association reads the reason."), label=_("It is not eligible"),
        danger=1, space=row.call.space, back=row.get_absolute_url(), then=_desk(row), done=_("Done."),
    )  # fmt: skip


@require_http_methods(FORM)
def call_up(request, pk):
    """Retain a project of the reserve list."""
    row = visible_application(request, pk, "calls.check_application")
    return form_page(
        request, SureForm(posted(request)), lambda: actions.call_up(row, by=request.user),
        title=_("Call it up from the reserve list"), lead=_("A winner has left: this project takes the place."),
        label=_("Retain it"), space=row.call.space, back=row.get_absolute_url(), then=row.get_absolute_url(),
        done=_("The project is retained, and its association is told."),
    )  # fmt: skip


def _desk(row: Application) -> str:
    return reverse("calls:desk", args=[row.call_id])


# --- the evaluators ---
@never_cache
@require_safe
def evaluation(request, pk):
    """What one evaluator has to score. Of the files of her own associations she reads only that they are kept away."""
    call, seat = _seat(request, pk)
    rows = list(call.applications.filter(state__in=ties.JUDGED).with_all().order_by("number"))
    tied = ties.tied_to(request.user, {row.association_id for row in rows})
    reviews = {one.application_id: one for one in Review.objects.filter(evaluator=seat)}
    shown = [row for row in rows if row.association_id not in tied]
    for row in shown:
        row.review = reviews.get(row.pk)
    given = sum(1 for row in shown if row.review and row.review.given_at)
    context = {
        "call": call,
        "space": call.space,
        "rows": shown,
        "kept_away": len(rows) - len(shown),
        "why": ties.words_for(request.user) if tied else "",
        "is_scored": call.state == CallState.SCORING,
        "given": given,
        "left": sum(1 for row in shown if not (row.review and (row.review.given_at or row.review.has_conflict))),
    }
    return render(request, "calls/evaluation.html", context)


@never_cache
@require_http_methods(FORM)
def review(request, pk, number):
    """Declare, then score one project. In a blind call nothing of the page says whose it is."""
    call, seat = _seat(request, pk)
    row = get_object_or_404(call.applications.filter(state__in=ties.JUDGED).with_all(), number=number)
    if ties.tied_to(request.user, [row.association_id]):
        return _kept_away(request, call)
    held = Review.objects.filter(evaluator=seat, application=row).prefetch_related("marks").first()
    if held is None or held.has_conflict:
        return _declaring(request, call, row, held)
    if request.method in SAFE:  # what is sent is read on the page that was noted
        audit.note(request, held, Dossier.APPLICATION)
    criteria = list(call.criteria.all())
    known = {mark.criterion_id: mark.points for mark in held.marks.all()}
    form = MarksForm(posted(request), criteria=criteria, known=known, initial={"comment": held.comment})

    def give():
        actions.give(row, by=request.user, marks=form.marks(), comment=form.cleaned_data["comment"])

    if request.method == "POST" and does(form, give):
        messages.success(request, _("Your points are kept. You can change them until the scoring is closed."))
        return redirect("calls:evaluation", pk)
    context = _project(call, row) | {"form": form, "review": held, "is_scored": call.state == CallState.SCORING}
    return render(request, "calls/review.html", context, status=422 if form.errors else 200)


@require_http_methods({"POST"})
def declare(request, pk, number):
    """Declare a conflict of interest found later: what was scored is taken back."""
    call, _held = _seat(request, pk)
    row = get_object_or_404(call.applications.filter(state__in=ties.JUDGED).with_all(), number=number)
    if ties.tied_to(request.user, [row.association_id]):
        return _kept_away(request, call)
    form = DeclareForm(request.POST)
    if form.is_valid() and does(form, lambda: _declare(request, row, form)):
        is_free = form.cleaned_data["conflict"] == "no"
        return redirect("calls:review", pk, number) if is_free else redirect("calls:evaluation", pk)
    return _declaring(request, call, row, None, form)


def _declare(request, row: Application, form) -> None:
    said = form.cleaned_data
    actions.declare(row, by=request.user, has_conflict=said["conflict"] == "yes", words=said["words"])


def _declaring(request, call: Call, row: Application, held: Review | None, form=None):
    context = {
        "call": call, "space": call.space, "application": row, "review": held, "form": form or DeclareForm(),
        "names": not call.is_blind,
    }  # fmt: skip
    return render(request, "calls/declare.html", context, status=422 if form and form.errors else 200)


def _project(call: Call, row: Application) -> dict:
    """Return what an evaluator reads: without names, documents and other awards where scoring is blind."""
    return {
        "call": call,
        "space": call.space,
        "application": row,
        "budget": list(row.budget.all()),
        "names": not call.is_blind,
        "awards": [] if call.is_blind else other_awards(row),
    }


def _kept_away(request, call: Call):
    """Say why a person judges nothing here: not a word of the project."""
    context = {"call": call, "space": call.space, "why": ties.words_for(request.user)}
    return render(request, "calls/kept_away.html", context, status=403)


def _seat(request, pk: int):
    """Return a call and the seat of the person among its evaluators, or answer 404."""
    call = visible_call(request, pk)
    seat = call.evaluators.current().filter(user=request.user).first()
    if seat is None:
        raise Http404
    return call, seat


# --- the ranking ---
@never_cache
@require_http_methods(FORM)
def ranking(request, pk):
    """The order, with what told equals apart; the reasons of each, and ties that the jury decides."""
    call = led_call(request, pk)
    if call.ranked_at is None:
        raise Http404
    rows = _ranked_rows(call)
    if ties.tied_to(request.user, {row.association_id for row in rows}) and not call.is_decided():
        return _kept_away(request, call)
    is_open = call.state == CallState.RANKED
    form = ReasonsForm(posted(request), rows=rows)
    if request.method == "POST":
        if not is_open:
            raise PermissionDenied
        if does(form, lambda: actions.write_reasons(call, form.reasons(), by=request.user)):
            messages.success(request, _("The reasons are kept."))
            return redirect("calls:ranking", pk)
    context = {
        "call": call, "space": call.space, "form": form, "is_open": is_open, "apart": APART,
        "lists": _lists(call, rows, form), "left": outcome_of(call, rows).left if is_open else None,
        "undecided": [row.number for row in rows if row.is_undecided],
    }  # fmt: skip
    return render(request, "calls/ranking.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
def tie(request, pk):
    """Let the jury decide between projects that are still equal."""
    call = led_call(request, pk)
    if call.ranked_at is None:
        raise Http404
    form, page = TieForm(posted(request)), reverse("calls:ranking", args=[pk])
    numbers = call.applications.filter(is_undecided=True).order_by("number").values_list("number", flat=True)

    def decide():
        said = form.cleaned_data
        actions.decide_tie(call, said["order"], by=request.user, reason=said["reason"])

    return form_page(
        request, form, decide, title=_("Decide between equals"), label=_("Keep this order"), space=call.space,
        lead=_("Still equal: %(numbers)s. The reason is published.") % {"numbers": ", ".join(map(str, numbers)) or "—"},
        back=page, then=page, done=_("The order is kept."),
    )  # fmt: skip


def _ranked_rows(call: Call) -> list[Application]:
    out = {ApplicationState.INELIGIBLE, ApplicationState.WITHDRAWN}
    rows = call.applications.sent().exclude(state__in=out).filter(place__isnull=False).with_all()
    by_category = call.places_by == "category"
    return list(rows.order_by("category__position", "place") if by_category else rows.order_by("place"))


def _lists(call: Call, rows: list[Application], form: ReasonsForm) -> list[tuple[str, list[dict]]]:
    """Return each list's name and its lines: what the table shows of a project."""
    proposed = outcome_of(call, rows) if call.state == CallState.RANKED else None
    criteria, awards = list(call.criteria.all()), awards_of(call, rows)
    found: dict[str, list[dict]] = {}
    for row in rows:
        name = row.category.name if call.places_by == "category" else ""
        found.setdefault(name, []).append(
            {
                "row": row,
                "mean": round(float(row.mean), 2),
                "spread": round(float(row.spread), 1),
                "is_apart": is_apart(row),
                "means": by_criterion(row, criteria),
                "broken": how_broken(row),
                "field": form[f"r{row.number}"],
                "proposed": _proposed(proposed, row.number),
                "awards": awards.get(row.association_id, 0),
            }
        )
    return list(found.items())


def _proposed(outcome, number: int) -> str:
    if outcome is None:
        return ""
    return "awarded" if number in outcome.retained else "reserve" if number in outcome.reserve else "not_retained"
