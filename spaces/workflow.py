"""The life of a civil society space."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from spaces.enums import SpaceState as S

OPEN, CLOSE, REOPEN = "open", "close", "reopen"

MOVES = {
    OPEN: Move(_("Open the space"), {S.DRAFT}, S.OPEN, "spaces.open_space", stamp="opened_at"),
    CLOSE: Move(_("Close the space"), {S.OPEN}, S.CLOSED, "spaces.open_space", needs_note=True),
    REOPEN: Move(_("Open the space again"), {S.CLOSED}, S.OPEN, "spaces.open_space", needs_note=True),
}
