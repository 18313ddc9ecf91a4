"""The report of a published result: made by the worker in each language, a version never changes."""

import datetime
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from consultations import printing
from consultations.actions.locking import lock
from consultations.enums import ConsultationState
from consultations.models import Consultation, Report, Tally
from core import journal
from core.queue import defer

PRINT = "consultations.print_report"  # the task's name
LATER = datetime.timedelta(minutes=2)  # the count of a part is awaited
TRIES_MAX = 30


def ask_for_report(consultation: Consultation) -> None:
    """Ask for the next version of the report, once this transaction has committed."""
    last = consultation.reports.order_by("-version").values_list("version", flat=True).first() or 0
    for language in printing.LANGUAGES:
        defer(PRINT, consultation_id=consultation.pk, version=last + 1, language=language)


def print_report(consultation_id: int, version: int, language: str, tries: int = 0) -> Report | None:
    """Make a version of the report in a language, and return it; None when it is made already or not possible now.

    While a part is not counted since the consultation closed it is asked for again, a few minutes later. The journal
    keeps the SHA-256. Raises `core.pdf.NotHere` on a machine without Pango.
    """
    consultation = Consultation.objects.for_detail().get(pk=consultation_id)
    made = Report.objects.filter(consultation=consultation, version=version, language=language)
    if consultation.state != ConsultationState.PUBLISHED or made.exists():
        return None
    if not _is_counted(consultation) and tries < TRIES_MAX:
        again = {"consultation_id": consultation_id, "version": version, "language": language, "tries": tries + 1}
        defer(PRINT, at=now() + LATER, **again)
        return None
    data = printing.report_pdf(consultation, language, version=version)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = lock(consultation_id)
        if made.exists():  # another worker was faster
            return None
        report = Report(consultation=row, version=version, language=language, digest=digest)
        report.file.save(f"{row.pk}-{version}-{language}-{digest[:12]}.pdf", ContentFile(data), save=False)
        report.save()
        facts = {"version": version, "language": language, "sha256": digest}
        journal.record(row, "print_report", by=User.objects.system(), data=facts)
    return report


def print_missing() -> int:
    """Ask for the reports that a machine could not make before, and return how many."""
    count = 0
    for consultation in Consultation.objects.filter(state=ConsultationState.PUBLISHED):
        made = set(consultation.reports.values_list("version", "language"))
        version = max((number for number, _language in made), default=1)
        for language in printing.LANGUAGES:
            if (version, language) not in made:
                defer(PRINT, consultation_id=consultation.pk, version=version, language=language)
                count += 1
    return count


def _is_counted(consultation: Consultation) -> bool:
    """Tell whether every part was counted since it closed."""
    closed_at = consultation.closed_at or consultation.closes_at
    counted = Tally.objects.filter(part__consultation=consultation, counted_at__gte=closed_at).count()
    return counted == consultation.parts.count()
