"""The papers of a petition that has ended: scans, files and what was typed of sheets that were never counted."""

from django.core.files.base import File
from django.db import transaction

from petitions.models import Petition, Row, Sheet


def shred(petition: Petition) -> int:
    """Delete what names people in the papers of a petition, and return how many there were; files go after commit.

    Sheets stay with their numbers and who checked them, a scan's name says that there was one, and the hash of the
    file that was handed in stays with its deposit. Called inside a transaction.
    """
    gone: list[File] = [filing.file for filing in petition.filings.all()]
    petition.filings.all().delete()
    scans = [sheet.scan for sheet in Sheet.objects.filter(petition=petition).exclude(scan="")]
    gone += [scan for scan in scans if scan.storage.exists(scan.name)]
    typed = Row.objects.filter(sheet__petition=petition).exclude(sealed=b"").update(sealed=b"")
    for file in gone:
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))
    return typed + len(gone)
