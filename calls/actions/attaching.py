"""The documents of an application: added, taken away."""

import secrets

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.actions.locking import lock_own, lock_own_draft
from calls.enums import ApplicationState
from calls.models import Application, Attachment
from core import papers
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused

ATTACHMENT_TITLE_MAX = 120  # characters
ATTACHMENTS_MAX = 10


def attach(application: Application, *, by: User, title: str, file: File | None) -> Attachment:
    """Add a PDF (`core.papers`) to an application that is a draft or to be completed, and return it; ten at most."""
    if not by.has_perm("calls.prepare_application", application):
        raise PermissionDenied
    title = fits(clean_line(title), ATTACHMENT_TITLE_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Say in words what the document is."), "title")
    if not file:
        raise Unfit(_("Choose a PDF."), "file")
    data = papers.pdf(file)  # takes a while: before anything is locked
    with transaction.atomic():
        row = lock_own(application.pk, by, {ApplicationState.DRAFT, ApplicationState.COMPLETING})
        if row.attachments.count() >= ATTACHMENTS_MAX:
            raise Refused(_("An application has at most ten documents: take one away first."), "full")
        made = Attachment(application=row, title=title, size=len(data))
        made.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
        made.save()
    return made


def detach(attachment: Attachment, *, by: User) -> None:
    """Take a document away from a draft; its file goes with it, once that is certain."""
    with transaction.atomic():
        lock_own_draft(attachment.application_id, by)
        if Attachment.objects.filter(pk=attachment.pk).delete()[0]:
            transaction.on_commit(lambda: attachment.file.storage.delete(attachment.file.name))
