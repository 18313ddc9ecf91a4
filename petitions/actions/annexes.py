"""The documents annexed to a petition: PDFs that are only read, added until it is deposited."""

import secrets

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, papers
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused
from petitions.actions.locking import is_hers, lock
from petitions.enums import SIGNING_STATES, PetitionState
from petitions.models import Annex, Petition

ANNEXES_MAX = 5
ANNEX_TITLE_MAX = 120  # characters


def add_annex(petition: Petition, *, by: User, title: str, file: File | None) -> Annex:
    """Annex a PDF (`core.papers`) of at most 10 MB to a petition and return it; five at most, until the deposit.

    Locks the petition. Raises `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    is_hers(petition, by)
    title = fits(clean_line(title), ANNEX_TITLE_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Say in words what the document is."), "title")
    if not file:
        raise Unfit(_("Choose a PDF."), "file")
    # Reading the file takes a while: it is done before anything is locked.
    data = papers.pdf(file)
    pages = papers.pages_of(data)
    with transaction.atomic():
        row = _before_deposit(petition, by)
        if row.annexes.count() >= ANNEXES_MAX:
            raise Refused(_("A petition has at most five annexes: take one away first."), "full")
        annex = Annex(petition=row, title=title, pages=pages, size=len(data))
        annex.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
        annex.save()
        if row.state != PetitionState.DRAFT:
            journal.record(row, "add_annex", by=by, data={"annex": annex.pk})
    return annex


def remove_annex(annex: Annex, *, by: User) -> None:
    """Take an annex away before the deposit; its file goes with it, once that is certain. Locks the petition."""
    with transaction.atomic():
        row = _before_deposit(annex.petition, by)
        if not Annex.objects.filter(pk=annex.pk).delete()[0]:
            return
        if row.state != PetitionState.DRAFT:
            journal.record(row, "remove_annex", by=by, data={"annex": annex.pk})
        transaction.on_commit(lambda: annex.file.storage.delete(annex.file.name))


def _before_deposit(petition: Petition, by: User) -> Petition:
    row = lock(petition.pk)
    is_hers(row, by)
    if row.state not in {PetitionState.DRAFT, *SIGNING_STATES}:
        raise Refused(_("This petition was deposited: its annexes are those that the council received."), "deposited")
    return row
