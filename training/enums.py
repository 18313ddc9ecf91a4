"""Named values about courses, groups and coaching."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CohortState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("registration open")
    ENDED = "ended", _("over")
    CANCELLED = "cancelled", _("cancelled")


class ForRole(models.TextChoices):
    """Whom a course is for: a role in a space, a place in an association, or the mandatary of a petition."""

    FACILITATOR = "facilitator", _("facilitator")
    MODERATOR = "moderator", _("moderator")
    RAPPORTEUR = "rapporteur", _("rapporteur")
    DESK = "desk", _("desk agent")
    MANDATARY = "mandatary", _("mandatary of a petition")
    REPRESENTATIVE = "representative", _("legal representative of an association")
    TREASURER = "treasurer", _("treasurer")
    SECRETARY = "secretary", _("secretary")


# The roles that a space gives (`spaces.enums.Role`): a course can be required before one of these is given.
REQUIRABLE = (ForRole.FACILITATOR, ForRole.MODERATOR, ForRole.RAPPORTEUR, ForRole.DESK)


class Licence(models.TextChoices):
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC0 = "cc0-1.0", "CC0 1.0"
    RESERVED = "reserved", _("all rights reserved")


class Proof(models.TextChoices):
    """What a certificate of a course asks for."""

    QUIZ = "quiz", _("the quiz passed")
    SESSIONS = "sessions", _("the sessions attended")
    BOTH = "both", _("the quiz passed and the sessions attended")


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one right answer")
    MULTIPLE = "multiple", _("several right answers")
    TRUE_FALSE = "true_false", _("true or false")


class MediaKind(models.TextChoices):
    AUDIO = "audio", _("sound")
    VIDEO = "video", _("film")


class Language(models.TextChoices):
    """In which language a lesson is heard: the two in which it is written, and the two that are spoken."""

    ARABIC = "ar", _("Arabic")
    FRENCH = "fr", _("French")
    AMAZIGH = "zgh", _("Amazigh")
    DARIJA = "ary", _("Darija")
