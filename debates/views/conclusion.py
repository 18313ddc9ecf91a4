"""Writing the conclusion of a debate within it, and publishing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.workflow import Refused, is_open
from debates import actions
from debates.actions.concluding import WRITING
from debates.conclusions import sections_of
from debates.enums import CONCLUDED, PointKind
from debates.forms.conclusion import ConclusionPointForm, WordsForm
from debates.models import Contribution, Debate
from debates.views.fetch import visible_debate
from debates.workflow import CONCLUDE

AT_HAND = 40  # contributions offered to choose from: those pinned, and those a point came from already


def _writable(request, pk: int) -> Debate:
    """Return a debate whose conclusion the person may write now; a published one is read only."""
    debate = visible_debate(request, pk)
    if not request.user.has_perm("debates.conclude_debate", debate) or debate.state not in WRITING:
        raise PermissionDenied
    return debate


def _pinned(debate: Debate):
    """Return the contributions that were pinned, oldest first."""
    pinned = Contribution.objects.pinned().filter(thread=debate.thread_id)
    return pinned.select_related("author", "voice").order_by("seq")[:AT_HAND]


def _refused(form, refusal: Refused, default: str | None = None) -> None:
    """Show a refusal beside the field that it is about, when the form has it."""
    field = getattr(refusal, "field", default)
    form.add_error({"sources": "numbers"}.get(field, field), str(refusal))


@login_not_required
@require_http_methods(["GET", "POST"])
def conclusion(request, pk):
    """The conclusion: read by everyone once it is published; written by the people of the space before."""
    debate = visible_debate(request, pk)
    writes = request.user.has_perm("debates.conclude_debate", debate) and debate.state in WRITING
    if not writes and debate.state not in CONCLUDED:
        raise Http404
    if request.method == "POST" and not writes:
        raise PermissionDenied
    form = WordsForm(
        request.POST or None, initial={"words": debate.conclusion, "seen": actions.seen_of(debate)} if writes else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_words(debate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, _("Kept. Nobody else reads it before it is published."))
            return redirect("debates:conclusion", pk=pk)
    context = {
        "debate": debate,
        "space": debate.space,
        "points": sections_of(debate),
        "minutes": debate.minutes.order_by("-version").first(),
        "form": form,
        "writes": writes,
        "may_publish": writes and is_open(debate, CONCLUDE),
        "pinned": _pinned(debate) if writes else [],
    }
    template = "debates/conclusion_write.html" if writes else "debates/conclusion.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _point_page(request, debate: Debate, form, *, act, words, point=None):
    """Ask for a point, or keep it. A refusal keeps every word that was written."""
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("kind", "text", "theme", "place")}
        try:
            act(by=request.user, sources=form.sources, **data)
        except Refused as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, words)
            return redirect("debates:conclusion", pk=debate.pk)
    context = {"debate": debate, "space": debate.space, "form": form, "point": point}
    return render(request, "debates/conclusion_point.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def points(request, pk):
    """Write a new point; `?kind=` and `?from=` (the number of a contribution) fill the form in."""
    debate = _writable(request, pk)
    kind, number = request.GET.get("kind", ""), request.GET.get("from", "")
    initial = {"kind": kind if kind in PointKind.values else "", "theme": debate.theme}
    at_hand = list(_pinned(debate))
    if number.isdecimal() and len(number) < 10:
        initial["ticked"] = [int(number)]
        found = Contribution.objects.shown().filter(thread=debate.thread_id, seq=number)
        chosen = found.select_related("author", "voice")
        at_hand = sorted({row.pk: row for row in [*at_hand, *chosen]}.values(), key=lambda row: row.seq)
    form = ConclusionPointForm(request.POST or None, initial=initial, at_hand=at_hand)

    def add(**given):
        return actions.add_point(debate, **given)

    return _point_page(request, debate, form, act=add, words=_("The point is in the conclusion."))


@require_http_methods(["GET", "POST"])
def point(request, pk, point):
    """Write a point anew."""
    debate = _writable(request, pk)
    row = get_object_or_404(debate.points, pk=point)
    row.debate = debate
    sources = list(row.sources.filter(visibility="visible").select_related("author", "voice"))
    at_hand = sorted({one.pk: one for one in [*_pinned(debate), *sources]}.values(), key=lambda one: one.seq)
    initial = {name: getattr(row, name) for name in ("kind", "text", "theme", "place")}
    initial |= {"ticked": [one.seq for one in sources], "seen": actions.seen_of(row)}
    form = ConclusionPointForm(request.POST or None, initial=initial, at_hand=at_hand)

    def edit(**given):
        return actions.edit_point(row, seen=form.cleaned_data["seen"], **given)

    return _point_page(request, debate, form, act=edit, words=_("The point is changed."), point=row)


@require_POST
def remove_point(request, pk, point):
    debate = _writable(request, pk)
    row = get_object_or_404(debate.points, pk=point)
    row.debate = debate
    actions.remove_point(row, by=request.user)
    messages.success(request, _("The point is taken out."))
    return redirect("debates:conclusion", pk=pk)


@require_http_methods(["GET", "POST"])
def conclude(request, pk):
    """Publish the conclusion; asked by GET, say what will happen."""
    debate = _writable(request, pk)
    if request.method == "POST":
        actions.conclude(debate, by=request.user)
        messages.success(request, _("The conclusion is published. The council has been asked, and everyone told."))
        return redirect("debates:detail", pk=pk)
    kinds = list(debate.points.values_list("kind", flat=True))
    context = {
        "debate": debate,
        "space": debate.space,
        "questions": kinds.count(PointKind.QUESTION),
        "needs": kinds.count(PointKind.NEED),
        "count": len(kinds),
        "may_publish": is_open(debate, CONCLUDE),
    }
    return render(request, "debates/conclude.html", context)
