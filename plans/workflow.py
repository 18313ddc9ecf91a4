"""The lives of a version, a document, a plan and an action: what may happen when."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move, visibility_moves
from plans.enums import ActionState as A
from plans.enums import PlanState as P
from plans.enums import VersionState as V
from plans.guards import (
    its_document_is_visible,
    its_space_is_open,
    milestones_are_reached,
    plan_has_an_action,
    plan_is_followed,
    plan_is_visible,
    plan_space_is_open,
    says_something,
)

PUBLISH, CLOSE, REOPEN = "publish", "close", "reopen"
START, FINISH, POSTPONE, ABANDON, RESUME = "start", "finish", "postpone", "abandon", "resume"
HOLD, HIDE, SHOW = "hold", "hide", "show"

# A published version never changes: a change is a new version.
VERSION_MOVES = {
    PUBLISH: Move(
        _("Publish this version"),
        {V.DRAFT},
        V.PUBLISHED,
        "plans.publish_version",
        guards=(its_document_is_visible, its_space_is_open, says_something),
        stamp="published_at",
    ),
}

DOCUMENT_MOVES = visibility_moves("plans.moderate_document")

PLAN_MOVES = {
    PUBLISH: Move(
        _("Publish the plan"),
        {P.DRAFT},
        P.PUBLISHED,
        "plans.lead_plan",
        guards=(plan_is_visible, plan_space_is_open, plan_has_an_action),
        stamp="published_at",
    ),
    CLOSE: Move(_("Close the plan"), {P.PUBLISHED}, P.CLOSED, "plans.lead_plan", needs_note=True, stamp="closed_at"),
    REOPEN: Move(_("Open it again"), {P.CLOSED}, P.PUBLISHED, "plans.lead_plan", needs_note=True),
    **visibility_moves("plans.moderate_plan"),
}

_followed = {"permission": "plans.follow_action", "guards": (plan_is_followed,)}
ACTION_MOVES = {
    START: Move(_("Work has begun"), {A.PLANNED}, A.IN_PROGRESS, stamp="started_at", **_followed),
    FINISH: Move(
        _("It is done"),
        {A.IN_PROGRESS},
        A.DONE,
        "plans.follow_action",
        guards=(plan_is_followed, milestones_are_reached),
        stamp="done_at",
    ),
    POSTPONE: Move(_("Postpone it"), {A.PLANNED, A.IN_PROGRESS}, A.POSTPONED, needs_note=True, **_followed),
    ABANDON: Move(_("Abandon it"), {A.PLANNED, A.IN_PROGRESS, A.POSTPONED}, A.ABANDONED, needs_note=True, **_followed),
    # Back to work: what was postponed or given up, and what was said done and is not.
    RESUME: Move(
        _("Take it up again"), {A.POSTPONED, A.ABANDONED, A.DONE}, A.IN_PROGRESS, needs_note=True, **_followed
    ),
}
