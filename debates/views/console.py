"""The console of a live sitting, for whoever presides: each act is a POST that leads back to it, or to its desk."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from core.workflow import Refused, available
from debates import actions, room
from debates.enums import PollState
from debates.forms.sitting import (
    HallContributionForm,
    HallCountForm,
    HallRequestForm,
    HandoverForm,
    SettingsForm,
)
from debates.forms.thread import ReasonForm
from debates.models import Contribution, Sitting
from debates.reading import Reader
from debates.views.fetch import visible_sitting
from debates.views.thread import shown
from spaces.enums import Role

LATEST = 10  # contributions of the discussion beside the console
PIN, UNPIN = "pin", "unpin"


def presided(request, pk: int) -> Sitting:
    """Return a sitting that she may run. Raises `Http404` when she may not see it, `PermissionDenied`."""
    sitting = visible_sitting(request, pk)
    if not request.user.has_perm("debates.run_sitting", sitting):
        raise PermissionDenied
    sitting.debate.thread.space = sitting.debate.space  # the same row: what rules ask for is at hand
    return sitting


def whole_number(typed: str) -> int | None:
    """Return the number that a form's hidden field holds, or None for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None


def desk_context(sitting: Sitting) -> dict:
    """Return what changes in the console while the sitting goes on."""
    around = room.read(sitting.debate, sitting)
    polls = list(sitting.polls.exclude(state=PollState.CLOSED).order_by("id"))
    return {
        "sitting": sitting,
        "room": around,
        "floor": around.floor,
        "queue": [(place, row, around.floor.places.get(row.pk)) for place, row in enumerate(around.floor.queue, 1)],
        "shares": room.shares_of(around.floor.done, is_public=False),
        "agenda": sitting.debate.agenda.all(),
        "drafts": [poll for poll in polls if poll.state == PollState.DRAFT],
    }


def talk_context(request, sitting: Sitting) -> dict:
    """Return the contributions held, and the newest ones, with what may be done with each."""
    reader = Reader(sitting.debate.thread, request.user)
    latest = reader.rows().shown().order_by("-seq")[:LATEST]
    return {
        "sitting": sitting,
        "held": shown(reader, reader.held(), answers=0),
        "latest": shown(reader, latest, answers=0),
    }


def facilitators(sitting: Sitting) -> list[User]:
    """Return those who may preside after this one: the facilitators of the space, but who presides now."""
    holding = User.objects.filter(
        memberships__space=sitting.debate.space_id, memberships__role=Role.FACILITATOR, memberships__ended_at=None
    )
    return list(holding.exclude(pk=sitting.lead_id).filter(is_active=True).distinct().order_by("display_name", "pk"))


@require_safe
def console(request, pk):
    """The console: the desk (floor, queue, agenda, polls), what is said, the hall, the settings, the end."""
    sitting = presided(request, pk)
    return render(request, "debates/console.html", _console(request, sitting))


def _console(request, sitting: Sitting) -> dict:
    counted = {"people": sitting.hall_people, "women": sitting.hall_women, "youth": sitting.hall_youth}
    people = facilitators(sitting)
    return (
        {
            "debate": sitting.debate,
            "space": sitting.debate.space,
            "thread": sitting.debate.thread,
            "acts": available(sitting, request.user),
            "hall_request": HallRequestForm(),
            "hall_contribution": HallContributionForm(auto_id="hall_%s"),
            "hall_count": HallCountForm(initial=counted),
            "settings": SettingsForm(sitting=sitting),
            "handover": HandoverForm(people=people) if people else None,
        }
        | desk_context(sitting)
        | talk_context(request, sitting)
    )


@require_safe
def desk(request, pk):
    """The desk alone: the console asks for it when the room has changed."""
    sitting = presided(request, pk)
    return _desk(request, sitting) if request.htmx else redirect("debates:console", pk)


@require_safe
def talk(request, pk):
    """What is said, alone: the console asks for it when the discussion has changed."""
    return _talk(request, presided(request, pk))


def _talk(request, sitting: Sitting, *, refused: str = "") -> HttpResponse:
    if not request.htmx:
        return redirect("debates:console", sitting.pk)
    context = talk_context(request, sitting) | {"refused": refused}
    return render(request, "debates/_talk.html", context, status=409 if refused else 200)


def _desk(request, sitting: Sitting, *, refused: str = "") -> HttpResponse:
    context = desk_context(sitting) | {"refused": refused}
    return render(request, "debates/_desk.html", context, status=409 if refused else 200)


def back_to_the_desk(request, sitting: Sitting, act: Callable, words: str = "") -> HttpResponse:
    """Perform an act and answer: with htmx the desk as it now is, with what was refused; else the console."""
    refused = ""
    try:
        act()
    except Refused as refusal:
        if not request.htmx:
            raise
        refused = str(refusal)
    if request.htmx:
        return _desk(request, visible_sitting(request, sitting.pk), refused=refused)
    if words:
        messages.success(request, words)
    return redirect("debates:console", sitting.pk)


@require_POST
def moderate(request, pk, number, action):
    """Hold, hide, show, pin or take down a contribution of the debate, with the reason, and come back."""
    sitting = presided(request, pk)
    rows = Contribution.objects.visible_to(request.user).select_related("thread__space__commune", "author", "parent")
    said = get_object_or_404(rows, thread=sitting.debate.thread_id, pk=number)
    if action not in {*Contribution.MOVES, PIN, UNPIN}:
        raise Http404
    form = ReasonForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        if action in {PIN, UNPIN}:
            {PIN: actions.pin, UNPIN: actions.unpin}[action](said, by=request.user)
        else:
            actions.move_contribution(said, action, by=request.user, note=note)
    except Refused as refusal:
        if not request.htmx:
            raise
        return _talk(request, sitting, refused=str(refusal))
    return _talk(request, sitting)
