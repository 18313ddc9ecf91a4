"""When a version, a plan or an action may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.workflow import Refused
from spaces.enums import SpaceState


def says_something(version):
    if not version.passages.exists():
        raise Refused(_("This version says nothing yet: write a paragraph first."), "empty")


def its_space_is_open(version):
    if version.document.space.state != SpaceState.OPEN:
        raise Refused(_("The space is not open: open it first. The text is kept as it is."), "space_not_open")


def its_document_is_visible(version):
    if version.document.visibility != "visible":
        raise Refused(_("This document is not shown to everyone: show it again first."), "not_visible")


def plan_has_an_action(plan):
    if not plan.actions.exists():
        raise Refused(_("This plan has no action yet: write an axis, then an action in it."), "empty")


def plan_is_visible(plan):
    if plan.visibility != "visible":
        raise Refused(_("This plan is not shown to everyone: show it again first."), "not_visible")


def plan_space_is_open(plan):
    if plan.space.state != SpaceState.OPEN:
        raise Refused(_("The space is not open: open it first. The plan is kept as it is."), "space_not_open")


def plan_is_followed(action):
    """Work is followed from the publication of its plan until the plan is closed."""
    if action.plan.state != "published":
        raise Refused(_("The plan is not published, or it is closed: nothing of it moves now."), "plan_not_followed")


def milestones_are_reached(action):
    missing = action.milestones.filter(reached_on__isnull=True).count()
    if missing:
        raise Refused(
            ngettext_lazy(
                "%(n)d milestone is not reached yet: mark it first, or take it out.",
                "%(n)d milestones are not reached yet: mark them first, or take them out.",
                "n",
            )
            % {"n": missing},
            "milestones",
        )
