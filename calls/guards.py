"""When a call, an application or a project may move: guards raise `Refused`, in words for people."""

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from calls.enums import ApplicationState, InstalmentState, LastTie, PlacesBy, ProjectState
from calls.ties import counts_of
from core.workflow import Refused
from spaces.enums import SpaceState


# --- of a call ---
def is_shown_to_someone(call):
    if call.space.state != SpaceState.OPEN:
        raise Refused(_("The space is not open: open it first. The call is kept as it is."), "space_not_open")


def closes_after_now(call):
    if call.opens_at is None or call.closes_at is None or call.results_on is None:
        raise Refused(_("Say from when and until when associations apply, and the day of the results."), "no_dates")
    if call.closes_at <= max(now(), call.opens_at):
        raise Refused(_("Say until when associations apply: a moment that is still to come."), "no_end")


def has_a_grid(call):
    if not call.criteria.exists():
        raise Refused(_("It has no criterion yet: write the grid first."), "no_criterion")
    if call.tie_criterion_id is None:
        raise Refused(_("Say which criterion decides between equals: it is told beforehand."), "no_tie_rule")


def has_places(call):
    categories = list(call.categories.all())
    if not categories:
        raise Refused(_("It has no category yet: write one at least."), "no_category")
    if call.places_by == PlacesBy.OVERALL and not call.places:
        raise Refused(_("Say how many projects are retained."), "no_places")
    if call.places_by == PlacesBy.CATEGORY and not all(category.places for category in categories):
        raise Refused(_("Say how many projects are retained in each category."), "no_places")


def all_are_checked(call):
    waiting = call.applications.filter(state__in={ApplicationState.SENT, ApplicationState.COMPLETING}).count()
    if waiting:
        message = ngettext_lazy(
            "%(n)d application is not checked yet: say whether it is eligible.",
            "%(n)d applications are not checked yet: say whether each is eligible.",
            "n",
        )
        raise Refused(message % {"n": waiting}, "not_checked")


def has_evaluators(call):
    named = call.evaluators.filter(ended_at__isnull=True).count()
    if named < call.evaluators_min:
        message = ngettext_lazy(
            "The call promised %(n)d evaluator for each project: name them first.",
            "The call promised %(n)d evaluators for each project: name them first.",
            "n",
        )
        raise Refused(message % {"n": call.evaluators_min}, "few_evaluators")


def all_are_scored(call):
    """Each eligible project has as many whole scores as were promised; those of a person in conflict count nothing."""
    lacking = [number for number, count in counts_of(call).items() if count < call.evaluators_min]
    if lacking:
        message = ngettext_lazy(
            "%(n)d project lacks scores (number %(numbers)s): name another evaluator, or wait.",
            "%(n)d projects lack scores (numbers %(numbers)s): name another evaluator, or wait.",
            "n",
        )
        numbers = ", ".join(str(number) for number in sorted(lacking))
        raise Refused(message % {"n": len(lacking), "numbers": numbers}, "not_scored")


def ties_are_decided(call):
    if call.last_tie == LastTie.JURY and call.applications.filter(is_undecided=True).exists():
        raise Refused(_("Some projects are still equal: the jury decides between them first, with its reason."), "tie")


def has_reasons(call):
    """Whoever is judged reads why."""
    if call.applications.filter(state=ApplicationState.SCORED, reasons="").exists():
        raise Refused(_("Each project needs its reasons: the association reads them."), "no_reasons")


def projects_are_agreed(call):
    projects = [one.state for one in _projects(call)]
    if not any(state == ProjectState.RUNNING for state in projects):
        raise Refused(_("No agreement is signed yet."), "not_agreed")


def projects_are_over(call):
    if any(one.state in {ProjectState.AGREEING, ProjectState.RUNNING} for one in _projects(call)):
        raise Refused(_("A project is still under way: its closing report is awaited."), "under_way")


def _projects(call):
    rows = call.applications.filter(project__isnull=False).select_related("project")
    return [row.project for row in rows]


# --- of an application ---
def fits_the_envelope(application):
    left = application.call.envelope - sum(one.granted for one in _projects(application.call) if one.counts)
    if application.asked > left:
        raise Refused(_("What is left of the envelope does not pay for this project."), "envelope")


# --- of a project ---
def adds_up(project):
    sums = sum(one.amount for one in project.instalments.all())
    if sums != project.granted:
        raise Refused(_("The instalments must add up to the sum that was granted."), "sums")


def reports_are_accepted(project):
    if project.instalments.exclude(state=InstalmentState.ACCEPTED).exists():
        raise Refused(_("An instalment is not paid and reported on yet."), "instalments")


def is_all_reported(project):
    if not project.closing_report:
        raise Refused(_("The association has not sent its closing report yet."), "no_report")
