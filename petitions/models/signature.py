"""Signatures (توقيع) and initial support (تأييد أولي), and the sheets they are written on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from petitions.enums import Invalidity, SheetState, SignatureKind, SignatureState
from petitions.models.petition import Petition
from petitions.queries import SheetQuerySet, SignatureQuerySet
from petitions.workflow import SHEET_MOVES
from territories.models import Territory


class Sheet(models.Model):
    """A printed sheet of numbered rows. Its number is the petition's own; `code` is in its QR code.

    `row_total` counts the rows that whoever typed it saw filled on the paper. `scan` is enciphered
    (`petitions.secrets`): a PDF or a JPEG.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=16, unique=True)
    rows_printed = models.PositiveSmallIntegerField(default=12)
    state = models.CharField(max_length=8, choices=SheetState, default=SheetState.PRINTED)
    row_total = models.PositiveSmallIntegerField(null=True, blank=True)
    scan = models.FileField(upload_to="petitions/scans/", blank=True)
    printed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    printed_at = models.DateTimeField(auto_now_add=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()
    MOVES = SHEET_MOVES

    class Meta:
        verbose_name = _("signature sheet")
        verbose_name_plural = _("signature sheets")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["petition", "number"], name="one_sheet_a_number"),
            # Two persons, or the scan (see petitions.actions.paper): never one person's word alone.
            models.CheckConstraint(
                condition=~Q(state="counted") | Q(checked_by__isnull=False) | ~Q(scan=""),
                name="counted_sheet_was_checked",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("entered_by")),
                name="sheet_is_checked_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.petition_id}/{self.number}"


class Row(models.Model):
    """One row of a sheet as typed: `sealed` holds what is written on it, enciphered, and is emptied once the sheet is
    counted. `invalidity` says why a row does not count: what the desk saw on the paper, or that its person had signed
    already; empty for one that counts."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField(default=bytes, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    invalidity = models.CharField(max_length=16, choices=Invalidity, blank=True)

    class Meta:
        verbose_name = _("row of a sheet")
        verbose_name_plural = _("rows of sheets")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="one_row_a_number")]

    def __str__(self):
        return f"row {self.number}"


class Signature(models.Model):
    """One person for one petition: initial support, a signature online, or one by hand.

    Nobody can be found from a row without the key, which lies outside the database: `person_key`, `phone_key`,
    `cin_key` and `paper_key` (name and birth date, as written on paper) are HMAC-SHA-256 of what names a person, under
    a key of the petition's own (`petitions.secrets`), and the database holds one row for each of them. `sealed` is what
    the council's list needs and how she wants to be told, enciphered, empty once its time is over. `origin_key` is a
    keyed fingerprint of the network it came from, kept 30 days. `proof` is a keyed fingerprint of the row itself: a row
    changed behind the application's back is found. Rows are never deleted; `territory` is the commune she lives in.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="signatures", db_index=False)
    kind = models.CharField(max_length=8, choices=SignatureKind)
    state = models.CharField(max_length=10, choices=SignatureState, default=SignatureState.VALID)
    person_key = models.BinaryField(max_length=32)
    phone_key = models.BinaryField(max_length=32, null=True, blank=True)
    cin_key = models.BinaryField(max_length=32, null=True, blank=True)
    paper_key = models.BinaryField(max_length=32, null=True, blank=True)
    origin_key = models.BinaryField(max_length=32, null=True, blank=True)
    proof = models.BinaryField(max_length=32, default=bytes)
    sealed = models.BinaryField(default=bytes, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, blank=True, related_name="signatures", db_index=False)
    row = models.PositiveSmallIntegerField(null=True, blank=True)
    invalidity = models.CharField(max_length=16, choices=Invalidity, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now_add=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["id"]
        indexes = [
            # Counts are read from this index alone.
            models.Index(fields=["petition", "state", "kind", "territory"], include=["id"], name="signature_counts"),
            models.Index(
                fields=["petition", "origin_key", "at"],
                condition=Q(origin_key__isnull=False),
                name="signature_origin",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["petition", "person_key"], name="one_signature_a_person"),
            models.UniqueConstraint(fields=["petition", "phone_key"], name="one_signature_a_phone"),
            models.UniqueConstraint(fields=["petition", "cin_key"], name="one_signature_a_card"),
            # Online rows have none, and pay for no index.
            models.UniqueConstraint(
                fields=["petition", "paper_key"],
                condition=Q(paper_key__isnull=False),
                name="one_signature_a_name_on_paper",
            ),
            models.UniqueConstraint(fields=["sheet", "row"], name="one_signature_a_row"),
            models.CheckConstraint(
                condition=Q(kind="paper", sheet__isnull=False, row__isnull=False)
                | ~Q(kind="paper") & Q(sheet__isnull=True, row__isnull=True),
                name="paper_signature_has_its_row",
            ),
            models.CheckConstraint(
                condition=Q(state="invalid") & ~Q(invalidity="") | ~Q(state="invalid") & Q(invalidity=""),
                name="invalid_signature_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"signature {self.pk}"
