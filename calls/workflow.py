"""The lives of a call, of an application to it, of a funded project and of an instalment."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from calls.enums import ApplicationState as A
from calls.enums import CallState as S
from calls.enums import InstalmentState as I
from calls.enums import ProjectState as P
from calls.guards import (
    adds_up,
    all_are_checked,
    all_are_scored,
    closes_after_now,
    fits_the_envelope,
    has_a_grid,
    has_evaluators,
    has_places,
    has_reasons,
    is_all_reported,
    is_shown_to_someone,
    projects_are_agreed,
    projects_are_over,
    reports_are_accepted,
    ties_are_decided,
)
from core.workflow import Move, visibility_moves

PUBLISH, CLOSE, CHECK, SCORE, RANK = "publish", "close", "check", "score", "rank"
AWARD, RUN, FINISH, CANCEL = "award", "run", "finish", "cancel"
LEAD = "calls.lead_call"

MOVES = {
    PUBLISH: Move(
        _("Publish the call"),
        {S.DRAFT},
        S.PUBLISHED,
        LEAD,
        guards=(is_shown_to_someone, closes_after_now, has_a_grid, has_places),
        stamp="published_at",
    ),
    # Time alone closes a call: associations were told until when.
    CLOSE: Move(_("Close it"), {S.PUBLISHED}, S.CLOSED, "calls.close_call", stamp="closed_at"),
    CHECK: Move(_("Begin to check the applications"), {S.CLOSED}, S.CHECKING, LEAD),
    SCORE: Move(
        _("Give the eligible projects to the evaluators"),
        {S.CHECKING},
        S.SCORING,
        LEAD,
        guards=(all_are_checked, has_evaluators),
    ),
    RANK: Move(
        _("Close the scoring and rank"), {S.SCORING}, S.RANKED, LEAD, guards=(all_are_scored,), stamp="ranked_at"
    ),
    AWARD: Move(
        _("Publish the winners"),
        {S.RANKED},
        S.AWARDED,
        LEAD,
        guards=(ties_are_decided, has_reasons),
        stamp="awarded_at",
    ),
    RUN: Move(_("The projects are under way"), {S.AWARDED}, S.RUNNING, LEAD, guards=(projects_are_agreed,)),
    FINISH: Move(_("Finish the call"), {S.RUNNING}, S.FINISHED, LEAD, guards=(projects_are_over,), stamp="finished_at"),
    CANCEL: Move(
        _("Cancel the call"),
        {S.DRAFT, S.PUBLISHED, S.CLOSED, S.CHECKING, S.SCORING, S.RANKED},
        S.CANCELLED,
        LEAD,
        needs_note=True,
        stamp="cancelled_at",
    ),
}

SEND, ASK, COMPLETE, ACCEPT, REJECT = "send", "ask", "complete", "accept", "reject"
PLACE, RETAIN, RESERVE, DECLINE, CALL_UP, WITHDRAW = "place", "retain", "reserve", "decline", "call_up", "withdraw"
CHECKS = "calls.check_application"

APPLICATION_MOVES = {
    SEND: Move(pgettext_lazy("application", "Send it"), {A.DRAFT}, A.SENT, "calls.send_application", stamp="sent_at"),
    ASK: Move(_("Ask for what is missing"), {A.SENT}, A.COMPLETING, CHECKS),
    COMPLETE: Move(_("Send what was missing"), {A.COMPLETING}, A.SENT, "calls.send_application"),
    ACCEPT: Move(_("It is eligible"), {A.SENT, A.COMPLETING}, A.ELIGIBLE, CHECKS),
    REJECT: Move(_("It is not eligible"), {A.SENT, A.COMPLETING, A.ELIGIBLE}, A.INELIGIBLE, CHECKS, needs_note=True),
    # The ranking of the call moves each of these, under the call's lock.
    PLACE: Move(_("Rank it"), {A.ELIGIBLE}, A.SCORED, CHECKS),
    RETAIN: Move(_("Retain it"), {A.SCORED}, A.AWARDED, CHECKS),
    RESERVE: Move(_("Put it on the reserve list"), {A.SCORED}, A.RESERVE, CHECKS),
    DECLINE: Move(_("Do not retain it"), {A.SCORED}, A.NOT_RETAINED, CHECKS),
    CALL_UP: Move(_("Call it up from the reserve list"), {A.RESERVE}, A.AWARDED, CHECKS, guards=(fits_the_envelope,)),
    WITHDRAW: Move(
        pgettext_lazy("application", "Withdraw it"),
        {A.SENT, A.COMPLETING, A.ELIGIBLE, A.RESERVE, A.AWARDED},
        A.WITHDRAWN,
        "calls.send_application",
        needs_note=True,
    ),
}

AGREE, COMPLETE_PROJECT, STOP = "agree", "complete", "stop"

PROJECT_MOVES = {
    AGREE: Move(
        _("The agreement is signed"),
        {P.AGREEING},
        P.RUNNING,
        "calls.lead_project",
        guards=(adds_up,),
        stamp="agreed_at",
    ),
    COMPLETE_PROJECT: Move(
        _("Accept the closing report"),
        {P.RUNNING},
        P.COMPLETED,
        "calls.lead_project",
        guards=(reports_are_accepted, is_all_reported),
        stamp="ended_at",
    ),
    STOP: Move(
        _("Stop the project"),
        {P.AGREEING, P.RUNNING},
        P.STOPPED,
        "calls.lead_project",
        needs_note=True,
        stamp="ended_at",
    ),
}

PAY, REPORT, ACCEPT_REPORT, RETURN_REPORT = "pay", "report", "accept", "return"

INSTALMENT_MOVES = {
    PAY: Move(_("It is paid"), {I.PLANNED}, I.PAID, "calls.lead_instalment", stamp="paid_at"),
    REPORT: Move(_("Send the report"), {I.PAID}, I.REPORTED, "calls.report_instalment", stamp="reported_at"),
    ACCEPT_REPORT: Move(_("Accept the report"), {I.REPORTED}, I.ACCEPTED, "calls.lead_instalment", stamp="accepted_at"),
    RETURN_REPORT: Move(_("Give the report back"), {I.REPORTED}, I.PAID, "calls.lead_instalment", needs_note=True),
}
# A photo is shown, or taken away by itself: no rule holds one back.
PHOTO_MOVES = visibility_moves("calls.moderate_photo", holds=False)
