"""Paper questionnaires: each sheet has a code, and is typed twice by two persons before it counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.enums import SheetState
from consultations.models.answers import Response
from consultations.models.consultation import Consultation
from consultations.queries import SheetQuerySet
from consultations.workflow import SHEET_MOVES


class Sheet(models.Model):
    """A printed questionnaire for one person. `code` stands on it, as letters and as QR."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=8, choices=SheetState, default=SheetState.PRINTED)
    response = models.OneToOneField(Response, models.SET_NULL, null=True, blank=True, related_name="sheet")
    printed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True, help_text="why it was set aside")

    objects = SheetQuerySet.as_manager()
    MOVES = SHEET_MOVES

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="sheet_has_its_number")]

    def __str__(self):
        return self.code


class Entry(models.Model):
    """What one person typed from a sheet, in the form of `consultations.paper`; emptied once the sheet is counted: the
    response holds it.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="entries")
    typed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sheet", "typed_by"], name="one_entry_a_person")]

    def __str__(self):
        return f"{self.sheet_id} {self.at}"
