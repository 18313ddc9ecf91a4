"""What every civic act shares: the journal and its seals, the outbox, the law, the holidays, certificates, switches."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Channel, Days, Delivery, Level, Load, Reading, Unit, Visibility
from core.text import in_own_language
from core.workflow import visibility_moves


class Entry(models.Model):
    """One act in the journal. A database trigger refuses UPDATE, DELETE and TRUNCATE."""

    at = models.DateTimeField(auto_now_add=True)
    subject = models.CharField(max_length=80, help_text="as needs.need:12")
    action = models.CharField(max_length=40)
    axis = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [models.Index(fields=["subject", "id"], name="entry_subject")]

    def __str__(self):
        return f"{self.subject} {self.action}"

    @property
    def standing(self) -> str:
        """Whether its note is shown: "visible", "held" or "hidden"."""
        mark = getattr(self, "mark", None) if self.note else None
        return mark.visibility if mark else Visibility.VISIBLE

    @property
    def said(self) -> str:
        """The note as everyone may read it: what is shown anywhere. Costs no query on rows of `journal.history`."""
        return self.note if self.standing == Visibility.VISIBLE else str(INSTEAD[self.standing]())


INSTEAD = {
    Visibility.HELD: lambda: gettext("This waits until a moderator has read it."),
    Visibility.HIDDEN: lambda: gettext("The moderators have hidden this."),
}


class NoteMark(models.Model):
    """Whether the note of an entry is shown, since the entry itself never changes; without a mark it is."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="mark")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)

    MOVES = visibility_moves("moderation.moderate_note")

    class Meta:
        verbose_name = _("standing of a reason")
        verbose_name_plural = _("standing of reasons")

    def __str__(self):
        return f"{self.entry_id} ({self.visibility})"


class Seal(models.Model):
    """The place of an entry in the hash chain, written by the database when the entry's transaction commits.

    `digest` = SHA-256(previous digest ‖ canonical text of the entry). The first row's previous digest is 32 zero bytes.
    """

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("journal seal")
        verbose_name_plural = _("journal seals")

    def __str__(self):
        return str(self.number)


class Message(models.Model):
    """One mail, text message or push for one person: a row first, sent by a task after commit, at most once.

    `key` names the occasion and the recipient, so that the same news is written once.
    """

    key = models.CharField(max_length=200, unique=True)
    # Whose page shows it; empty for a code, and once she has left.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, db_index=False, related_name="messages"
    )
    channel = models.CharField(max_length=8, choices=Channel)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    html = models.TextField(blank=True, help_text="the same words for a mail reader that shows HTML")
    stop_url = models.CharField(max_length=300, blank=True, help_text="the address that ends such mails (RFC 8058)")
    state = models.CharField(max_length=12, choices=Delivery, default=Delivery.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text=_("not sent any more after this moment"))

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(state__in=["waiting", "sending"]), name="message_not_sent_yet"
            ),
            models.Index(fields=["id"], condition=Q(state="waiting", attempts=0), name="message_not_tried_yet"),
            models.Index(fields=["channel", "claimed_at"], name="message_claimed"),
            models.Index(fields=["user", "-id"], condition=Q(user__isnull=False), name="message_of_a_person"),
        ]

    def __str__(self):
        return f"{self.channel} {self.pk} ({self.state})"


class LegalRule(models.Model):
    """One figure of the law, valid from a date, with the article that says it.

    `status` tells whether the article itself was read, or the figure is recalled and a jurist must check it.
    """

    key = models.CharField(max_length=60)
    level = models.CharField(max_length=16, choices=Level, blank=True, help_text=_("empty: every level"))
    value = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=12, choices=Unit)
    days = models.CharField(max_length=10, choices=Days, blank=True, default=Days.NONE)
    citation = models.CharField(max_length=200)
    quote = models.TextField(blank=True, help_text=_("the words of the article, in Arabic"))
    valid_from = models.DateField()
    status = models.CharField(max_length=8, choices=Reading, default=Reading.RECALLED)

    class Meta:
        verbose_name = _("legal rule")
        verbose_name_plural = _("legal rules")
        constraints = [
            models.UniqueConstraint(fields=["key", "level", "valid_from"], name="one_legal_rule_a_date"),
            models.CheckConstraint(condition=Q(value__gte=0), name="legal_rule_not_negative"),
        ]

    def __str__(self):
        return f"{self.key} {self.level} {self.value} {self.unit}"


class Holiday(models.Model):
    """An administrator's correction of one date: a day off that the library does not know, or knows wrongly."""

    day = models.DateField(unique=True)
    is_off = models.BooleanField(default=True, help_text=_("unticked: this day is worked, whatever the calendar says"))
    name_ar = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day}"


class Certificate(models.Model):
    """What a person did (followed a course, attended a forum), in a form that others can check by its code.

    The code is made from `nonce` under the installation's key and is stored nowhere: `key` is its fingerprint, by which
    it is found. `name` is the holder's name as she chose to show it to whoever checks; empty when she does not.
    """

    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="certificates")
    subject = models.CharField(max_length=80, help_text="what it is about, as training.course:12")
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.BinaryField(max_length=32, unique=True, editable=False)
    title_ar = models.CharField(max_length=200)
    title_fr = models.CharField(max_length=200)
    detail_ar = models.CharField(max_length=300, blank=True)
    detail_fr = models.CharField(max_length=300, blank=True)
    issuer_ar = models.CharField(max_length=200)
    issuer_fr = models.CharField(max_length=200)
    on = models.DateField(help_text="the day on which its conditions were met")
    name = models.CharField(max_length=60, blank=True)
    is_demo = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["holder", "subject"], name="one_certificate_each")]

    def __str__(self):
        return f"certificate {self.pk}"

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr)

    @property
    def detail(self) -> str:
        return in_own_language(self.detail_ar, self.detail_fr)

    @property
    def issuer(self) -> str:
        return in_own_language(self.issuer_ar, self.issuer_fr)


class Switch(models.Model):
    """Whether the house does a piece of work that it can do without for an hour (`core.switches`). No row: it does."""

    load = models.CharField(max_length=20, choices=Load, unique=True)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("switch")
        verbose_name_plural = _("switches")
        ordering = ["load"]

    def __str__(self):
        return self.load


class Recording(models.Model):
    """What someone says, as a file. `audio` is of the model that takes this in, and says where its files lie.

    `transcript` is typed by a person, never by a machine: `transcribed_as` says in what role ("author" for the one who
    speaks, else a `spaces.enums.Role`); empty for one that was typed before this was kept.
    """

    media_type = models.CharField(max_length=20, default="audio/ogg")
    seconds = models.PositiveSmallIntegerField()
    transcript = models.TextField(blank=True)
    transcribed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    transcribed_as = models.CharField(max_length=16, blank=True, default="", db_default="")

    class Meta:
        abstract = True

    @property
    def content_type(self) -> str:
        return self.media_type
