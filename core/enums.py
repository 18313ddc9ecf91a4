"""Named values of the core."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    SMS = "sms", _("text message")
    PUSH = "push", _("notification")
    WHATSAPP = "whatsapp", "WhatsApp"


PAID = {Channel.SMS, Channel.WHATSAPP}  # what costs by the message, and has a daily cap


class Delivery(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    # The worker died between sending and marking: it may have left, so it is never sent again.
    UNCERTAIN = "uncertain", _("uncertain")


class Days(models.TextChoices):
    CALENDAR = "calendar", _("calendar days")
    WORKING = "working", _("working days")
    NONE = "", "-"


class Unit(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    PERSON = "person", _("person")
    SIGNATURE = "signature", _("signature")
    PERCENT = "percent", _("percent")
    INHABITANT = "inhabitant", _("inhabitant")
    SEAT = "seat", _("seat")
    COMMITTEE = "committee", _("committee")
    HOUR = "hour", _("hour")
    CALENDAR_MONTH = "in_month", _("month of the year")
    MONDAY = "monday", _("Monday of the month")


class Reading(models.TextChoices):
    """How sure we are of a figure of the law."""

    READ = "read", _("read in the text")
    RECALLED = "recalled", _("recalled, to be checked")


class Level(models.TextChoices):
    REGION = "region", _("region")
    PROVINCE = "province", _("province")
    PREFECTURE = "prefecture", _("prefecture")
    COMMUNE = "commune", _("commune")
    ARRONDISSEMENT = "arrondissement", _("arrondissement")


class Visibility(models.TextChoices):
    """Whether words that everyone may read are shown."""

    VISIBLE = "visible", _("visible")
    HELD = "held", _("held for checking")
    HIDDEN = "hidden", _("hidden")


class Load(models.TextChoices):
    """What may rest for an hour, so that the rest of the house goes on (`core.switches`)."""

    COUNTS = "live-counts", _("live counts")
    SUGGESTIONS = "suggestions", _("suggestions of the search")
    MAP = "map", _("points of the map")
    LIKENESS = "likeness", _("what is alike")
