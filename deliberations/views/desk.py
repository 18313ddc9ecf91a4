"""The desk of a session: what its people prepare, record and publish, in the order in which it happens."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberations import clocks
from deliberations.enums import ON_AGENDA, ItemState
from deliberations.members import in_office
from deliberations.views import acts
from deliberations.views.fetch import visible_session
from deliberations.views.reading import latest_minutes, points_of

# The act that the session waits for most, first.
PRIMARY = (
    "day",
    "item",
    "close-agenda",
    "send-agenda",
    "sitting",
    "convene",
    "close",
    "minutes",
    "approve-minutes",
    "send",
)


@require_safe
def desk(request, pk):
    """Everything that the people of the council do about one session."""
    session = visible_session(request, pk)
    if not request.user.has_perm("deliberations.work_on_session", session):
        raise PermissionDenied
    items = points_of(request, session)
    for item in items:
        item.session = session  # one object: what it remembers is asked once
        item.acts = acts.offered(acts.OF_ITEM, item, request.user)
    sittings = list(session.sittings.with_attendance())
    for sitting in sittings:
        sitting.session = session
        sitting.acts = acts.offered(acts.OF_SITTING, sitting, request.user)
    offered = [one for one in acts.offered(acts.OF_SESSION, session, request.user) if one[0] != "propose"]
    minutes = latest_minutes(session)
    members = len(in_office(session.council_id))
    context = {
        "session": session,
        "council": session.council,
        "acts": offered,
        "primary": _primary(session, offered, items),
        "proposed": [item for item in items if item.state == ItemState.PROPOSED],
        "items": [item for item in items if item.state in ON_AGENDA],
        "refused": [item for item in items if item.state in {ItemState.REFUSED, ItemState.WITHDRAWN}],
        "sittings": sittings,
        "documents": session.documents.select_related("item"),
        "minutes": minutes,
        "lines": clocks.of_session(session, minutes if minutes and minutes.approved_at else None),
        "members": members,
        "seats_missing": max(0, (session.council.seats or 0) - members),
    }
    return render(request, "deliberations/desk.html", context)


def _primary(session, offered, items) -> str:
    names = [name for name, _act in offered]
    if "close-agenda" in names and not any(item.state in ON_AGENDA for item in items):
        return "item"
    order = [name for name in PRIMARY if name not in {"item"} or not items]
    if session.sittings.exists():
        order = [name for name in order if name != "sitting"]
    return next((name for name in order if name in names), "")
