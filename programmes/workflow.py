"""The lives of a programme and of a project: what may happen when."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move, visibility_moves
from plans.enums import ActionState as A
from plans.guards import milestones_are_reached
from programmes.enums import ProgrammeState as S
from programmes.guards import (
    budget_adds_up,
    draft_was_prepared,
    it_has_projects,
    preparation_is_decided,
    programme_is_running,
    visa_is_given,
)

DIAGNOSE, DRAFT, SUBMIT, RETURN, VOTE, SEND, EXECUTE, END = (
    "diagnose", "draft", "submit", "return", "vote", "send", "execute", "end",
)  # fmt: skip
START, FINISH, POSTPONE, ABANDON, RESUME = "start", "finish", "postpone", "abandon", "resume"

_lead = {"permission": "programmes.lead_programme"}
PROGRAMME_MOVES = {
    DIAGNOSE: Move(
        _("Open the diagnosis"),
        {S.PREPARATION},
        S.DIAGNOSIS,
        guards=(preparation_is_decided,),
        stamp="opened_at",
        **_lead,
    ),
    DRAFT: Move(
        _("The draft is written"), {S.DIAGNOSIS}, S.DRAFTED, guards=(draft_was_prepared, it_has_projects), **_lead
    ),
    SUBMIT: Move(_("Send it to the standing committees"), {S.DRAFTED}, S.COMMITTEES, **_lead),
    VOTE: Move(
        _("Enter the council’s vote"),
        {S.COMMITTEES},
        S.VOTED,
        guards=(it_has_projects, budget_adds_up),
        stamp="voted_at",
        **_lead,
    ),
    SEND: Move(_("Send it to the governor for the visa"), {S.VOTED}, S.VISA, "programmes.execute_programme"),
    EXECUTE: Move(
        _("It is executable"),
        {S.VISA},
        S.RUNNING,
        "programmes.execute_programme",
        guards=(visa_is_given,),
        stamp="executable_at",
    ),
    # A committee, or the governor, asks for changes: voted again, it goes for a visa again.
    RETURN: Move(_("Back to the draft"), {S.COMMITTEES, S.VOTED, S.VISA}, S.DRAFTED, needs_note=True, **_lead),
    END: Move(
        _("End the programme"),
        {S.RUNNING},
        S.ENDED,
        "programmes.execute_programme",
        needs_note=True,
        stamp="ended_at",
    ),
}

_followed = {"permission": "programmes.follow_project", "guards": (programme_is_running,)}
PROJECT_MOVES = {
    START: Move(_("Work has begun"), {A.PLANNED}, A.IN_PROGRESS, stamp="started_at", **_followed),
    FINISH: Move(
        _("It is done"),
        {A.IN_PROGRESS},
        A.DONE,
        "programmes.follow_project",
        guards=(programme_is_running, milestones_are_reached),
        stamp="done_at",
    ),
    POSTPONE: Move(_("Postpone it"), {A.PLANNED, A.IN_PROGRESS}, A.POSTPONED, needs_note=True, **_followed),
    ABANDON: Move(_("Abandon it"), {A.PLANNED, A.IN_PROGRESS, A.POSTPONED}, A.ABANDONED, needs_note=True, **_followed),
    # Back to work: what was postponed or given up, and what was said done and is not.
    RESUME: Move(
        _("Take it up again"), {A.POSTPONED, A.ABANDONED, A.DONE}, A.IN_PROGRESS, needs_note=True, **_followed
    ),
}

VOICE_MOVES = visibility_moves("programmes.moderate_voice")
