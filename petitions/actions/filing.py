"""The deposit file (ملف الإيداع): all that the law asks for in one PDF, made anew whenever asked, kept sealed."""

import hashlib
import json
import secrets as chance
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.workflow import Refused
from petitions import secrets
from petitions.actions.locking import is_hers, lock
from petitions.enums import SIGNATURE_KINDS, SIGNING_STATES, Bearer, SignatureKind, SignatureState
from petitions.models import Filing, Petition, Signature
from petitions.printing import LANGUAGES, Attached, file_pdf


def make_file(petition: Petition, *, by: User, language: str) -> Filing:
    """Make the deposit file of a petition, keep it sealed, and return it; the journal has its SHA-256.

    For whoever leads the petition, until it is deposited: whatever is missing is said in the file's checklist. Raises
    `PermissionDenied`, or `Refused`, also on a machine without Pango.
    """
    is_hers(petition, by)
    if language not in LANGUAGES:
        raise Refused(_("The file is made in Arabic or in French."), "language")
    # Laying it out takes some seconds: nothing is locked meanwhile, and what changed is seen afterwards.
    row = Petition.objects.select_related("council__territory", "association", "space__commune").get(pk=petition.pk)
    _is_collecting(row)
    signers = _signers(row)
    attached = _attached(row)
    facts = _digest_of(row, signers, attached)
    data, pages = file_pdf(row, language, signers=signers, attached=attached, digest=facts)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = lock(petition.pk)
        _is_collecting(row)
        filing = Filing(
            petition=row, language=language, digest=digest, pages=pages, signature_count=len(signers), made_by=by
        )
        sealed = ContentFile(secrets.seal_bytes(row.pk, data))
        filing.file.save(f"{chance.token_hex(16)}.pdf.sealed", sealed, save=False)
        filing.save()
        # One file for each language is kept: an older one has no use, and names people.
        for old in row.filings.filter(language=language).exclude(pk=filing.pk):
            stored = old.file
            old.delete()
            transaction.on_commit(lambda stored=stored: stored.storage.delete(stored.name))
        facts = {"file": filing.pk, "language": language, "sha256": digest, "signatures": len(signers)}
        journal.record(row, "make_file", by=by, data=facts)
    return filing


def newest_file(petition: Petition) -> Filing | None:
    """Return the file as it was last made; at the deposit its `digest` goes into `Deposit.file_hash`."""
    return petition.filings.order_by("-pk").first()


def read_file(filing: Filing, *, by: User) -> bytes:
    """Return the PDF of a file, with the particulars in it, to whoever leads the petition, and to the council's people
    once it was deposited with them. Raises `PermissionDenied`."""
    if not by.has_perm("petitions.read_file", filing.petition):
        raise PermissionDenied
    with filing.file.open("rb") as sealed:
        return secrets.unseal_bytes(filing.petition_id, sealed.read())


def _is_collecting(petition: Petition) -> None:
    if petition.state not in SIGNING_STATES:
        raise Refused(_("The file is made while signatures are collected; a deposited one stays as it was."), "not_now")


def _signers(petition: Petition) -> list[dict[str, Any]]:
    """Return who signed, for the council's list: by hand first, in the order of the sheets, then online."""
    if petition.bearer != Bearer.CITIZENS:
        return []
    rows = Signature.objects.filter(petition=petition, state=SignatureState.VALID, kind__in=SIGNATURE_KINDS)
    rows = rows.select_related("sheet", "territory").only(
        "kind", "sealed", "petition", "row", "at", "sheet__number", "territory__name_ar", "territory__name_fr"
    )
    listed = []
    for row in sorted(rows, key=_place):
        said = secrets.unseal(petition.pk, row.sealed)
        place = row.territory.name if row.territory else ""
        listed.append(
            {
                "name": said.get("name", ""),
                "address": said.get("address", "") or place,
                "cin": said.get("cin", ""),
                "sheet": row.sheet.number if row.sheet_id else None,
                "row": row.row,
                "at": row.at,
            }
        )
    return listed


def _place(row: Signature) -> tuple[bool, int, int]:
    by_hand = row.kind == SignatureKind.PAPER
    return (not by_hand, row.sheet.number if by_hand else 0, row.row if by_hand else row.pk)


def _attached(petition: Petition) -> list[Attached]:
    """Return the PDFs that go with it: the association's dossier first, then the annexes."""
    papers = []
    if petition.association_id:
        held = petition.association.papers.current().order_by("kind", "pk")
        papers = [(str(paper.get_kind_display()), paper.file) for paper in held]
    papers += [(annex.title, annex.file) for annex in petition.annexes.all()]
    attached = []
    for title, file in papers:
        with file.open("rb") as opened:
            data = opened.read()
        attached.append(Attached(title, data, hashlib.sha256(data).hexdigest()))
    return attached


def _digest_of(petition: Petition, signers: list[dict[str, Any]], attached: list[Attached]) -> str:
    """Return the SHA-256 of what is put together: the words, the list, the documents."""
    facts = {
        "petition": [petition.pk, petition.title, petition.reasons, petition.aims],
        "signers": [[one["name"], one["address"], one["sheet"], one["row"]] for one in signers],
        "attached": [one.digest for one in attached],
    }
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
