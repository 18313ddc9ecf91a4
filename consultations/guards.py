"""When a consultation may move: guards raise `Refused`, in words for people."""

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from consultations.enums import PartKind
from core.enums import Visibility
from core.workflow import Refused
from spaces.enums import SpaceState


def is_visible(consultation):
    if consultation.visibility != Visibility.VISIBLE:
        raise Refused(_("This consultation is not shown to everyone: show it again first."), "not_visible")


def is_shown_to_someone(consultation):
    if consultation.space.state != SpaceState.OPEN:
        raise Refused(_("The space is not open: open it first. The consultation is kept as it is."), "space_not_open")


def asks_something(consultation):
    """Each part asks something: priorities need two candidates at least, opinions one statement to begin with."""
    if not consultation.parts.exists():
        raise Refused(_("It asks nothing yet: add a part first."), "asks_nothing")
    for part in consultation.parts.all():
        if part.kind == PartKind.QUESTIONS and not part.questions.standing().exists():
            raise Refused(_("The questionnaire has no question yet: write one, or take the part out."), "no_question")
        if part.kind == PartKind.PRIORITIES and part.candidates.standing().count() < 2:
            raise Refused(_("Priorities need two proposals at least: write them, or take the part out."), "too_few")
        if part.kind == PartKind.OPINIONS and not part.statements.shown().exists():
            raise Refused(
                _("Opinions need one statement to begin with: write it, or take the part out."), "no_statement"
            )


def ends_after_now(consultation):
    if consultation.closes_at is None or not consultation.closes_at > consultation.opens_from():
        raise Refused(_("Say until when people may answer: a moment that is still to come."), "no_end")


def is_counted(consultation):
    """Each part was counted after it closed: the result that is published is the one that was counted."""
    since = consultation.closed_at or now()
    tallies = [getattr(part, "tally", None) for part in consultation.parts.all()]
    if any(tally is None or tally.counted_at < since for tally in tallies):
        raise Refused(_("The answers are still being counted: try again in a few minutes."), "not_counted")
