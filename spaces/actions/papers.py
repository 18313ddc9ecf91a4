"""The dossier: its documents, put in and taken out by who keeps it, checked by the facilitators of the seat."""

import datetime
import secrets
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.papers import pdf
from core.workflow import Refused
from spaces.actions.locking import lock, lock_for
from spaces.dossier import lines_of, standing_of
from spaces.enums import PaperKind
from spaces.models import Association, Paper

PAPERS_MAX = 60  # of one dossier, old ones included
KEEPING = "spaces.prepare_for_association"


def add_paper(
    association: Association,
    *,
    by: User,
    kind: str,
    file: File | None,
    issued_on: datetime.date,
    expires_on: datetime.date | None = None,
) -> Paper:
    """Put a PDF (`core.papers`) into the dossier, with its date and the last day on which it holds, and return it.

    The representative does, the treasurer or the secretary. What was there stays as the history. Locks the
    association. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    if not by.has_perm(KEEPING, association):
        raise PermissionDenied
    if kind not in PaperKind.values:
        raise Unfit(_("Choose what the document is."), "kind")
    if issued_on > localdate():
        raise Unfit(_("The date of the document is not over yet."), "issued_on")
    if expires_on and expires_on < issued_on:
        raise Unfit(_("It cannot end before its own date."), "expires_on")
    if not file:
        raise Unfit(_("Choose a PDF."), "file")
    data = pdf(file)  # takes a while: before anything is locked
    with transaction.atomic():
        row = lock_for(association.pk, KEEPING, by)
        if row.papers.count() >= PAPERS_MAX:
            raise Refused(_("This dossier is full: take an old document away first."), "full")
        paper = Paper(association=row, kind=kind, issued_on=issued_on, expires_on=expires_on, added_by=by)
        paper.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
        paper.save()
        refresh(row)
        journal.record(row, "add_paper", by=by, data={"paper": paper.pk, "kind": kind})
    return paper


def remove_paper(paper: Paper, *, by: User) -> None:
    """Take a document out of the dossier; its file goes with it, once that is certain. Locks the association."""
    with transaction.atomic():
        row = lock_for(paper.association_id, KEEPING, by)
        if not Paper.objects.filter(pk=paper.pk).delete()[0]:
            return
        refresh(row)
        journal.record(row, "remove_paper", by=by, data={"paper": paper.pk, "kind": paper.kind})
        transaction.on_commit(lambda: paper.file.storage.delete(paper.file.name))


def check_paper(paper: Paper, *, by: User) -> Paper:
    """Say that a document was looked at and is what it is said to be; a second time changes nothing.

    A facilitator of the seat's space does, never the person who added it nor anyone of the association. Locks the
    association.
    """
    with transaction.atomic():
        row = lock_for(paper.association_id, "spaces.check_association", by)
        paper = row.papers.select_for_update(of=("self",), no_key=True).get(pk=paper.pk)
        if by.pk == paper.added_by_id:
            raise Refused(_("Someone else must check it: you added it."), "own")
        if is_of(row, by):
            raise Refused(_("Someone else must check it: you belong to this association."), "own")
        if paper.checked_by_id is None:
            paper.checked_by, paper.checked_at = by, now()
            paper.save(update_fields=["checked_by", "checked_at"])
            refresh(row)
            journal.record(row, "check_paper", by=by, data={"paper": paper.pk, "kind": paper.kind})
    return paper


def empty_dossiers(user: User) -> int:
    """Take the documents out of the dossiers that a person keeps, and return how many; called inside her erasure.

    Their names stay on what the associations have presented; how to reach them does not.
    """
    papers = list(Paper.objects.filter(association__representative=user))
    files = [(paper.file.storage, paper.file.name) for paper in papers]
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    Association.objects.filter(representative=user).update(
        checked_on=None, holds_until=None, email="", phone="", site="", shown=[]
    )
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])
    return len(papers)


def uncheck(row: Association, kinds: Iterable[str]) -> None:
    """Take back the checks of documents whose facts have changed. The caller holds the lock."""
    row.papers.filter(kind__in=set(kinds)).update(checked_by=None, checked_at=None)
    refresh(row)


def refresh(row: Association) -> None:
    """Write down how the dossier stands (`Association.is_in_order`). The caller holds the lock."""
    row.checked_on, row.holds_until = standing_of(lines_of(row))
    row.save(update_fields=["checked_on", "holds_until"])


def refresh_due() -> int:
    """Write down anew the standing of the dossiers in which a document has ended, and return of how many."""
    due = list(Association.objects.filter(holds_until__lt=localdate()).values_list("pk", flat=True))
    for pk in due:
        with transaction.atomic():
            refresh(lock(pk))
    return len(due)


def is_of(row: Association, user: User) -> bool:
    """Tell whether a person represents an association or has a place in it; a superuser is asked like anyone."""
    return row.representative_id == user.pk or row.members.current().filter(user=user).exists()
