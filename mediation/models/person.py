"""A person whom a desk has registered, what was written for her, and how it became hers."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mediation.enums import NAMELESS, ActKind, ClaimState
from mediation.models.desk import Desk
from mediation.queries import ActQuerySet, ClaimQuerySet, RegistrationQuerySet
from spaces.enums import ConsentWay, Tongue


class Registration(models.Model):
    """A person without a phone, registered at a desk with her consent.

    `user` is an account that nobody can enter: it has no contact, and holds the name she wants shown (or none), her
    commune and her language. `reference` is the number on her receipt, which opens what is public of it. The claim code
    is made from `nonce` under the installation's key and stored nowhere: `claim_key` is its fingerprint. `consent_*`:
    to what she agreed, how, when, and the words that were read to her, in which language. `sealed` holds, enciphered,
    the name by which the desk knows her, when she gave one, and what of her nobody may read (`NAMELESS`).
    """

    user = models.OneToOneField(User, models.PROTECT, related_name="registration")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="registrations")
    agent = models.ForeignKey(User, models.PROTECT, related_name="+")
    client_key = models.UUIDField(help_text="made by the form: sent twice, she is registered once")
    reference = models.CharField(max_length=8, unique=True)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim_key = models.BinaryField(max_length=32, unique=True, editable=False)
    consent_to = ArrayField(models.CharField(max_length=12, choices=ActKind))
    consent_way = models.CharField(max_length=8, choices=ConsentWay)
    consent_tongue = models.CharField(max_length=3, choices=Tongue)
    consent_words = models.TextField()
    sealed = models.BinaryField(default=bytes, blank=True, editable=False)
    registered_at = models.DateTimeField(auto_now_add=True)
    claimed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="claimed_registrations")
    claimed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration at a desk")
        verbose_name_plural = _("registrations at desks")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["agent", "client_key"], name="person_registered_once"),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(withdrawn_at__isnull=True), name="claimed_or_withdrawn"
            ),
            models.CheckConstraint(
                condition=~Q(consent_to=[]) & ~Q(consent_words=""), name="registration_has_a_consent"
            ),
        ]
        indexes = [models.Index(fields=["desk", "-id"], name="registration_of_a_desk")]

    def __str__(self):
        return self.written

    def get_absolute_url(self):
        return reverse("mediation:person", args=[self.pk])

    @property
    def written(self) -> str:
        """The number of the receipt as it is printed: `K7M4-Q2XR`."""
        return f"{self.reference[:4]}-{self.reference[4:]}"

    @property
    def is_open(self) -> bool:
        """Whether the desk may still write for her."""
        return self.claimed_at is None and self.withdrawn_at is None


class Act(models.Model):
    """One thing that an agent wrote at a desk. `entry` is the number of its row in the journal.

    `registration` is empty for what nobody may lead back to a person. `checked_*`: what the coordinator found when this
    one was drawn by lot.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="acts")
    agent = models.ForeignKey(User, models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, blank=True, related_name="acts")
    kind = models.CharField(max_length=12, choices=ActKind)
    subject = models.CharField(max_length=80, help_text="as needs.need:12")
    place = models.CharField(max_length=12, blank=True, help_text="of a signature: the sheet and its row, as 3/5")
    entry = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    is_fine = models.BooleanField(null=True, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act of a desk")
        verbose_name_plural = _("acts of desks")
        ordering = ["-id"]
        indexes = [models.Index(fields=["desk", "-at"], name="act_of_a_desk"),
                   models.Index(fields=["agent", "-at"], name="act_of_an_agent")]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(NAMELESS)) | Q(registration__isnull=True), name="nameless_act_names_nobody"
            ),
            models.UniqueConstraint(
                fields=["subject", "place"], condition=~Q(place=""), name="one_signature_a_row_of_paper"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("agent")), name="act_checked_by_another"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def number(self) -> int:
        """The number of the thing itself: a need's, a consultation's, a petition's."""
        return int(self.subject.partition(":")[2])


class Claim(models.Model):
    """Someone with the code of a receipt asks for what was written, under another name than the desk knows.

    The desk says whether it is she. The name she typed is sealed.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="claims")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    sealed = models.BinaryField(default=bytes, blank=True, editable=False)
    outcome = models.CharField(max_length=8, choices=ClaimState, default=ClaimState.WAITING)
    at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim of what a desk wrote")
        verbose_name_plural = _("claims of what desks wrote")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(outcome="waiting"), name="one_claim_waits_for_the_desk"
            )
        ]

    def __str__(self):
        return f"claim {self.pk}"
