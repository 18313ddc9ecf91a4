"""The life of a course, and of a group that follows one."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from training.enums import CohortState as G
from training.enums import CourseState as C
from training.guards import (
    asks_what_its_certificate_needs,
    has_met,
    is_not_stale,
    meets_sometime,
    teaches_a_published_course,
    teaches_something,
)

PUBLISH, WITHDRAW = "publish", "withdraw"
OPEN, END, CANCEL = "open", "end", "cancel"

COURSE_MOVES = {
    PUBLISH: Move(
        _("Publish it"),
        {C.DRAFT, C.WITHDRAWN},
        C.PUBLISHED,
        "training.publish_course",
        guards=(teaches_something, asks_what_its_certificate_needs, is_not_stale),
        stamp="published_at",
    ),
    WITHDRAW: Move(_("Withdraw it"), {C.PUBLISHED}, C.WITHDRAWN, "training.lead_course", needs_note=True),
}

COHORT_MOVES = {
    OPEN: Move(
        _("Open the registration"),
        {G.DRAFT},
        G.OPEN,
        "training.lead_cohort",
        guards=(teaches_a_published_course, meets_sometime),
        stamp="opened_at",
    ),
    # Those who attended get their certificates with this move.
    END: Move(
        _("End it and give the certificates"),
        {G.OPEN},
        G.ENDED,
        "training.lead_cohort",
        guards=(has_met,),
        stamp="ended_at",
    ),
    CANCEL: Move(_("Cancel it"), {G.DRAFT, G.OPEN}, G.CANCELLED, "training.lead_cohort", needs_note=True),
}
