"""Leading a live sitting: opening and closing it, its agenda, the hall, the settings, polls, handing it over."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from core.workflow import Refused
from debates import actions
from debates.enums import Channel, SittingState
from debates.forms.sitting import (
    HallContributionForm,
    HallCountForm,
    HallRequestForm,
    HandoverForm,
    HandsForm,
    PollForm,
    SettingsForm,
)
from debates.models import AgendaPoint, Poll, Sitting
from debates.views.console import back_to_the_desk, facilitators, presided, whole_number
from debates.workflow import CANCEL, END, START

ASKED = ["GET", "HEAD", "POST"]


def _form_page(request, sitting: Sitting, form, title: str, label: str) -> HttpResponse:
    """Show a form of the console on a page of its own: what could not be taken is there, with why."""
    context = {"sitting": sitting, "space": sitting.debate.space, "form": form, "title": title, "label": label}
    return render(request, "debates/sitting_act.html", context, status=422 if form.errors else 200)


def _taken(form, act: Callable) -> bool:
    """Tell whether a posted form is right and `act` took it; a refusal stands in the form, by its field."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        field = getattr(refusal, "field", "").removeprefix("hall_")
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    return True


@require_http_methods(ASKED)
def move(request, pk, action):
    """Open or close the sitting; asked by GET, say what it does."""
    sitting = presided(request, pk)
    if action == CANCEL:
        return redirect("debates:cancel", pk)
    if action not in {START, END}:
        raise Http404
    if request.method == "POST":
        sitting = actions.move_sitting(sitting, action, by=request.user)
        if action == START:
            messages.success(request, _("The sitting is open, and you preside."))
            return redirect("debates:console", pk)
        messages.success(request, _("The sitting is over. Write its conclusion when you are ready."))
        return redirect(sitting.debate)
    text = {
        START: _("Everyone can enter the room and ask for the floor. You preside."),
        END: _("Whoever has the floor ends, an open poll closes, and those who wait are thanked. It cannot be undone."),
    }[action]
    context = {
        "title": Sitting.MOVES[action].label,
        "text": text,
        "label": Sitting.MOVES[action].label,
        "back": sitting.get_absolute_url(),
        "danger": action == END,
        "space": sitting.debate.space,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(ASKED)
def adjust(request, pk):
    """The order of the queue, the length of a turn, slow mode."""
    sitting = presided(request, pk)
    form = SettingsForm(request.POST if request.method == "POST" else None, sitting=sitting)
    if request.method == "POST" and _taken(form, lambda: actions.adjust(sitting, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Your changes are kept."))
        return redirect("debates:console", pk)
    return _form_page(request, sitting, form, _("Queue and turns"), _("Keep"))


@require_POST
def call_point(request, pk):
    """Call an agenda point, or none."""
    sitting = presided(request, pk)
    asked = whole_number(request.POST.get("point", ""))
    point = get_object_or_404(AgendaPoint, debate=sitting.debate_id, pk=asked) if asked else None
    return back_to_the_desk(request, sitting, lambda: actions.call_point(sitting, point, by=request.user))


HALL = {
    "request": (
        HallRequestForm,
        gettext_lazy("Someone in the hall asks for the floor"),
        gettext_lazy("Put in the queue"),
    ),
    "contribution": (HallContributionForm, gettext_lazy("Someone in the hall says"), gettext_lazy("Write it down")),
    "people": (HallCountForm, gettext_lazy("How many are in the hall"), gettext_lazy("Keep")),
}


@require_http_methods(ASKED)
def hall(request, pk, what):
    """Type in what happens in the hall: a request, a contribution, how many are there."""
    sitting = presided(request, pk)
    if what not in HALL:
        raise Http404
    kind, title, label = HALL[what]
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _taken(form, lambda: _write_down(request, sitting, what, form)):
        messages.success(request, _("Written down."))
        return redirect("debates:console", pk)
    return _form_page(request, sitting, form, title, label)


def _write_down(request, sitting: Sitting, what: str, form) -> None:
    said = form.cleaned_data
    if what == "request":
        actions.ask_for_hall(sitting, by=request.user, **form.said())
    elif what == "people":
        actions.count_hall(sitting, by=request.user, **said)
    else:
        actions.contribute(
            sitting.debate.thread, by=request.user, text=said["text"], channel=Channel.HALL, said_by=said["said_by"]
        )


@require_POST
def handover(request, pk):
    """Hand the console over to another facilitator of the space."""
    sitting = presided(request, pk)
    form = HandoverForm(request.POST, people=facilitators(sitting))
    if not _taken(form, lambda: actions.hand_over(sitting, _person(form), by=request.user)):
        return _form_page(request, sitting, form, _("Hand the console over"), _("Hand over"))
    messages.success(request, _("The console is handed over. You may go on helping from here."))
    return redirect("debates:console", pk)


def _person(form) -> User:
    return User.objects.get(pk=form.cleaned_data["to"])


@require_http_methods(ASKED)
def poll_new(request, pk):
    """Prepare a poll; by a second button, open it at once."""
    sitting = presided(request, pk)
    form = PollForm(request.POST if request.method == "POST" else None)
    made = []
    if request.method == "POST" and _taken(
        form, lambda: made.append(actions.make_poll(sitting, by=request.user, **form.said()))
    ):
        if "open" in request.POST:
            actions.open_poll(made[0], by=request.user)
        messages.success(request, _("The poll is ready."))
        return redirect("debates:console", pk)
    context = {"sitting": sitting, "space": sitting.debate.space, "form": form}
    context["may_open"] = sitting.state == SittingState.LIVE
    return render(request, "debates/poll_form.html", context, status=422 if form.errors else 200)


def _poll(request, pk: int) -> Poll:
    poll = get_object_or_404(Poll.objects.visible_to(request.user).for_acting(), pk=pk)
    if not request.user.has_perm("debates.run_poll", poll):
        raise PermissionDenied
    return poll


@require_POST
def poll_move(request, pk, action):
    """Open or close a poll."""
    poll = _poll(request, pk)
    if action not in Poll.MOVES:
        raise Http404
    return back_to_the_desk(request, poll.sitting, lambda: actions.move_poll(poll, action, by=request.user))


@require_http_methods(ASKED)
def poll_hall(request, pk):
    """Type in the hands counted in the hall."""
    poll = _poll(request, pk)
    form = HandsForm(request.POST if request.method == "POST" else None, options=poll.options.all())
    if request.method == "POST" and _taken(form, lambda: actions.count_hands(poll, form.said(), by=request.user)):
        messages.success(request, _("Written down."))
        return redirect("debates:console", poll.sitting_id)
    return _form_page(request, poll.sitting, form, poll.question, _("Keep"))
