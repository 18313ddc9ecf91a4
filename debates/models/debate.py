"""A debate: a thread with facilitation."""

from urllib.parse import urlsplit

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from councils.enums import Theme
from debates.enums import DebateState
from debates.models.thread import Thread
from debates.queries import DebateQuerySet
from debates.workflow import DEBATE_MOVES
from spaces.models import Space


class Debate(models.Model):
    """A public debate in the space of a commune (نقاش عمومي).

    Who may speak, moderation before or after, slow mode and being hidden are its thread's. `question` is the framing
    question. Times are planned; the moves stamp what really happened.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="debates")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="debate")
    title = models.CharField(max_length=160)
    question = models.CharField(max_length=400)
    text = models.TextField(max_length=8000, blank=True)
    theme = models.CharField(max_length=16, choices=Theme)
    state = models.CharField(max_length=10, choices=DebateState, default=DebateState.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.TextField(max_length=8000, blank=True, help_text="the words before the points")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)

    objects = DebateQuerySet.as_manager()
    MOVES = DEBATE_MOVES

    class Meta:
        verbose_name = _("debate")
        verbose_name_plural = _("debates")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["space", "-id"], name="debate_newest"),
            models.Index(fields=["state", "opens_at"], name="debate_to_open"),
            models.Index(fields=["state", "closes_at"], name="debate_to_close"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="debate_has_a_title"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="debate_closes_after_it_opens",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("debates:detail", args=[self.pk])


class Document(models.Model):
    """A document of a debate: a PDF kept here, or the address of a page elsewhere."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=160)
    file = models.FileField(upload_to="debates/documents/", blank=True)
    address = models.URLField(blank=True)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(file="") ^ ~Q(address=""), name="document_is_a_file_or_an_address")
        ]

    def __str__(self):
        return self.title

    @property
    def site(self) -> str:
        """The name of the site that the address leads to, empty for a file."""
        return urlsplit(self.address).hostname or ""


class AgendaPoint(models.Model):
    """A point of a debate's agenda. `spent_seconds` is the time it really took, added up as the next one is called."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    minutes = models.PositiveSmallIntegerField(
        default=15, validators=[MinValueValidator(1), MaxValueValidator(480)], help_text="planned"
    )
    spent_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("agenda point")
        verbose_name_plural = _("agenda points")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["debate", "number"], name="one_agenda_point_a_number")]

    def __str__(self):
        return self.title

    @property
    def minutes_spent(self) -> int:
        """The time it took, in whole minutes, one at least."""
        return max(round(self.spent_seconds / 60), 1)


class Interest(models.Model):
    """A person wants to be told about a debate: its sittings, its conclusion."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="interests")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = [models.UniqueConstraint(fields=["debate", "user"], name="one_interest_each")]

    def __str__(self):
        return f"interest {self.pk}"
