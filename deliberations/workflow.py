"""The life of a session, of its sittings, of a point of its agenda, and of a decision."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move
from deliberations.enums import DecisionState as D
from deliberations.enums import ItemState as I
from deliberations.enums import RequestState as R
from deliberations.enums import SessionState as S
from deliberations.enums import SittingState as T
from deliberations.enums import Visa
from deliberations.guards import (
    has_its_agenda,
    has_its_day,
    has_nothing_left,
    is_announced,
    is_being_prepared,
    is_not_visa_kind,
    is_visa_kind,
    sits,
)

CONVENE, OPEN, CLOSE = "convene", "open", "close"
ACCEPT, REFUSE = "accept", "refuse"
HOLD, FAIL, CANCEL = "hold", "fail", "cancel"
KEEP, FORCE, STUDY, DELIBERATE, POSTPONE, WITHDRAW = "keep", "force", "study", "deliberate", "postpone", "withdraw"
PUBLISH, SEND, GRANT, SILENCE, CLEAR, OPPOSE = "publish", "send", "grant", "silence", "clear", "oppose"

SESSION_MOVES = {
    CONVENE: Move(
        _("Convene the session"),
        {S.PLANNED},
        S.CONVENED,
        "deliberations.convene_session",
        guards=(has_its_day, has_its_agenda, is_announced),
    ),
    OPEN: Move(_("Open the session"), {S.CONVENED}, S.OPEN, "deliberations.record_session", stamp="opened_at"),
    CLOSE: Move(
        pgettext_lazy("council", "Close the session"),
        {S.OPEN},
        S.CLOSED,
        "deliberations.record_session",
        guards=(has_nothing_left,),
        stamp="closed_at",
    ),
}

REQUEST_MOVES = {
    ACCEPT: Move(
        _("Have the session held"), {R.ASKED}, R.ACCEPTED, "deliberations.convene_session", stamp="answered_at"
    ),
    REFUSE: Move(
        _("Refuse with reasons"),
        {R.ASKED},
        R.REFUSED,
        "deliberations.convene_session",
        needs_note=True,
        stamp="answered_at",
    ),
}

SITTING_MOVES = {
    HOLD: Move(_("Open the sitting"), {T.PLANNED}, T.HELD, "deliberations.record_session", stamp="opened_at"),
    FAIL: Move(_("Too few members: not held"), {T.PLANNED}, T.LACKING, "deliberations.record_session"),
    CANCEL: Move(_("Cancel the sitting"), {T.PLANNED}, T.CANCELLED, "deliberations.prepare_session", needs_note=True),
}

# A point is forced in by `FORCE` alone once the agenda is closed.
ITEM_MOVES = {
    KEEP: Move(
        _("Keep on the agenda"), {I.PROPOSED}, I.KEPT, "deliberations.prepare_session", guards=(is_being_prepared,)
    ),
    REFUSE: Move(
        _("Do not keep it"),
        {I.PROPOSED},
        I.REFUSED,
        "deliberations.convene_session",
        guards=(is_being_prepared,),
        needs_note=True,
    ),
    FORCE: Move(
        _("Put on the agenda by force of the law"), {I.PROPOSED, I.REFUSED}, I.KEPT, "deliberations.force_item"
    ),
    STUDY: Move(_("Studied by its committee"), {I.KEPT}, I.STUDIED, "deliberations.study_item"),
    DELIBERATE: Move(
        _("The council has deliberated"),
        {I.KEPT, I.STUDIED},
        I.DELIBERATED,
        "deliberations.record_session",
        guards=(sits,),
    ),
    POSTPONE: Move(_("Postpone"), {I.KEPT, I.STUDIED}, I.POSTPONED, "deliberations.record_session", needs_note=True),
    WITHDRAW: Move(
        _("Take off the agenda"),
        {I.PROPOSED, I.KEPT, I.STUDIED},
        I.WITHDRAWN,
        "deliberations.withdraw_item",
        needs_note=True,
    ),
}

_VISA = {"permission": "deliberations.follow_visa", "field": "visa"}
DECISION_MOVES = {
    PUBLISH: Move(_("Sign and publish"), {D.DRAFT}, D.PUBLISHED, "deliberations.sign_decision", stamp="published_at"),
    SEND: Move(_("Sent to the governor"), {Visa.NOT_SENT}, Visa.SENT, **_VISA),
    GRANT: Move(_("The visa was given"), {Visa.SENT}, Visa.GIVEN, guards=(is_visa_kind,), **_VISA),
    SILENCE: Move(_("Silent: held to be given"), {Visa.SENT}, Visa.SILENT, guards=(is_visa_kind,), **_VISA),
    CLEAR: Move(_("Not opposed: enforceable"), {Visa.SENT}, Visa.NOT_NEEDED, guards=(is_not_visa_kind,), **_VISA),
    OPPOSE: Move(_("The governor opposed it"), {Visa.SENT}, Visa.OPPOSED, needs_note=True, **_VISA),
}
