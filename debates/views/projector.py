"""The projector's view of a live sitting: what the whole hall reads from its seats."""

import segno
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from debates import room
from debates.views.fetch import visible_sitting


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


def code_of(address: str) -> str:
    """Return a QR code of an address as an inline drawing, without size or style: the page's own sheet gives them."""
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(omitsize=True, border=2, dark="#000", light="#fff", svgclass="code", lineclass=None)
    return mark_safe(svg)  # noqa: S308 -- drawn from numbers
