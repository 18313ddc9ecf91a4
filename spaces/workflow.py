"""The life of a civil society space, of a request for one of its halls, and what is shown of an association."""

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.workflow import Move, Refused, visibility_moves
from spaces.enums import BookingState as B
from spaces.enums import SpaceState as S

OPEN, CLOSE, REOPEN = "open", "close", "reopen"

MOVES = {
    OPEN: Move(_("Open the space"), {S.DRAFT}, S.OPEN, "spaces.open_space", stamp="opened_at"),
    CLOSE: Move(_("Close the space"), {S.OPEN}, S.CLOSED, "spaces.open_space", needs_note=True),
    REOPEN: Move(_("Open the space again"), {S.CLOSED}, S.OPEN, "spaces.open_space", needs_note=True),
}

ACCEPT, REFUSE, WITHDRAW = "accept", "refuse", "withdraw"


def is_still_to_come(booking) -> None:
    """What has begun is neither given nor taken back."""
    if booking.starts_at <= now():
        raise Refused(_("This slot has begun: nothing can be changed any more."), "past")


TO_COME = (is_still_to_come,)
ANSWER = {"permission": "spaces.answer_booking", "guards": TO_COME, "stamp": "answered_at"}
BOOKING_MOVES = {
    ACCEPT: Move(_("Give the hall"), {B.ASKED}, B.ACCEPTED, **ANSWER),
    REFUSE: Move(_("Refuse it"), {B.ASKED}, B.REFUSED, needs_note=True, **ANSWER),
    WITHDRAW: Move(
        _("Take the request back"), {B.ASKED, B.ACCEPTED}, B.WITHDRAWN, "spaces.withdraw_booking", guards=TO_COME
    ),
}

# What an association wrote of itself; no rule holds it back.
WRITTEN_MOVES = visibility_moves("spaces.moderate_association", holds=False)
