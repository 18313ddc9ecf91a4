"""Named values about threads, debates and their sittings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThreadState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Visibility(models.TextChoices):
    """As `core.enums.Visibility`, and one more: a contribution is withdrawn by its author."""

    VISIBLE = "visible", _("visible")
    HELD = "held", _("held for checking")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


class Audience(models.TextChoices):
    """Who may speak in a thread. Everyone may read it."""

    EVERYONE = "everyone", _("everyone whose phone or e-mail is confirmed")
    RESIDENTS = "residents", _("residents of the commune")
    MEMBERS = "members", _("members of the space")


class Moderation(models.TextChoices):
    AFTER = "after", _("shown at once, checked afterwards")
    BEFORE = "before", _("checked before it is shown")


class Channel(models.TextChoices):
    """Where a contribution was said."""

    ONLINE = "online", _("online")
    HALL = "hall", _("in the hall")


class ReactionKind(models.TextChoices):
    AGREE = "agree", _("I agree")
    DISAGREE = "disagree", _("I disagree")
    THANK = "thank", _("thank you")


class DebateState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    ANNOUNCED = "announced", _("announced")
    OPEN = "open", _("open")
    LIVE = "live", _("live")
    CLOSED = "closed", _("closed")
    CONCLUDED = "concluded", _("concluded")
    ARCHIVED = "archived", _("archived")


# A debate that people may take part in now.
TAKING_PART = {DebateState.OPEN, DebateState.LIVE}
# A debate whose conclusion is published.
CONCLUDED = {DebateState.CONCLUDED, DebateState.ARCHIVED}
# A debate whose pages everyone reads (its thread being visible).
PUBLIC_STATES = set(DebateState) - {DebateState.DRAFT}


class SittingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    LIVE = "live", _("live")
    ENDED = "ended", _("ended")
    CANCELLED = "cancelled", _("cancelled")


class QueueRule(models.TextChoices):
    """The order in which the console proposes who speaks next; the facilitator may always choose another."""

    FIRST_COME = "first_come", _("first come, first served")
    ALTERNATE = "alternate", _("alternate, so that those less heard come sooner")


class Criterion(models.TextChoices):
    """What an alternating queue balances: self-declared and optional, but for having spoken already."""

    FIRST_TIME = "first_time", _("people who have not spoken yet")
    WOMEN = "women", _("women")
    YOUTH = "youth", _("young people")
    DISTRICT = "district", _("douars and neighbourhoods")


class RequestKind(models.TextChoices):
    SPEECH = "speech", _("to speak")
    PROCEDURAL = "procedural", _("a procedural point")


class RequestState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    GIVEN = "given", _("has the floor")
    DONE = "done", _("has spoken")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PASSED = "passed", _("passed over")


class PollState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class PointKind(models.TextChoices):
    """What a debate concludes on."""

    AGREEMENT = "agreement", _("point of agreement")
    DISAGREEMENT = "disagreement", _("point of disagreement")
    QUESTION = "question", _("question to the council")
    NEED = "need", _("need")
