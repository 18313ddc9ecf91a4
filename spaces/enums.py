"""Named values about civil society spaces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpaceState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Role(models.TextChoices):
    MEMBER = "member", _("member")
    FACILITATOR = "facilitator", _("facilitator")
    MODERATOR = "moderator", _("moderator")
    RAPPORTEUR = "rapporteur", _("rapporteur")
    COORDINATOR = "coordinator", _("coordinator")
    DESK = "desk", _("desk agent")


class ClauseKind(models.TextChoices):
    AIM = "aim", _("aim")
    RULE = "rule", _("rule")
