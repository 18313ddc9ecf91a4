"""Associations (جمعية) and their dossier, kept once and reused by whatever asks for it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from spaces.enums import PaperKind, Position, Reach
from spaces.queries import AssociationMemberQuerySet, AssociationQuerySet, HandOverQuerySet, PaperQuerySet
from spaces.workflow import WRITTEN_MOVES
from territories.models import Territory


class Association(models.Model):
    """An association declared in Morocco (dahir 1-58-376).

    `seat` is a commune; `branches` are communes too. `founded_on` is the day of the founding assembly, `member_count`
    counts people as of `counted_on`. `themes` are values of `councils.enums.Theme`: what it works on; `languages` of
    `Tongue`. Its `representative` is the account of its legal representative.

    `receipt_number` is the number of its receipt (art. 5), `receipt_key` the same made comparable, with the province
    whose authority gave it. `shown` names what everyone sees of `email`, `phone` and `site` (values of `Reach`).
    `checked_on` is the day on which the last document of a dossier that lacks nothing was checked, `holds_until` the
    last day on which such a dossier holds: both follow from the dossier (`spaces.dossier.standing_of`).

    `visibility` is that of what it wrote of itself for everyone (`reach`): moderators may hide it. Its names, its seat
    and its receipt are what was declared to the authority, and stay.
    """

    name_ar = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    purpose = models.TextField(max_length=2000, blank=True)
    seat = models.ForeignKey(Territory, models.PROTECT, related_name="associations")
    branches = models.ManyToManyField(Territory, blank=True, related_name="+")
    themes = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    founded_on = models.DateField()
    member_count = models.PositiveIntegerField(null=True, blank=True)
    counted_on = models.DateField(null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    receipt_number = models.CharField(max_length=40, blank=True)
    receipt_key = models.CharField(max_length=80, blank=True, editable=False)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=16, blank=True)
    site = models.URLField(max_length=200, blank=True)
    shown = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    representative = models.ForeignKey(User, models.PROTECT, related_name="associations")
    checked_on = models.DateField(null=True, blank=True, editable=False)
    holds_until = models.DateField(null=True, blank=True, editable=False)
    folded = models.TextField(editable=False, default="", help_text="the names, folded for search")
    keys = models.TextField(editable=False, default="", help_text="the sounds of the words of the names")
    created_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)
    visibility = models.CharField(
        max_length=8, choices=Visibility, default=Visibility.VISIBLE, db_default=Visibility.VISIBLE
    )

    objects = AssociationQuerySet.as_manager()
    MOVES = WRITTEN_MOVES

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["name_fr", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name_ar="") & ~Q(name_fr=""), name="association_has_its_names"),
            models.UniqueConstraint(
                fields=["receipt_key"], condition=~Q(receipt_key=""), name="one_association_a_receipt"
            ),
        ]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="association_folded_trgm"),
            GinIndex(fields=["keys"], opclasses=["gin_trgm_ops"], name="association_keys_trgm"),
            GinIndex(fields=["themes"], name="association_themes"),
        ]

    def __str__(self):
        return self.name_ar if get_language() == "ar" else self.name_fr

    def get_absolute_url(self):
        return reverse("spaces:association", args=[self.pk])

    @property
    def is_in_order(self) -> bool:
        """Its dossier is complete and checked today."""
        return self.checked_on is not None and (self.holds_until is None or self.holds_until >= localdate())

    @property
    def reach(self) -> dict[str, str]:
        """What everyone sees of its e-mail address, phone number and site; nothing while moderators have hidden it."""
        return self.written if self.visibility == Visibility.VISIBLE else {}

    @property
    def written(self) -> dict[str, str]:
        """What it chose to show of its e-mail address, phone number and site."""
        return {way: value for way in Reach.values if way in self.shown and (value := getattr(self, way))}


class AssociationMember(models.Model):
    """A person's place in an association, given by its legal representative and taken by the person herself.

    It counts from `accepted_at` until `ended_at`; it is never deleted. Nobody shares a password: each member acts under
    her own sign-in.
    """

    association = models.ForeignKey(Association, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="association_memberships")
    position = models.CharField(max_length=12, choices=Position, default=Position.MEMBER)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AssociationMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in an association")
        verbose_name_plural = _("places in associations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "user"], condition=Q(ended_at__isnull=True), name="one_place_an_association"
            )
        ]

    def __str__(self):
        return f"{self.position} {self.pk}"

    @property
    def is_offered(self) -> bool:
        """Neither taken nor ended yet."""
        return self.accepted_at is None and self.ended_at is None


class HandOver(models.Model):
    """The legal representation of an association, offered by who holds it to a member, who takes it or not.

    Both have said yes at `accepted_at`. It ends without that when either of them takes the word back (`ended_at`).
    """

    association = models.ForeignKey(Association, models.CASCADE, related_name="hand_overs")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    to = models.ForeignKey(User, models.PROTECT, related_name="hand_overs")
    at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over of an association")
        verbose_name_plural = _("hand-overs of associations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["association"],
                condition=Q(accepted_at__isnull=True, ended_at__isnull=True),
                name="one_hand_over_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(given_by=models.F("to")), name="hand_over_is_to_another"),
        ]

    def __str__(self):
        return f"hand-over {self.pk}"


class Paper(models.Model):
    """One document of the dossier: a PDF, its date, until when it holds, and who has checked it."""

    association = models.ForeignKey(Association, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12, choices=PaperKind)
    file = models.FileField(upload_to="associations/papers/")
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a dossier")
        verbose_name_plural = _("documents of dossiers")
        ordering = ["kind", "-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=models.F("issued_on")),
                name="paper_expires_after_its_date",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("added_by")),
                name="paper_is_checked_by_another",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_expired(self) -> bool:
        """Past the last day on which it holds, which belongs to it."""
        return self.expires_on is not None and self.expires_on < localdate()
