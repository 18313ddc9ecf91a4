"""The counts of those who took part, each way apart: changed here alone, under the consultation's lock."""

from consultations.enums import Way
from consultations.models import Consultation

COLUMNS = {Way.ONLINE: "online_count", Way.DESK: "desk_count", Way.PAPER: "paper_count"}


def count(consultation: Consultation, way: str, *, by: int = 1) -> None:
    """Count one sent response more, or one less (`by=-1`), in its way. The row must be locked
    (`consultations.actions.locking.lock`): it is read and written.
    """
    column = COLUMNS[Way(way)]
    setattr(consultation, column, getattr(consultation, column) + by)
    consultation.save(update_fields=[column])
