"""Locks of consultations: the consultation first, then what belongs to it."""

from consultations.models import Consultation


def lock(pk: int) -> Consultation:
    """Return a consultation with its space and council, its row locked until the transaction ends."""
    return Consultation.objects.select_related("space__commune", "council").locked().get(pk=pk)
