"""Named values of desks and of the doors by text message."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskKind(models.TextChoices):
    SPACE = "space", _("desk of the space")
    ASSOCIATION = "association", _("desk of an association")
    YOUTH = "youth", _("youth house")
    WOMEN = "women", _("women’s centre")
    MARKET = "market", _("desk at the weekly market")
    OTHER = "other", _("another desk")


class ActKind(models.TextChoices):
    """What a desk writes for a person; also what she may agree to."""

    NEED = "need", _("state a need")
    SUPPORT = "support", _("join a need of others")
    ANSWER = "answer", _("answer a consultation")
    SIGNATURE = "signature", _("sign a petition, by hand on paper")


# Acts of which nobody may read who did them, not even in the database: what leads to her is sealed (core.secrets).
NAMELESS = {ActKind.ANSWER, ActKind.SIGNATURE}


class ClaimState(models.TextChoices):
    WAITING = "waiting", _("waits for the desk")
    DONE = "done", _("confirmed")
    REFUSED = "refused", _("refused")


class Way(models.TextChoices):
    """By which door a text message came."""

    SMS = "sms", _("text message")
    WHATSAPP = "whatsapp", "WhatsApp"


class Said(models.TextChoices):
    """What a text message that came in asked for."""

    STATUS = "status", _("how something stands")
    STOP = "stop", _("no more messages")
    START = "start", _("messages again")
    HELP = "help", _("not understood")
