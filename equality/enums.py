"""Named values about the consultative body of a council, and its opinions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Seat(models.TextChoices):
    """What a member is in the body."""

    CHAIR = "chair", _("chair of the body")
    RAPPORTEUR = "rapporteur", _("rapporteur of the body")
    MEMBER = "member", _("member of the body")


class Background(models.TextChoices):
    """From where a member comes: associations' people, and persons by their field."""

    ASSOCIATION = "association", _("associations")
    WOMEN = "women", _("women’s rights")
    YOUTH = "youth", pgettext_lazy("field of a person", "young people")
    DISABILITY = "disability", _("rights of people with disabilities")
    RESEARCH = "research", _("research and teaching")
    ECONOMY = "economy", _("local economy")
    OTHER = "other", pgettext_lazy("field of a person", "another field")


class Gender(models.TextChoices):
    """Counted, shown in sums alone."""

    WOMAN = "woman", _("woman")
    MAN = "man", _("man")


class Origin(models.TextChoices):
    ASKED = "asked", _("asked for by the president")
    OWN = "own", _("on its own initiative")


class Subject(models.TextChoices):
    """What an opinion is about; the action plan must be put to the body (decree 2-16-301, art. 7)."""

    PLAN = "plan", _("the action plan of the commune")
    BUDGET = "budget", _("the budget")
    SERVICES = "services", _("a public service or facility")
    PROJECT = "project", _("a project")
    OTHER = "other", pgettext_lazy("subject of an opinion", "another matter")


class OpinionState(models.TextChoices):
    """Where an opinion stands."""

    ASKED = "asked", pgettext_lazy("opinion", "to be written")
    DRAFTED = "drafted", pgettext_lazy("opinion", "being written")
    ADOPTED = "adopted", pgettext_lazy("opinion", "adopted by the body")
    PUBLISHED = "published", pgettext_lazy("opinion", "published")
    DROPPED = "dropped", pgettext_lazy("opinion", "given up")


WAITING = {OpinionState.ASKED, OpinionState.DRAFTED}
# What everyone reads: that an opinion was asked for, and what was published. Words in preparation stay inside.
BEHIND = {OpinionState.DRAFTED, OpinionState.ADOPTED}
