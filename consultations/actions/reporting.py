"""The report of a published result: made by the worker in each language, a version never changes."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from consultations import printing
from consultations.actions.locking import lock
from consultations.enums import ConsultationState
from consultations.models import Consultation, Report, Statement
from core import journal
from core.enums import Visibility
from core.queue import defer

PRINT = "consultations.print_report"  # the task's name


def ask_for_report(consultation: Consultation) -> None:
    """Ask for the next version of the report, once this transaction has committed."""
    last = consultation.reports.order_by("-version").values_list("version", flat=True).first() or 0
    for language in printing.LANGUAGES:
        defer(PRINT, consultation_id=consultation.pk, version=last + 1, language=language)


def remake_reports(consultation: Consultation) -> None:
    """Take away the reports of a published result, files and all, and ask for the next version: what they say is shown
    no more, or again. Part of an act that holds the lock of the consultation; nothing where no result is published.
    """
    if consultation.state != ConsultationState.PUBLISHED:
        return
    ask_for_report(consultation)  # before the versions are gone: none has the number of an older one
    files = [(row.file.storage, row.file.name) for row in consultation.reports.all()]
    consultation.reports.all().delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])


def _shown(consultation_id: int) -> set[int]:
    """Return the statements that a report may say."""
    rows = Statement.objects.filter(part__consultation=consultation_id, visibility=Visibility.VISIBLE)
    return set(rows.values_list("pk", flat=True))


def print_report(consultation_id: int, version: int, language: str) -> Report | None:
    """Make a version of the report in a language, and return it; None when it is made already or not possible now.

    A result is published only once every part is counted. The journal keeps the SHA-256. Raises `core.pdf.NotHere` on
    a machine without Pango.
    """
    consultation = Consultation.objects.for_detail().get(pk=consultation_id)
    made = Report.objects.filter(consultation=consultation, version=version, language=language)
    if consultation.state != ConsultationState.PUBLISHED or made.exists():
        return None
    shown = _shown(consultation_id)
    data = printing.report_pdf(consultation, language, version=version)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = lock(consultation_id)
        if made.exists():  # another worker was faster
            return None
        if _shown(consultation_id) != shown:  # a statement was hidden meanwhile: that act asked for another version
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
    for consultation in Consultation.objects.filter(state=ConsultationState.PUBLISHED).select_related("referral"):
        made = list(consultation.reports.values_list("version", "language", "at"))
        version = max((number for number, _language, _at in made), default=1)
        replied_at = consultation.referral.answered_at if consultation.referral_id else None
        if made and replied_at and max(at for _number, _language, at in made) < replied_at:
            version += 1  # the one that holds the council's reply
        there = {(number, language) for number, language, _at in made}
        for language in printing.LANGUAGES:
            if (version, language) not in there:
                defer(PRINT, consultation_id=consultation.pk, version=version, language=language)
                count += 1
    return count
