"""Named values about events."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    MEETING = "meeting", _("meeting")
    WORKSHOP = "workshop", _("workshop")
    ROUND_TABLE = "round_table", _("round table")
    ASSEMBLY = "assembly", _("assembly")
    FORUM = "forum", _("forum edition")


class EventState(models.TextChoices):
    """Where an event stands. That its registration is over is told by time (`Event.takes_registrations`)."""

    DRAFT = "draft", _("in preparation")
    PUBLISHED = "published", pgettext_lazy("event", "announced")
    OVER = "over", pgettext_lazy("event", "held")
    CLOSED = "closed", _("closed, with its minutes")
    CANCELLED = "cancelled", _("cancelled")


class SlotKind(models.TextChoices):
    PLENARY = "plenary", _("plenary session")
    WORKSHOP = "workshop", _("workshop")
    ROUND_TABLE = "round_table", _("round table")
    TALK = "talk", _("talk")
    EXHIBITION = "exhibition", _("exhibition")
    PAUSE = "pause", _("break")


class Standing(models.TextChoices):
    """Where a person stands on the list of an event or of a workshop. No axis of the workflow: whoever takes part in
    what is nobody's business, so that the journal, which is never erased, does not keep it."""

    PLACED = "placed", _("has a place")
    WAITING = "waiting", _("on the waiting list")
    GONE = "gone", _("given back")


class Access(models.TextChoices):
    """What a person needs in order to come: a request to the organisers' logistics, never a word about her health."""

    RAMP = "ramp", _("an entrance without steps")
    SEAT = "seat", _("a seat near the front, or near the door")
    SIGN = "sign", _("Moroccan sign language")
    PRINT = "print", _("documents in large print")
    CHILDCARE = "childcare", _("childcare on the spot")
    COMPANION = "companion", _("a place for a companion")
    AMAZIGH = "amazigh", _("interpreting from or into Amazigh")
    TRANSPORT = "transport", _("help with the way there")


class Group(models.TextChoices):
    """Groups of which only counts are kept, never of whom."""

    WOMEN = "women", _("women")
    YOUNG = "young", _("people under 35")
    DISABLED = "disabled", _("people with disabilities")


class StandState(models.TextChoices):
    ASKED = "asked", _("asked for")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class NoteKind(models.TextChoices):
    """The four steps of a chain: what was said, the issue it shows, the principle that follows, what is to be done."""

    NOTE = "note", pgettext_lazy("chain of notes", "note")
    ISSUE = "issue", pgettext_lazy("chain of notes", "issue")
    PRINCIPLE = "principle", pgettext_lazy("chain of notes", "principle")
    ACTION = "action", pgettext_lazy("chain of notes", "action")


# What each kind comes from.
BEFORE = {
    NoteKind.NOTE: None,
    NoteKind.ISSUE: NoteKind.NOTE,
    NoteKind.PRINCIPLE: NoteKind.ISSUE,
    NoteKind.ACTION: NoteKind.PRINCIPLE,
}
