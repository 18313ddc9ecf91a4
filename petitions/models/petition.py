"""The petition itself (عريضة), and what is annexed to it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from councils.enums import Theme
from councils.models import Council, Referral
from debates.models import Thread
from needs.models import Need
from petitions.enums import Bearer, PetitionState
from petitions.queries import AnnexQuerySet, PetitionQuerySet
from petitions.workflow import MOVES
from spaces.models import Association, Space


class Petition(models.Model):
    """A petition to the council of a commune, a prefecture or province, or a region.

    `title` is its object, as the decree's form calls it. `author` is the account of the mandatary (وكيل العريضة) or of
    the association's legal representative; her particulars, which the form asks for, are in `particulars`, enciphered
    (`petitions.secrets`). `required` and `spread_required` are numbers of signatures, fixed by the law of the day on
    which collecting began; both are empty for an association. The three counts are exact as of `counted_at`: valid
    rows alone, each kind apart, made by `petitions.actions.counting` and by nothing else; `row_count` and `last_row`
    are what the same count saw in all, so that a deleted row is found. `spread_missing` counts the prefectures or
    provinces that bring too few. `notify_by` is the last day for the council to notify its decision.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="petitions")
    space = models.ForeignKey(Space, models.PROTECT, related_name="petitions")
    bearer = models.CharField(max_length=12, choices=Bearer, default=Bearer.CITIZENS)
    author = models.ForeignKey(User, models.PROTECT, related_name="petitions")
    association = models.ForeignKey(Association, models.PROTECT, null=True, blank=True, related_name="petitions")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="petitions")
    thread = models.OneToOneField(Thread, models.PROTECT, null=True, blank=True, related_name="petition")
    referral = models.OneToOneField(Referral, models.PROTECT, null=True, blank=True, related_name="petition")
    title = models.CharField(max_length=200, blank=True)
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    reasons = models.TextField(max_length=4000, blank=True)
    aims = models.TextField(max_length=4000, blank=True)
    within_powers = models.BooleanField(default=False, help_text="the mandatary says that the council may do this")
    respects_constants = models.BooleanField(default=False, help_text="nothing in it touches article 1")
    common_interest = models.BooleanField(default=False, help_text="the signers share a direct interest in it")
    particulars = models.BinaryField(default=bytes, blank=True, editable=False)
    appointed = models.BooleanField(default=False, help_text="the citizens appointed the mandatary (art. 122)")
    state = models.CharField(max_length=20, choices=PetitionState, default=PetitionState.DRAFT)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    required = models.PositiveIntegerField(null=True, blank=True)
    spread_required = models.PositiveIntegerField(null=True, blank=True)
    support_count = models.PositiveIntegerField(default=0)
    online_count = models.PositiveIntegerField(default=0)
    paper_count = models.PositiveIntegerField(default=0)
    spread_missing = models.PositiveSmallIntegerField(default=0)
    row_count = models.PositiveIntegerField(default=0)
    last_row = models.BigIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True, help_text="handed in through Agraw; no receipt yet")
    notify_by = models.DateField(null=True, blank=True)
    folded = models.TextField(editable=False, default="", help_text="title, aims and reasons, folded, for search")
    keys = ArrayField(models.CharField(max_length=24), default=list, editable=False, help_text="keys of likeness")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    threshold_reached_at = models.DateTimeField(null=True, blank=True)
    deposited_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = PetitionQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["space", "-id"], name="petition_newest"),
            models.Index(fields=["council", "state", "-id"], name="petition_of_council"),
            models.Index(
                fields=["notify_by"], condition=Q(state__in=["bureau_check", "deposited"]), name="petition_due"
            ),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="petition_folded_trgm"),
            GinIndex(fields=["space", "keys"], name="petition_keys"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(title="") & ~Q(reasons="") & ~Q(aims="") & Q(started_at__isnull=False),
                name="begun_petition_is_written",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(bearer="citizens", required__gt=0) | Q(bearer="association"),
                name="petition_of_citizens_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(bearer="citizens") | Q(association__isnull=False),
                name="petition_of_association_names_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "collecting", "threshold_reached", "withdrawn"])
                | Q(notify_by__isnull=False, deposited_at__isnull=False, referral__isnull=False),
                name="deposited_petition_has_its_clock",
            ),
        ]

    def __str__(self):
        return self.title or str(_("A petition without an object yet"))

    def get_absolute_url(self):
        return reverse("petitions:detail", args=[self.pk])

    @property
    def valid_count(self) -> int:
        """Valid signatures, online and by hand; initial support is not one."""
        return self.online_count + self.paper_count

    @property
    def missing_count(self) -> int:
        """Valid signatures that the law still asks for; 0 for an association."""
        return max(0, (self.required or 0) - self.valid_count)

    @property
    def share(self) -> int:
        """How much of the required number is there, 0–100, for the bar."""
        return min(100, 100 * self.valid_count // self.required) if self.required else 0


class Annex(models.Model):
    """A document annexed to a petition: a PDF that is only read (`core.papers`)."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="annexes")
    title = models.CharField(max_length=120)
    file = models.FileField(upload_to="petitions/annexes/")
    pages = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    at = models.DateTimeField(auto_now_add=True)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        ordering = ["id"]

    def __str__(self):
        return self.title
