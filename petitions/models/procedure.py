"""What the council does with a petition, each step signed by the person whom the law names."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from councils.enums import Role
from councils.models import Committee, Council, Mandate
from petitions.enums import Ground, Outcome, ReceiptWay
from petitions.models.petition import Petition


class Signed(models.Model):
    """Signed by a person with a mandate, in a capacity copied here so that later changes do not rewrite it."""

    signed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    signed_role = models.CharField(max_length=16, choices=Role, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Deposit(Signed):
    """The deposit with the president of the council, against a receipt given at once (113-14, art. 125).

    `number` is the receipt's, unique in the council: Agraw's own by the year, as 2026/0007, apart from those on paper.
    `file_hash` is the SHA-256 of the deposit file as it was handed in. Nobody signs a receipt that was given on paper:
    its `scan` does.
    """

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="deposit")
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    way = models.CharField(max_length=6, choices=ReceiptWay)
    deposited_on = models.DateField()
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    scan = models.FileField(upload_to="petitions/receipts/", blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    signature_count = models.PositiveIntegerField(default=0, help_text="valid signatures handed in")

    class Meta:
        verbose_name = _("deposit")
        verbose_name_plural = _("deposits")
        constraints = [
            models.UniqueConstraint(fields=["council", "way", "number"], name="one_receipt_a_number"),
            models.CheckConstraint(
                condition=Q(way="agraw", signed_by__isnull=False) & ~Q(signed_role="") | Q(way="paper") & ~Q(scan=""),
                name="receipt_is_signed_or_scanned",
            ),
        ]

    def __str__(self):
        return self.number


class Filing(models.Model):
    """The deposit file as it was made at one moment: the form, the list, the checklist and the annexes in one PDF.

    `file` is enciphered (`petitions.secrets`): it names people. `digest` is the SHA-256 of the PDF itself, in
    hexadecimal; `signature_count` counts the valid signatures in its list.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="filings")
    language = models.CharField(max_length=3)
    file = models.FileField(upload_to="petitions/files/", blank=True)
    digest = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    signature_count = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("deposit file")
        verbose_name_plural = _("deposit files")
        ordering = ["-id"]

    def __str__(self):
        return f"file {self.pk}"


class Ruling(Signed):
    """The bureau's check and the notification of its decision: accepted, or rejected with its grounds and reasons."""

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="ruling")
    is_accepted = models.BooleanField()
    grounds = ArrayField(models.CharField(max_length=24, choices=Ground), default=list, blank=True)
    reasons = models.TextField(max_length=4000, blank=True)
    notified_on = models.DateField()
    notify_by = models.DateField(help_text="the last day when it was notified: what was late stays late")

    class Meta:
        verbose_name = _("decision on admissibility")
        verbose_name_plural = _("decisions on admissibility")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_accepted=True, grounds=[]) | Q(is_accepted=False) & ~Q(grounds=[]) & ~Q(reasons=""),
                name="rejection_has_its_grounds",
            ),
            models.CheckConstraint(condition=Q(signed_by__isnull=False) & ~Q(signed_role=""), name="ruling_is_signed"),
        ]

    def __str__(self):
        return f"ruling {self.pk}"


class Hearing(Signed):
    """The petition on the agenda of an ordinary session (113-14, art. 38): session, committee, deliberation.

    `session_on` is the day from which the session may open, `session_by` the last one on which it must.
    """

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="hearing")
    session_on = models.DateField()
    session_by = models.DateField()
    committee = models.ForeignKey(Committee, models.SET_NULL, null=True, blank=True, related_name="+")
    committee_on = models.DateField(null=True, blank=True)
    deliberated_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")

    def __str__(self):
        return f"hearing {self.pk}"


class Decision(Signed):
    """The council's decision (مقرر) on an accepted petition, adopted in session."""

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Outcome)
    number = models.CharField(max_length=40, blank=True)
    text = models.TextField(max_length=10_000)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_on = models.DateField()

    class Meta:
        verbose_name = _("decision of the council")
        verbose_name_plural = _("decisions of the council")
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by__isnull=False) & ~Q(signed_role=""), name="petition_decision_is_signed"
            ),
        ]

    def __str__(self):
        return f"decision {self.pk}"


class Report(Signed):
    """What was done of a decision, told by the council."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="reports")
    text = models.TextField(max_length=4000)

    class Meta:
        verbose_name = _("report on a decision")
        verbose_name_plural = _("reports on decisions")
        ordering = ["id"]

    def __str__(self):
        return f"report {self.pk}"
