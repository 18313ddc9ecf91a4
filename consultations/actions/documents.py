"""The documents of a consultation: PDFs that are only read."""

import secrets

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.actions.locking import lock_led
from consultations.enums import ConsultationState
from consultations.models import Consultation, Document
from core import journal, papers
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused

DOCUMENTS_MAX = 10
TITLE_MAX = 120  # characters


def add_document(consultation: Consultation, *, by: User, title: str, file: File | None) -> Document:
    """Add a PDF (`core.papers`) of at most 10 MB to a consultation that is not over, and return it; ten at most.

    Locks the consultation. Raises `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    if not by.has_perm("consultations.lead_consultation", consultation):
        raise PermissionDenied
    title = fits(clean_line(title), TITLE_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Say in words what the document is."), "title")
    if not file:
        raise Unfit(_("Choose a PDF."), "file")
    # Reading the file takes a while: it is done before anything is locked.
    data = papers.pdf(file)
    pages = papers.pages_of(data)
    with transaction.atomic():
        row = _not_over(consultation.pk, by)
        if row.documents.count() >= DOCUMENTS_MAX:
            raise Refused(_("A consultation has at most ten documents: take one away first."), "full")
        document = Document(consultation=row, title=title, pages=pages, size=len(data))
        document.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
        document.save()
        if row.state != ConsultationState.DRAFT:
            journal.record(row, "add_document", by=by, data={"document": document.pk})
    return document


def remove_document(document: Document, *, by: User) -> None:
    """Take a document away from a draft; its file goes with it. What people read before they answered stays."""
    with transaction.atomic():
        row = _not_over(document.consultation_id, by)
        if row.state != ConsultationState.DRAFT:
            raise Refused(_("It was opened: people answer what they read, so that this stays."), "opened")
        if not Document.objects.filter(pk=document.pk).delete()[0]:
            return
        transaction.on_commit(lambda: document.file.storage.delete(document.file.name))


def _not_over(pk: int, by: User) -> Consultation:
    row = lock_led(pk, by)
    if row.state not in {ConsultationState.DRAFT, ConsultationState.OPEN}:
        raise Refused(_("It is over: its documents stay as they are."), "over")
    return row
