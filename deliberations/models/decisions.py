"""The decisions (مقرر) of a council, and the minutes (محضر) of its sessions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.text import in_own_language
from councils.enums import Role
from councils.models import Council, Mandate
from deliberations.enums import ENFORCEABLE, Countersigner, DecisionState, Visa
from deliberations.models.session import Session
from deliberations.models.votes import Deliberation
from deliberations.queries import DecisionQuerySet, MinutesQuerySet
from deliberations.workflow import DECISION_MOVES


class Decision(models.Model):
    """A decision of the council, adopted in session, with an address for good: /decisions/<address>/.

    `number` is unique in the council and the year. The capacity in which it was signed is copied at publication, and
    that in which the secretary of the council signed beside the president; where another did so in her place,
    `no_countersign_reason` says why she did not (113-14, art. 47). Older ones name the first hand alone. It is posted
    at the seat from `posted_from` to `posted_until` (art. 273), sent to the governor on `sent_on` (art. 116) and
    enforceable as `visa` says (art. 117–118). Once opposed, it is deliberated anew at the points `taken_up_by`.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="decisions")
    deliberation = models.OneToOneField(Deliberation, models.PROTECT, related_name="decision")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    address = models.SlugField(max_length=120, unique=True)
    title_ar = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240, blank=True)
    text_ar = models.TextField(max_length=20_000)
    text_fr = models.TextField(max_length=20_000, blank=True)
    state = models.CharField(max_length=9, choices=DecisionState, default=DecisionState.DRAFT)
    adopted_on = models.DateField()
    signed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    signed_role = models.CharField(max_length=16, choices=Role, blank=True)
    countersigned_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    countersigned_role = models.CharField(max_length=16, choices=Countersigner, blank=True, db_default="", default="")
    no_countersign_reason = models.CharField(max_length=400, blank=True, db_default="", default="")
    published_at = models.DateTimeField(null=True, blank=True)
    posted_from = models.DateField(null=True, blank=True)
    posted_until = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    visa = models.CharField(max_length=10, choices=Visa, default=Visa.NOT_SENT)
    visa_on = models.DateField(null=True, blank=True)
    visa_note = models.CharField(max_length=400, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = DecisionQuerySet.as_manager()
    MOVES = DECISION_MOVES

    class Meta:
        verbose_name = _("decision of the council in session")
        verbose_name_plural = _("decisions of the council in session")
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["council", "-published_at"], name="council_decision_newest"),
            models.Index(fields=["-published_at"], condition=Q(state="published"), name="decision_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="one_council_decision_a_number"),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_at__isnull=False, signed_by__isnull=False) & ~Q(signed_role=""),
                name="published_council_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True, countersigned_role="")
                | Q(countersigned_by__isnull=False, countersigned_role="secretary")
                | Q(countersigned_by__isnull=False, countersigned_role__in=["deputy", "named"])
                & ~Q(no_countersign_reason=""),
                name="decision_signed_for_the_secretary_says_why",
            ),
            models.CheckConstraint(
                condition=Q(posted_until__isnull=True) | Q(posted_until__gte=F("posted_from")),
                name="decision_posted_in_order",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deliberations:decision", args=[self.address])

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr or self.title_ar)

    @property
    def text(self) -> str:
        return in_own_language(self.text_ar, self.text_fr or self.text_ar)

    @property
    def reference(self) -> str:
        """As 12/2026, in one direction whatever stands around it."""
        return f"{self.number}/{self.year}"

    @property
    def is_published(self) -> bool:
        return self.state == DecisionState.PUBLISHED

    @property
    def is_enforceable(self) -> bool:
        return self.visa in ENFORCEABLE


class Minutes(models.Model):
    """The minutes of a session, written by its secretary (113-14, art. 47); each change is a version of its own.

    The latest version that was approved is the one that everybody reads; earlier ones stay. `text` is what the
    secretary adds to what the session's own record says. The files are the PDF of approved ones, made by the worker.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=40_000)
    written_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    written_role = models.CharField(max_length=16, choices=Role)
    at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_to_members_on = models.DateField(null=True, blank=True)
    file_ar = models.FileField(upload_to="deliberations/minutes/", blank=True)
    file_fr = models.FileField(upload_to="deliberations/minutes/", blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes of a session")
        verbose_name_plural = _("minutes of sessions")
        ordering = ["session_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["session", "version"], name="one_session_minutes_a_version"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="approved_minutes_have_their_hand",
            ),
        ]

    def __str__(self):
        return f"minutes {self.session_id} v{self.version}"
