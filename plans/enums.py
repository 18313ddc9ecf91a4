"""Named values about reference documents and joint action plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PhaseKind(models.TextChoices):
    """The steps from a first meeting to work that is done, in their order."""

    AWARENESS = "awareness", _("awareness")
    CONSULTATION = "consultation", _("consultation")
    SYNTHESIS = "synthesis", _("synthesis")
    PLAN = "plan", _("action plan")
    EXECUTION = "execution", _("execution")


class VersionState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    PUBLISHED = "published", _("published")


class PassageKind(models.TextChoices):
    HEADING = "heading", _("heading")
    PARAGRAPH = "paragraph", _("paragraph")
    PRINCIPLE = "principle", _("principle")


class PlanState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    PUBLISHED = "published", _("published")
    CLOSED = "closed", _("closed")


class ActionState(models.TextChoices):
    """Where an action stands. Late is computed, never stored."""

    PLANNED = "planned", pgettext_lazy("action", "planned")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    POSTPONED = "postponed", pgettext_lazy("action", "postponed")
    ABANDONED = "abandoned", _("abandoned")


# An action in one of these waits for nothing more: it is never late.
OVER = {ActionState.DONE, ActionState.ABANDONED}


class OwnerKind(models.TextChoices):
    """Who answers for an action."""

    ASSOCIATION = "association", _("an association")
    SPACE = "space", _("the civil society space")
    COUNCIL = "council", _("a service of the council")
    PARTNER = "partner", _("a partner")


class OriginKind(models.TextChoices):
    """What a paragraph or an action came from."""

    NOTE = "note", _("note of a workshop")
    NEED = "need", _("need")
    DEBATE = "debate", _("debate")
    CONSULTATION = "consultation", _("consultation")
