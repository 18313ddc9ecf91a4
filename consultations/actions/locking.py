"""Locks of consultations: the consultation first, then what belongs to it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.enums import ConsultationState
from consultations.models import Consultation
from core.workflow import Refused


def lock(pk: int) -> Consultation:
    """Return a consultation with its space and council, its row locked until the transaction ends."""
    return Consultation.objects.select_related("space__commune", "council").locked().get(pk=pk)


def lock_led(pk: int, by: User) -> Consultation:
    """Return a consultation, locked, to whoever leads it. Raises `PermissionDenied`."""
    row = lock(pk)
    if not by.has_perm("consultations.lead_consultation", row):
        raise PermissionDenied
    return row


def lock_draft(pk: int, by: User) -> Consultation:
    """Return a draft, locked, to whoever leads it. Raises `PermissionDenied`, or `Refused` once it was opened."""
    row = lock_led(pk, by)
    if row.state != ConsultationState.DRAFT:
        raise Refused(
            _("It was opened: people answer what they read, so that nothing of it changes any more."), "opened"
        )
    return row
