"""The documents of a session, and what a standing committee says of a point (113-14, art. 28)."""

import datetime
import secrets

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, papers
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, is_open, perform
from councils.actions.people import users_of
from councils.models import Committee
from deliberations import signals
from deliberations.actions.standing import acting, lock, lock_with_item
from deliberations.enums import AHEAD, ItemState, SessionState
from deliberations.models import AgendaItem, Document, Session
from deliberations.rules import prepares, studies
from deliberations.workflow import STUDY
from notices.actions import notify

DOCUMENTS_MAX = 100
TITLE_MAX, SUMMARY_MAX = 160, 4000  # characters


def add_document(
    session: Session, *, by: User, title: str, file: File | None, item: AgendaItem | None = None
) -> Document:
    """Lay a PDF (`core.papers`) before the members, for the session or one of its points, and return it.

    Locks the session. Raises `PermissionDenied`, `Unfit` which names the field, or `Refused` once it is closed.
    """
    acting(session, by, prepares)
    title = fits(clean_line(title), TITLE_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Say in words what the document is."), "title")
    if not file:
        raise Unfit(_("Choose a PDF."), "file")
    data = papers.pdf(file)  # takes a while: before anything is locked
    pages = papers.pages_of(data)
    with transaction.atomic():
        row = lock(session.pk)
        acting(row, by, prepares)
        if row.state == SessionState.CLOSED:
            raise Refused(_("The session is closed: its documents stay as they are."), "closed")
        if item and item.session_id != row.pk:
            raise PermissionDenied
        if row.documents.count() >= DOCUMENTS_MAX:
            raise Refused(_("A session has at most 100 documents: take one away first."), "full")
        document = Document(session=row, item=item, title=title, pages=pages, size=len(data))
        document.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
        document.save()
        journal.record(row, "add_document", by=by, data={"document": document.pk})
    return document


def remove_document(document: Document, *, by: User) -> None:
    """Take a document away while the members were not convened; its file goes with it."""
    with transaction.atomic():
        row = lock(document.session_id)
        acting(row, by, prepares)
        if row.state != SessionState.PLANNED:
            raise Refused(_("The members were sent this document: it stays."), "convened")
        if not Document.objects.filter(pk=document.pk).delete()[0]:
            return
        journal.record(row, "remove_document", by=by, data={"document": document.pk})
        transaction.on_commit(lambda: document.file.storage.delete(document.file.name))


def to_committee(item: AgendaItem, *, by: User, committee: Committee | None) -> AgendaItem:
    """Give a point to the standing committee that studies it, and return it; its members are told. Locks the session.

    Raises `PermissionDenied` for another council's committee, `Refused` for a point that was dealt with.
    """
    with transaction.atomic():
        session, row = lock_with_item(item)
        acting(session, by, prepares)
        if committee is None:
            raise Unfit(_("Choose the standing committee that studies it."), "committee")
        if committee.council_id != session.council_id:
            raise PermissionDenied
        if row.state not in {*AHEAD, ItemState.PROPOSED}:
            raise Refused(_("This point was dealt with already."), "not_now")
        if row.committee_id == committee.pk:
            return row
        row.committee = committee
        row.save(update_fields=["committee", "changed_at"])
        journal.record(row, "to_committee", by=by, data={"committee": committee.pk})
        notify(
            users_of(session.council, committee=committee),
            key=f"agenda_item.{row.pk}.committee.{committee.pk}",
            text=lambda: gettext("A point is before your committee: %(title)s") % {"title": isolate(row.title)},
            url=session.get_absolute_url(),
        )
        signals.sent_to_committee.send(AgendaItem, item=row, by=by)
    return row


def report_of_committee(
    item: AgendaItem, *, by: User, summary: str, on: datetime.date | None = None, file: File | None = None
) -> AgendaItem:
    """Publish what the committee says of a point: a summary, its report as a PDF if there is one. Return the point.

    Locks the session. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    summary = fits(clean_text(summary), SUMMARY_MAX, "summary")
    data = papers.pdf(file) if file else b""
    with transaction.atomic():
        session, row = lock_with_item(item)
        acting(row, by, studies)
        if not is_open(row, STUDY):
            return perform(row, STUDY, by=by)  # which says why not
        if row.committee_id is None:
            raise Unfit(_("Give the point to a committee first."), "summary")
        if not has_words(summary):
            raise Unfit(_("Say in words what the committee proposes: everyone will read it."), "summary")
        on = on or localdate()
        if on > localdate():
            raise Unfit(_("This day is still to come."), "on")
        also = {"report_summary": summary, "committee_on": on}
        if data:
            row.report.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
            also |= {"report": row.report.name, "report_pages": papers.pages_of(data)}
        return perform(row, STUDY, by=by, also=also, data={"committee": row.committee_id, "session": session.pk})
