"""Named values about orders, written questions and information reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderState(models.TextChoices):
    """Where an order stands. Once published it stays readable for ever, in force or not."""

    DRAFT = "draft", _("in preparation")
    PUBLISHED = "published", pgettext_lazy("order", "in force")
    REPEALED = "repealed", _("repealed")


class OrderKind(models.TextChoices):
    """What an order does (organic law 113-14, art. 94–106)."""

    POLICE = "police", _("administrative police: hygiene, quiet, safety")
    TRAFFIC = "traffic", _("traffic and parking")
    BUILDING = "building", _("building and town planning")
    SERVICES = "services", _("organisation of the services")
    DELEGATION = "delegation", _("delegation of powers or of signature")
    FINANCE = "finance", _("fees, duties and budget")
    OTHER = "other", pgettext_lazy("order", "another matter")


# General rules, taken under the president's regulatory power (113-14, art. 116). A delegation is about a person; of
# another matter it cannot be told.
REGULATORY = {
    OrderKind.POLICE,
    OrderKind.TRAFFIC,
    OrderKind.BUILDING,
    OrderKind.SERVICES,
    OrderKind.FINANCE,
}


class QuestionState(models.TextChoices):
    """Where a written question stands. Its age is computed, never stored."""

    ASKED = "asked", _("waiting for an answer")
    DRAFTED = "drafted", _("answer in preparation")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("taken back")


WAITING = {QuestionState.ASKED, QuestionState.DRAFTED}


class ReportState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    PUBLISHED = "published", pgettext_lazy("report", "published")
