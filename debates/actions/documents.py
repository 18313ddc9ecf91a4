"""The documents of a debate: a PDF kept here, or the address of a page elsewhere."""

import secrets
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile, File
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, papers, text
from core.fitness import Unfit, fits
from core.workflow import Refused
from debates.actions.locking import lock_debate
from debates.actions.numbering import stamp
from debates.enums import DebateState
from debates.guards import is_not_concluded
from debates.models import Debate, Document

DOCUMENTS_MAX = 20
DOCUMENT_TITLE_MAX = 160  # characters
ADDRESS_MAX = 200


def add_document(debate: Debate, *, by: User, title: str, file: File | None = None, address: str = "") -> Document:
    """Add a document to a debate and return it: a PDF (`core.papers`), or an https address.

    Locks the thread, then the debate. Raises `PermissionDenied`, or `Refused`.
    """
    if not by.has_perm("debates.edit_debate", debate):
        raise PermissionDenied
    title = fits(text.clean_line(title), DOCUMENT_TITLE_MAX, "title")
    if not text.has_words(title):
        raise Unfit(_("Say in words what the document is."), "title")
    address = address.strip()
    if bool(file) == bool(address):
        raise Unfit(_("Give a PDF, or the address of a page: one of the two."), "file")
    # Reading the file takes a while: it is done before anything is locked.
    data = papers.pdf(file) if file else b""
    if address:
        check_address(address)
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        is_not_concluded(row)
        if row.documents.count() >= DOCUMENTS_MAX:
            raise Refused(_("A debate has at most twenty documents: take one away first."), "full")
        document = Document(debate=row, title=title, address=address, size=len(data), added_by=by)
        if data:
            document.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
        document.save()
        if row.state != DebateState.DRAFT:
            journal.record(row, "add_document", by=by, data={"document": document.pk})
        stamp(thread, room=True)
    return document


def remove_document(document: Document, *, by: User) -> None:
    """Take a document away from a debate; its file goes with it, once that is certain."""
    with transaction.atomic():
        thread, row = lock_debate(document.debate_id, document.debate.thread_id)
        if not by.has_perm("debates.edit_debate", row):
            raise PermissionDenied
        is_not_concluded(row)
        if not Document.objects.filter(pk=document.pk).delete()[0]:
            return
        if row.state != DebateState.DRAFT:
            journal.record(row, "remove_document", by=by, data={"document": document.pk})
        stamp(thread, room=True)
        if document.file:
            transaction.on_commit(lambda: document.file.storage.delete(document.file.name))


def check_address(address: str) -> None:
    """Raise `Unfit` for what is no https address of a site, without a name or a password in it."""
    wrong = Unfit(_("Give a whole address that begins with https://."), "address")
    if len(address) > ADDRESS_MAX:
        raise Unfit(_("This address is too long: 200 characters at most."), "address")
    try:
        URLValidator(schemes=["https"])(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError):
        raise wrong from None
    if parts.username or parts.password or "@" in parts.netloc:
        raise wrong
