"""The consultation itself (استشارة), and its documents."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.enums import Audience, ConsultationState, Showing
from consultations.queries import ConsultationQuerySet
from consultations.workflow import MOVES
from core.enums import Visibility
from councils.enums import Theme
from councils.models import Council, Referral
from debates.models import Thread
from spaces.models import Space


class Consultation(models.Model):
    """What a council or a space asks the inhabitants.

    `council` is set when the council asks (a person with a mandate opened it); else the space does. `use` says what
    will be done with the result. `is_anonymous`: nobody is told who answered, not even whoever leads it; else those who
    lead it see who took part, never who answered what. The three
    counts are of sent responses, each way apart, made under the consultation's lock.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="consultations")
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="consultations")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    thread = models.OneToOneField(Thread, models.PROTECT, null=True, blank=True, related_name="consultation")
    referral = models.OneToOneField(Referral, models.PROTECT, null=True, blank=True, related_name="consultation")
    title = models.CharField(max_length=160)
    purpose = models.TextField(max_length=4000)
    use = models.TextField(max_length=2000)
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    is_anonymous = models.BooleanField(default=True)
    showing = models.CharField(max_length=5, choices=Showing, default=Showing.AFTER)
    state = models.CharField(max_length=10, choices=ConsultationState, default=ConsultationState.DRAFT)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    online_count = models.PositiveIntegerField(default=0)
    desk_count = models.PositiveIntegerField(default=0)
    paper_count = models.PositiveIntegerField(default=0)
    summary = models.TextField(max_length=4000, blank=True, help_text="what the result says, in the words of who leads")
    folded = models.TextField(editable=False, default="", help_text="title and purpose, folded, for search")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["space", "-id"], name="consultation_newest"),
            models.Index(fields=["state", "closes_at"], name="consultation_to_close"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="consultation_has_a_title"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="consultation_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(opened_at__isnull=False, closes_at__isnull=False),
                name="open_consultation_has_its_end",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:detail", args=[self.pk])

    @property
    def response_count(self) -> int:
        """Sent responses, whatever way they came."""
        return self.online_count + self.desk_count + self.paper_count

    def opens_from(self) -> datetime.datetime:
        """Return the moment from which people may answer: now, or the planned one when it is still to come."""
        return max(self.opens_at or now(), now())

    def takes_answers(self) -> bool:
        """Tell whether an answer may be given or changed at this moment, by the server's clock."""
        is_time = (self.opens_at is None or self.opens_at <= now()) and self.closes_at and now() < self.closes_at
        return bool(self.state == ConsultationState.OPEN and self.visibility == Visibility.VISIBLE and is_time)


class Document(models.Model):
    """A document of a consultation: a PDF that is only read (`core.papers`)."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=120)
    file = models.FileField(upload_to="consultations/documents/")
    pages = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["id"]

    def __str__(self):
        return self.title
