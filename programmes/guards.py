"""When a programme or a project may move: guards raise `Refused`, in words for people."""

from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from core.text import citation
from core.workflow import Refused
from programmes.enums import ARTICLES, FOR_A_DRAFT, ProgrammeState, StepKind
from programmes.money import gaps

GAPS_TOLD = 5
OPENED = gettext_lazy("Write first the day and the proof of: %(step)s (%(article)s).")


def _done(programme, *kinds):
    done = set(programme.steps.filter(kind__in=kinds, done_on__isnull=False).values_list("kind", flat=True))
    for kind in kinds:
        if kind not in done:
            raise Refused(OPENED % {"step": kind.label, "article": citation(ARTICLES[kind])}, "step_missing")


def preparation_is_decided(programme):
    """The opening meeting was held, and the president's decision is posted (decree 2-16-301, art. 4–6)."""
    _done(programme, StepKind.OPENING, StepKind.ORDER)


def draft_was_prepared(programme):
    """Diagnosis, consultation of citizens, opinion of the equality body, priorities (113-14, art. 78)."""
    _done(programme, *FOR_A_DRAFT)


def it_has_projects(programme):
    if not programme.projects.exists():
        raise Refused(_("This programme has no project yet: write an axis, then a project in it."), "empty")


def budget_adds_up(programme):
    """Sources make each project's cost, the projects make the whole."""
    found = gaps(programme)
    if found:
        said = " ".join(gap.words for gap in found[:GAPS_TOLD])
        lead = gettext(
            "The budget does not add up, so the programme cannot be voted. Nothing is lost: it stays a draft."
        )
        raise Refused(f"{lead} {said}", "budget")


def visa_is_given(programme):
    """The governor gave the visa, or kept silent to the end of the law's time (113-14, art. 118)."""
    visa = programme.steps.filter(kind=StepKind.VISA).first()
    if visa is None or (visa.done_on is None and (visa.due_on is None or localdate() <= visa.due_on)):
        raise Refused(
            _("The governor has not given the visa, and the time in which silence is a visa is not over."), "visa"
        )


def programme_is_running(project):
    if project.programme.state != ProgrammeState.RUNNING:
        raise Refused(_("The programme is not being carried out now: nothing of it moves."), "not_running")
