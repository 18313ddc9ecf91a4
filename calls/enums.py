"""Named values about calls for projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallState(models.TextChoices):
    """Where a call stands. It closes by the server's clock; everything else a person does."""

    DRAFT = "draft", _("in preparation")
    PUBLISHED = "published", pgettext_lazy("call", "open to applications")
    CLOSED = "closed", pgettext_lazy("call", "closed to applications")
    CHECKING = "checking", _("eligibility being checked")
    SCORING = "scoring", _("being scored")
    RANKED = "ranked", _("ranked, decision awaited")
    AWARDED = "awarded", _("winners published")
    RUNNING = "running", _("projects under way")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")


# The winners are known to everyone.
DECIDED = {CallState.AWARDED, CallState.RUNNING, CallState.FINISHED}
# Scores may change no more.
OVER = DECIDED | {CallState.CANCELLED}


class ApplicationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("application", "being written")
    SENT = "sent", pgettext_lazy("application", "sent")
    COMPLETING = "completing", _("to be completed")
    ELIGIBLE = "eligible", pgettext_lazy("application", "eligible")
    INELIGIBLE = "ineligible", pgettext_lazy("application", "not eligible")
    SCORED = "scored", pgettext_lazy("application", "scored")
    AWARDED = "awarded", _("project retained")
    RESERVE = "reserve", _("on the reserve list")
    NOT_RETAINED = "not_retained", _("project not retained")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")


# Received in time and not taken back: what is checked, then scored.
IN_THE_RACE = {
    ApplicationState.SENT, ApplicationState.COMPLETING, ApplicationState.ELIGIBLE, ApplicationState.SCORED,
}  # fmt: skip
# What was decided on it, shown once the winners are.
RULED = {ApplicationState.AWARDED, ApplicationState.RESERVE, ApplicationState.NOT_RETAINED}


class ProjectState(models.TextChoices):
    """Where a funded project stands."""

    AGREEING = "agreeing", _("agreement being prepared")
    RUNNING = "running", _("under way")
    COMPLETED = "completed", pgettext_lazy("project", "completed")
    STOPPED = "stopped", pgettext_lazy("project", "stopped")


class InstalmentState(models.TextChoices):
    PLANNED = "planned", _("planned")
    PAID = "paid", _("paid, report awaited")
    REPORTED = "reported", _("report to be checked")
    ACCEPTED = "accepted", _("report accepted")


class Seat(models.TextChoices):
    """Where an association must be to apply."""

    ANYWHERE = "anywhere", _("anywhere")
    SEAT = "seat", _("its seat is in the commune")
    PRESENT = "present", _("its seat or a declared branch is in the commune")


class PlacesBy(models.TextChoices):
    CATEGORY = "category", _("a number in each category")
    OVERALL = "overall", _("a number for the whole call")


class LastTie(models.TextChoices):
    """What decides between two projects that everything else leaves equal."""

    DRAW = "draw", _("drawing lots, from a seed that is published")
    JURY = "jury", _("the jury, with its reason")


class BrokenBy(models.TextChoices):
    """What set a project before or after those of the same score."""

    CRITERION = "criterion", _("the criterion that decides between equals")
    BUDGET = "budget", _("the smaller sum asked for")
    DRAW = "draw", _("drawing lots")
    JURY = "jury", _("the jury’s reason")


class Kind(models.TextChoices):
    """What proves a milestone."""

    PDF = "pdf", _("a PDF")
    PHOTO = "photo", _("a photo")
