"""The doors of a discussion: saying something, answering, changing, taking back, reacting, checking."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import trust
from core.workflow import Refused
from debates import actions, frames
from debates.enums import ReactionKind
from debates.forms.thread import ContributionForm, EditForm, ReasonForm
from debates.models import Contribution, Thread
from debates.reading import EDIT, PIN, TRANSCRIBE, UNPIN
from debates.views.thread import thread_context, with_replies
from debates.workflow import HIDE, HOLD, SHOW, WITHDRAW

REPLIES_SHOWN = 500  # on the page of one contribution
MOVE_SIGNS = {HOLD: "pause", HIDE: "lock", SHOW: "check", WITHDRAW: "cross"}


def visible_thread(request, pk: int) -> Thread:
    """Return a thread that the reader may see, or raise 404."""
    return get_object_or_404(Thread.objects.visible_to(request.user).select_related("space__commune"), pk=pk)


def visible_contribution(request, pk: int) -> Contribution:
    """Return a contribution that the reader may see, with its thread, or raise 404."""
    rows = Contribution.objects.visible_to(request.user).select_related(
        "thread__space__commune", "author", "parent", "voice"
    )
    return get_object_or_404(rows, pk=pk)


def _wants_json(request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _place_of(contribution: Contribution) -> str:
    """Return the address where a contribution is seen: the page of its discussion, or that of what it answers."""
    if contribution.parent_id:
        return f"{reverse('debates:contribution', args=[contribution.parent_id])}#c{contribution.seq}"
    return f"{contribution.thread.get_absolute_url()}#c{contribution.seq}"


@login_not_required
@require_safe
def thread(request, pk):
    """The discussion alone: by `?before=` and `?after=`, its older pages."""
    row = visible_thread(request, pk)
    return render(request, "debates/thread.html", thread_context(request, row) | {"space": row.space})


@require_http_methods(["GET", "POST"])
def contribute(request, pk):
    """Say something; asked by GET, the form on a page of its own, which nothing refreshes."""
    row = visible_thread(request, pk)
    form = ContributionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        trust.require(request.user, "debates.contribute")
        try:
            said = actions.contribute(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("voice" if getattr(refusal, "field", "") == "voice" else "text", str(refusal))
        else:
            if _wants_json(request):
                return JsonResponse(frames.contribution(said), status=201)
            shown = said.is_shown
            messages.success(request, _("Sent.") if shown else _("Received. It is shown once it has been checked."))
            return redirect(_place_of(said) if shown else row.path_here)
    if form.errors and _wants_json(request):
        told = [*form.errors.get("text", []), *form.errors.get("voice", [])] or [_("This could not be read.")]
        return JsonResponse({"detail": " ".join(told)}, status=422)
    context = {"thread": row, "space": row.space, "form": form}
    return render(request, "debates/contribute.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def contribution(request, pk):
    """One contribution with everything that answers it: what its number leads to."""
    row = visible_contribution(request, pk)
    context = thread_context(request, row.thread, of=row, replies=REPLIES_SHOWN)
    context |= {
        "space": row.thread.space,
        "answered": row.parent,
        "earlier": row.earlier_texts.all(),
        "doors": _doors(context["said"]),
        "may_pin": {PIN, UNPIN} & set(context["said"].acts),
    }
    return render(request, "debates/contribution.html", context)


def _doors(said: Contribution) -> list[tuple[str, str, str]]:
    """Return the address, the words and the pictogram of each act that has a page of its own."""
    doors = [(reverse("debates:contribution-edit", args=[said.pk]), _("Change it"), "edit")] * (EDIT in said.acts)
    if TRANSCRIBE in said.acts:
        words = _("Correct what was typed out") if said.voice_note.transcript else _("Type out what is said")
        doors.append((reverse("debates:transcribe", args=[said.pk]), words, "ear"))
    for name, move in Contribution.MOVES.items():
        if name in said.acts:
            address = reverse("debates:contribution-move", args=[said.pk, name])
            doors.append((address, move.label, MOVE_SIGNS[name]))
    return doors


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Say it otherwise, during ten minutes; what it said before is kept and shown to whoever asks."""
    said = visible_contribution(request, pk)
    if not request.user.has_perm("debates.edit_contribution", said):
        raise PermissionDenied
    form = EditForm(request.POST or None, initial={"text": said.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_contribution(said, by=request.user, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Changed. What it said before is kept with it."))
            return redirect(_place_of(said))
    context = {"said": said, "space": said.thread.space, "form": form}
    return render(request, "debates/contribution_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def move(request, pk, action):
    """Withdraw, hold, hide or show a contribution; asked by GET, say what it does and ask for the reason."""
    said = visible_contribution(request, pk)
    if action not in Contribution.MOVES:
        raise Http404
    moved = Contribution.MOVES[action]
    if not request.user.has_perm(moved.permission, said):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_contribution(said, action, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if moved.needs_note else None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect(said.thread.path_here)
    context = {"said": said, "space": said.thread.space, "form": form, "move": moved, "action": action}
    return render(request, "debates/contribution_move.html", context, status=422 if form.errors else 200)


@require_POST
def react(request, pk, kind):
    """Agree, disagree or thank, or take it back: with htmx the row of reactions comes back, else the page."""
    said = visible_contribution(request, pk)
    if kind not in ReactionKind.values:
        raise Http404
    trust.require(request.user, "debates.contribute")
    act = actions.unreact if request.POST.get("take_back") else actions.react
    said = act(said, by=request.user, kind=kind)
    if request.htmx:
        row = with_replies(request, said.thread, [said])[0]
        context = {"pk": row.pk, "may_react": row.may_react, "reactions": row.reactions_shown}
        return render(request, "debates/_reactions.html", context)
    return redirect(_place_of(said))


@require_POST
def pin(request, pk):
    """Pin a contribution at the head of its discussion, or let it go."""
    said = visible_contribution(request, pk)
    act = actions.unpin if said.pinned_at else actions.pin
    act(said, by=request.user)
    return redirect(said.thread.path_here)
