"""Named values of notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Often(models.TextChoices):
    DAILY = "daily", _("once a day, all together")
    WEEKLY = "weekly", _("once a week, on Monday")
    ANSWERS = "answers", _("never: only the answers to what I asked")


class Topic(models.TextChoices):
    """What can be followed. The key of each: a territory's slug, a theme (alone, or `theme@slug`), a number."""

    COMMUNE = "commune", _("commune")
    THEME = "theme", _("theme")
    COUNCIL = "council", _("council")
    REFERRAL = "referral", _("matter before the council")
    MANDATE = "mandate", _("person with a mandate")
    NEED = "need", _("need")
    DEBATE = "debate", _("debate")
    PETITION = "petition", _("petition")
    CONSULTATION = "consultation", _("consultation")


class Kind(models.TextChoices):
    """What a piece of news is about: filters and digests group by it."""

    NEED = "need", _("Needs")
    DEBATE = "debate", _("Debates")
    PETITION = "petition", _("Petitions")
    CONSULTATION = "consultation", _("Consultations")
    COUNCIL = "council", _("The council")
    SPACE = "space", _("The space of the commune")
    PROJECT = "project", _("Events, calls, courses and plans")
    OTHER = "other", _("Other news")


# The first word of a notice's key says what it is about.
KIND_OF = {
    "need": Kind.NEED, "support": Kind.NEED,
    "debate": Kind.DEBATE, "contribution": Kind.DEBATE, "sitting": Kind.DEBATE,
    "petition": Kind.PETITION, "petitions": Kind.PETITION,
    "consultation": Kind.CONSULTATION,
    "referral": Kind.COUNCIL, "council": Kind.COUNCIL, "session": Kind.COUNCIL, "decision": Kind.COUNCIL,
    "agenda_item": Kind.COUNCIL, "project": Kind.COUNCIL,
    "opinion": Kind.COUNCIL, "questions": Kind.COUNCIL, "report": Kind.COUNCIL,
    "order": Kind.COUNCIL, "question": Kind.COUNCIL, "equality": Kind.COUNCIL, "programme": Kind.COUNCIL,
    "membership": Kind.SPACE, "charter": Kind.SPACE, "booking": Kind.SPACE, "hand_over": Kind.SPACE,
    "space": Kind.SPACE, "association": Kind.SPACE, "place": Kind.SPACE,
    "event": Kind.PROJECT, "registration": Kind.PROJECT, "application": Kind.PROJECT, "call": Kind.PROJECT,
    "cohort": Kind.PROJECT, "coaching": Kind.PROJECT, "certificate": Kind.PROJECT, "plan": Kind.PROJECT,
    "document": Kind.PROJECT, "network": Kind.PROJECT, "assembly": Kind.PROJECT, "resource": Kind.PROJECT,
}  # fmt: skip


def kind_of(key: str) -> Kind:
    """Return what the occasion `key` ("need.12.answered.3") is about."""
    return KIND_OF.get(key.partition(".")[0], Kind.OTHER)
