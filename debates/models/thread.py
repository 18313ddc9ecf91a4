"""The engine of everything that people can talk about."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Recording
from councils.enums import Role as CouncilRole
from debates.enums import Audience, Channel, Moderation, ReactionKind, ThreadState, Visibility
from debates.queries import ContributionQuerySet, ThreadQuerySet, VoiceNoteQuerySet
from debates.workflow import CONTRIBUTION_MOVES, THREAD_MOVES
from spaces.enums import STAFF
from spaces.enums import Role as SpaceRole
from spaces.models import Space


class Thread(models.Model):
    """A discussion. What it is about (a need, a debate) holds a key to it, and keeps `title` and `path` true.

    `last_seq` is the number of the newest contribution, counted from 1 without gaps. `rev` counts every change that a
    reader could see: a new contribution, an edit, a reaction, a hiding, a turn of the floor. Both are taken under the
    lock of this row, so that they are committed in order, and a reader who knows a `rev` can be told exactly what has
    changed since. `room_rev` is the `rev` of the last change of the room around the contributions (floor, poll,
    agenda).
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="threads")
    title = models.CharField(max_length=200)
    path = models.CharField(max_length=200, help_text="the page it stands on, without the language: /needs/12/")
    state = models.CharField(max_length=8, choices=ThreadState, default=ThreadState.OPEN)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.VISIBLE)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    moderation = models.CharField(max_length=8, choices=Moderation, default=Moderation.AFTER)
    slow_seconds = models.PositiveSmallIntegerField(default=0, help_text="between two contributions of one person")
    last_seq = models.PositiveIntegerField(default=0)
    rev = models.PositiveIntegerField(default=0)
    room_rev = models.PositiveIntegerField(default=0)
    shown_count = models.PositiveIntegerField(default=0, help_text="visible contributions")
    held_count = models.PositiveIntegerField(default=0, help_text="contributions held for checking")
    pin_count = models.PositiveSmallIntegerField(default=0, help_text="contributions put on top")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ThreadQuerySet.as_manager()
    MOVES = THREAD_MOVES

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(visibility="withdrawn"), name="thread_is_not_withdrawn"),
            models.CheckConstraint(condition=Q(slow_seconds__lte=3600), name="thread_at_most_an_hour_slow"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("debates:thread", args=[self.pk])

    @property
    def path_here(self) -> str:
        """The page it stands on, in the reader's language."""
        return f"/{get_language()}{self.path}" if self.path else self.get_absolute_url()


class Contribution(models.Model):
    """What one person said in a thread. `seq` is its number there; `rev` that of its last change.

    `parent` is the contribution it answers (one level: an answer to an answer answers the first). `said_by` names who
    spoke in the hall, when a facilitator typed it in; its author is then that facilitator. `office` is the author's on
    that day: a `spaces.enums.Role` of those who act for the space, else a `councils.enums.Role` in its council.
    `spoken` says that there is a voice note (`voice`) with it, or was: `text` may then be empty.
    """

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="contributions")
    seq = models.PositiveIntegerField()
    rev = models.PositiveIntegerField()
    author = models.ForeignKey(User, models.PROTECT, related_name="contributions", db_index=False)
    office = models.CharField(
        max_length=16, blank=True, help_text="as what she spoke: her role in the space or council"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    text = models.TextField(max_length=4000)
    spoken = models.BooleanField(default=False, db_default=False)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.ONLINE)
    said_by = models.CharField(max_length=80, blank=True)
    agenda_point = models.ForeignKey(
        "debates.AgendaPoint", models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.VISIBLE)
    client_key = models.UUIDField(
        null=True, blank=True, help_text="made by the form: sent twice, the contribution is stored once"
    )
    agree_count = models.PositiveIntegerField(default=0)
    disagree_count = models.PositiveIntegerField(default=0)
    thank_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0, help_text="visible answers")
    at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)

    objects = ContributionQuerySet.as_manager()
    MOVES = CONTRIBUTION_MOVES
    is_repeat = False  # the same form was sent again: this is what was stored the first time
    is_veiled = False  # its words were taken away for the reader: only its place is shown
    said_on = ""  # which version of a text it is about, in words: the room whose discussion it is says so

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["thread_id", "seq"]
        indexes = [
            # A page of a discussion, and what changed in it since a moment: each read from one index.
            models.Index(
                fields=["thread", "-seq"],
                condition=Q(parent__isnull=True) & (Q(visibility="visible") | Q(reply_count__gt=0)),
                name="contribution_standing",
            ),
            models.Index(fields=["thread", "rev"], name="contribution_changed"),
            models.Index(fields=["parent", "seq"], condition=Q(visibility="visible"), name="contribution_replies"),
            models.Index(fields=["thread", "-seq"], condition=~Q(visibility="visible"), name="contribution_gone"),
            models.Index(fields=["thread"], condition=Q(pinned_at__isnull=False), name="contribution_pinned"),
            # What one person said last, anywhere: slow mode and the flood limit.
            models.Index(fields=["author", "-at"], name="contribution_by_author"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread", "seq"], name="one_contribution_a_number"),
            models.UniqueConstraint(fields=["author", "client_key"], name="contribution_stored_once"),
            # The words of one that was withdrawn go when its author leaves.
            models.CheckConstraint(
                condition=~Q(text="") | Q(visibility="withdrawn") | Q(spoken=True), name="contribution_has_words"
            ),
            models.CheckConstraint(condition=Q(channel="hall") | Q(said_by=""), name="said_by_is_for_the_hall"),
        ]

    def __str__(self):
        return f"contribution {self.pk}"

    def get_absolute_url(self):
        return reverse("debates:contribution", args=[self.pk])

    @property
    def is_shown(self) -> bool:
        """Whether everyone may read its words."""
        return self.visibility == Visibility.VISIBLE

    @property
    def voice_note(self):
        """Its voice note, None without one, or when the reader is not shown it; asks nothing for one only written."""
        return getattr(self, "voice", None) if self.spoken and not self.is_veiled else None

    @property
    def words(self) -> str:
        """What it says: its text; of one said by voice alone, what a person typed of it, or nothing."""
        note = self.voice_note
        return self.text or (note.transcript if note else "")

    @property
    def name(self) -> str:
        """The name shown to everyone, empty for an inhabitant who gave none: the page has its own word for her."""
        if self.channel == Channel.HALL:
            return self.said_by
        return "" if self.author.erased_at else self.author.display_name

    @property
    def office_label(self) -> str:
        """The author's office that day, in words; empty for an inhabitant."""
        if self.office in STAFF:
            return SpaceRole(self.office).label
        return CouncilRole(self.office).label if self.office else ""


class VoiceNote(Recording):
    """What a contribution says by voice, at most 120 seconds; seen with it, gone with its author."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="voice")
    audio = models.FileField(upload_to="debates/voices/")

    objects = VoiceNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice note")
        verbose_name_plural = _("voice notes")
        constraints = [models.CheckConstraint(condition=Q(seconds__lte=120), name="said_in_two_minutes")]

    def __str__(self):
        return f"voice note {self.pk}"


class EarlierText(models.Model):
    """What a contribution said before its author changed it; shown to whoever asks."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="earlier_texts")
    text = models.TextField()
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["id"]

    def __str__(self):
        return f"earlier text {self.pk}"


class Reaction(models.Model):
    """One person agrees, disagrees or thanks: the database holds one of each kind; agreeing takes back disagreeing."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="reactions")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ReactionKind)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [models.UniqueConstraint(fields=["contribution", "user", "kind"], name="one_reaction_a_kind")]

    def __str__(self):
        return f"reaction {self.pk}"
