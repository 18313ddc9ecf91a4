"""The projector's view of a live sitting: what the whole hall reads from its seats."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.cached import momentary
from core.codes import code_of
from debates import room
from debates.views.fetch import visible_sitting


@momentary
@login_not_required
@require_safe
def projector(request, pk):
    """The agenda point, who speaks and for how long, the way in, the result of a poll: nothing else."""
    sitting = visible_sitting(request, pk)
    around = room.read(sitting.debate, sitting)
    address = request.build_absolute_uri(sitting.get_absolute_url())
    context = {
        "sitting": sitting,
        "debate": sitting.debate,
        "thread": sitting.debate.thread,
        "room": around,
        "frame": around.frame(),
        "address": address.partition("://")[2].rstrip("/"),
        "code": code_of(address),
        "plain": "plain" in request.GET,
    }
    return render(request, "debates/projector.html", context)
