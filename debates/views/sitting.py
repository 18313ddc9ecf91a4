"""The room of a live sitting, for whoever takes part: what goes on, asking for the floor, answering a poll."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import trust
from core.cached import momentary
from core.enums import Load
from core.fitness import Unfit
from core.problems import resting
from core.switches import is_on
from core.workflow import Refused
from debates import actions, room
from debates.enums import PollState, RequestState, SittingState
from debates.forms.sitting import AskForm, ExtendForm
from debates.forms.thread import ContributionForm
from debates.models import FloorRequest, Poll, PollVote, Sitting
from debates.views.console import back_to_the_desk, whole_number
from debates.views.fetch import visible_sitting
from debates.views.thread import thread_context
from debates.workflow import END, WITHDRAW

EXTEND = "extend"
HERS = {WITHDRAW, END}  # moves of her own request
PLAIN_EVERY = 20  # seconds between two readings of the room without JavaScript


@dataclass
class Mine:
    """What the room is to the reader: her last request, her place, whether she may ask and is counted as here."""

    may_take_part: bool = False
    request: FloorRequest | None = None
    place: int = 0
    is_here: bool = False
    form: AskForm | None = None

    @property
    def state(self) -> str:
        return self.request.state if self.request else ""

    @property
    def stands(self) -> bool:
        """Whether she waits or has the floor."""
        return self.state in {RequestState.WAITING, RequestState.GIVEN}


def mine_of(sitting: Sitting, around: room.Room, user) -> Mine:
    """Return what the room is to `user`: two queries for someone who may take part."""
    if not user.has_perm("debates.ask_floor", sitting):
        return Mine()
    last = sitting.requests.filter(user=user).order_by("-id").first()
    said = {name: getattr(last, name) for name in ("is_woman", "is_youth", "district")} if last else {}
    return Mine(
        may_take_part=True,
        request=last,
        place=around.floor.place_of(last) if last else 0,
        is_here=sitting.attendances.filter(user=user).exists(),
        form=AskForm(initial=said),
    )


def room_context(request, sitting: Sitting) -> dict:
    """Return what the room's page shows around the discussion."""
    around, user = room.read(sitting.debate, sitting), request.user
    answered = None
    if around.poll and around.poll.state == PollState.OPEN and user.is_authenticated:
        answered = PollVote.objects.filter(poll=around.poll, user=user).values_list("option", flat=True).first()
    return {
        "sitting": sitting,
        "debate": sitting.debate,
        "space": sitting.debate.space,
        "room": around,
        "frame": around.frame(),
        "mine": mine_of(sitting, around, user),
        "answered": answered,
        "agenda": sitting.debate.agenda.all(),
        "may_run": user.has_perm("debates.run_sitting", sitting),
    }


@momentary
@login_not_required
@require_safe
def room_page(request, pk):
    """The room. With `?plain=1` it reads itself again every few seconds, unless `still`, and nothing is typed in it."""
    sitting = visible_sitting(request, pk)
    context = room_context(request, sitting) | thread_context(request, sitting.debate.thread)
    is_plain = "plain" in request.GET
    is_live = sitting.state == SittingState.LIVE
    context |= {
        "is_plain": is_plain,
        "refresh": PLAIN_EVERY if is_plain and is_live and "still" not in request.GET else 0,
        "apart": is_plain,
    }
    return render(request, "debates/room.html", context)


@require_safe
def mine(request, pk):
    """What the room is to her now: a fragment that the room asks for when her request has moved."""
    return _mine(request, visible_sitting(request, pk))


def _mine(request, sitting: Sitting, *, words: str = "", refused: str = "", form=None, status: int = 200):
    """Answer with her own part of the room; without htmx, lead back to the room with the words."""
    if not request.htmx:
        if words:
            messages.success(request, words)
        return redirect(sitting)
    found = mine_of(sitting, room.read(sitting.debate, sitting), request.user)
    found.form = form or found.form
    context = {"sitting": sitting, "mine": found, "refused": refused}
    return render(request, "debates/_mine.html", context, status=status)


@require_POST
def attend(request, pk):
    """Say that one is here."""
    sitting = visible_sitting(request, pk)
    trust.require(request.user, "debates.contribute")
    actions.attend(sitting, by=request.user)
    return _mine(request, sitting, words=_("You are counted among those who are here."))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, pk):
    """Ask for the floor; asked by GET, the form on a page of its own, which nothing refreshes."""
    sitting = visible_sitting(request, pk)
    trust.require(request.user, "debates.contribute")
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(sitting, by=request.user, **form.said())
        except Unfit as refusal:
            form.add_error(refusal.field, str(refusal))
        except Refused as refusal:
            if request.htmx:
                return _mine(request, sitting, refused=str(refusal), status=409)
            raise
        else:
            return _mine(request, sitting, words=_("You asked for the floor. Your place in the queue is shown here."))
    if form.errors and request.htmx:
        return _mine(request, sitting, form=form, status=422)
    context = {"sitting": sitting, "space": sitting.debate.space, "form": form}
    return render(request, "debates/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request, pk):
    """Write in the discussion from the room that refreshes, and come back to it."""
    sitting = visible_sitting(request, pk)
    trust.require(request.user, "debates.contribute")
    form = ContributionForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            sent = actions.contribute(
                sitting.debate.thread, by=request.user, text=said["text"], client_key=said["client_key"],
                voice=said["voice"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("voice" if getattr(refusal, "field", "") == "voice" else "text", str(refusal))
        else:
            shown = _("Sent.") if sent.is_shown else _("Received. It is shown once it has been checked.")
            messages.success(request, shown)
            return redirect(f"{sitting.get_absolute_url()}?plain=1")
    context = {"sitting": sitting, "space": sitting.debate.space, "form": form}
    return render(request, "debates/say.html", context, status=422 if form.errors else 200)


@require_POST
def floor_move(request, pk, action):
    """Perform a move of a request, or extend a turn: by the one who asked, or by who presides.

    A request that is neither hers nor hers to preside does not exist here (404).
    """
    row = get_object_or_404(FloorRequest.objects.for_acting(request.user), pk=pk)
    if action != EXTEND and action not in FloorRequest.MOVES:
        raise Http404
    if request.POST.get("from") == "room" and action in HERS:
        return _own_move(request, row, action)
    return back_to_the_desk(request, row.sitting, lambda: _desk_move(request, row, action))


def _own_move(request, row: FloorRequest, action: str) -> HttpResponse:
    refused = ""
    try:
        actions.move_request(row, action, by=request.user)
    except Refused as refusal:
        if not request.htmx:
            raise
        refused = str(refusal)
    words = _("Your request is withdrawn.") if action == WITHDRAW else _("Your turn is over. Thank you.")
    return _mine(request, row.sitting, words=words, refused=refused, status=409 if refused else 200)


def _desk_move(request, row: FloorRequest, action: str) -> None:
    if action == EXTEND:
        form = ExtendForm(request.POST)
        if not form.is_valid():
            raise Refused(_("A turn is extended by ten minutes at the most."))
        actions.extend(row, by=request.user, seconds=form.cleaned_data["seconds"])
        return
    turn = whole_number(request.POST.get("and_end", ""))
    actions.move_request(row, action, by=request.user, and_end=turn)


@require_POST
def vote(request, pk):
    """Answer a poll, or change one's answer: with htmx a word comes back, else the room."""
    polls = Poll.objects.visible_to(request.user).for_acting()
    poll = get_object_or_404(polls, pk=pk)
    trust.require(request.user, "debates.contribute")
    actions.vote(poll, whole_number(request.POST.get("option", "")) or 0, by=request.user)
    words = _("Your answer is counted. You may change it while the poll is open.")
    if request.htmx:
        return HttpResponse(words)
    messages.success(request, words)
    return redirect(poll.sitting)


@login_not_required
@require_safe
def counts(request, pk):
    """How many are here and have voted, for the few pages that show it as it grows: `{online, hall, voters}`."""
    if not is_on(Load.COUNTS):
        return resting(Load.COUNTS)
    sitting = visible_sitting(request, pk)
    around = room.read(sitting.debate, sitting)
    answer = JsonResponse(around.here | {"voters": around.voters})
    answer.headers["Cache-Control"] = "no-store"
    return answer
