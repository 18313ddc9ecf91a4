"""Named values about consultations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsultationState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", pgettext_lazy("consultation", "open")
    CLOSED = "closed", _("closed, being counted")
    PUBLISHED = "published", _("result published")
    CANCELLED = "cancelled", _("cancelled")


# States of which the results are final.
ENDED = {ConsultationState.CLOSED, ConsultationState.PUBLISHED}


class Audience(models.TextChoices):
    """Who may answer. Everyone may read."""

    EVERYONE = "everyone", _("everyone whose phone or e-mail is confirmed")
    RESIDENTS = "residents", _("residents of the commune")
    MEMBERS = "members", _("members of the space")
    VOUCHED = "vouched", _("people for whom someone has vouched")


class Showing(models.TextChoices):
    """When the counts are shown to everyone."""

    LIVE = "live", _("while people answer")
    AFTER = "after", _("once it is closed and published")


class PartKind(models.TextChoices):
    QUESTIONS = "questions", _("questionnaire")
    OPINIONS = "opinions", _("opinions")
    PRIORITIES = "priorities", _("priorities")


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one choice")
    MULTIPLE = "multiple", _("several choices")
    SCALE = "scale", _("a scale")
    RANKING = "ranking", _("put in order")
    SHORT = "short", _("a few words")
    LONG = "long", _("a text")
    NUMBER = "number", _("a number")
    DATE = "date", _("a date")
    POINT = "point", _("a point on the map")
    PHOTO = "photo", _("a photo")


# Kinds that are answered by options.
WITH_OPTIONS = {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING}
# Kinds that are answered in words: never shown as they are, grouped by theme by a person.
IN_WORDS = {QuestionKind.SHORT, QuestionKind.LONG}


class Method(models.TextChoices):
    """How priorities are asked for and counted, chosen before anyone answers."""

    APPROVAL = "approval", _("choose: those chosen most often come first")
    POINTS = "points", _("give points: those with most points come first")
    BORDA = "borda", _("put in order: Borda’s count")
    GREEDY = "greedy", _("choose under a budget: those chosen most often, while the money lasts")
    EQUAL_SHARES = "equal_shares", _("choose under a budget: the Method of Equal Shares")


# Methods by which projects are chosen under a budget.
UNDER_BUDGET = {Method.GREEDY, Method.EQUAL_SHARES}


class Stance(models.IntegerChoices):
    """What a person thinks of a statement."""

    AGREE = 1, _("I agree")
    PASS = 0, _("I pass")
    DISAGREE = -1, _("I disagree")


class Way(models.TextChoices):
    """How an answer came: each counts the same, and is shown apart."""

    ONLINE = "online", _("online")
    DESK = "desk", _("at a desk")
    PAPER = "paper", _("on paper")


class Verdict(models.TextChoices):
    """What the council does with a point of the result."""

    TAKEN = "taken", _("taken up")
    PARTLY = "partly", _("taken up in part")
    NOT = "not", _("not taken up")


class SheetState(models.TextChoices):
    PRINTED = "printed", _("printed")
    TYPED = "typed", _("typed once")
    ENTERED = "entered", _("typed twice alike, and counted")
    REFUSED = "refused", _("set aside")
