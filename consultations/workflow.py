"""The life of a consultation, its visibility, and that of a statement."""

from django.utils.translation import gettext_lazy as _

from consultations.enums import ConsultationState as S
from consultations.enums import SheetState
from consultations.guards import asks_something, ends_after_now, is_counted, is_shown_to_someone, is_visible
from core.enums import Visibility
from core.workflow import Move, visibility_moves

OPEN, CLOSE, PUBLISH, CANCEL = "open", "close", "publish", "cancel"
HOLD, HIDE, SHOW = "hold", "hide", "show"
TYPE, COUNT, REFUSE = "type", "count", "refuse"

MOVES = {
    OPEN: Move(
        _("Open it"),
        {S.DRAFT},
        S.OPEN,
        "consultations.lead_consultation",
        guards=(is_visible, is_shown_to_someone, asks_something, ends_after_now),
        stamp="opened_at",
    ),
    # Time closes it at the moment that was told; whoever leads it may do so before, with a reason.
    CLOSE: Move(
        _("Close it"), {S.OPEN}, S.CLOSED, "consultations.close_consultation", needs_note=True, stamp="closed_at"
    ),
    PUBLISH: Move(
        _("Publish the result"),
        {S.CLOSED},
        S.PUBLISHED,
        "consultations.lead_consultation",
        guards=(is_visible, is_counted),
        stamp="published_at",
    ),
    CANCEL: Move(_("Cancel it"), {S.DRAFT, S.OPEN}, S.CANCELLED, "consultations.lead_consultation", needs_note=True),
    **visibility_moves("consultations.moderate_consultation"),
}

STATEMENT_MOVES = {
    SHOW: Move(
        _("Show it"),
        {Visibility.HELD, Visibility.HIDDEN},
        Visibility.VISIBLE,
        "consultations.moderate_statement",
        field="visibility",
    ),
    HIDE: Move(
        _("Do not show it"),
        {Visibility.HELD, Visibility.VISIBLE},
        Visibility.HIDDEN,
        "consultations.moderate_statement",
        needs_note=True,
        field="visibility",
    ),
}

# A sheet counts once two persons typed it alike.
SHEET_MOVES = {
    TYPE: Move(_("Keep what was typed"), {SheetState.PRINTED}, SheetState.TYPED, "consultations.enter_sheet"),
    COUNT: Move(_("Count it"), {SheetState.TYPED}, SheetState.ENTERED, "consultations.enter_sheet"),
    REFUSE: Move(
        _("Set it aside"),
        {SheetState.PRINTED, SheetState.TYPED},
        SheetState.REFUSED,
        "consultations.enter_sheet",
        needs_note=True,
    ),
}
