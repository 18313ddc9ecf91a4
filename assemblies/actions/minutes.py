"""The minutes: drafted from what was recorded, written by the rapporteur, approved by another, published, printed."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies import printing
from assemblies.actions import telling
from assemblies.actions.locking import check_moment, lock
from assemblies.enums import AssemblyState
from assemblies.facts import digest_of, facts_of
from assemblies.models import Assembly, Minutes
from assemblies.workflow import APPROVE, PUBLISH, REWRITE
from core import journal
from core.fitness import fits
from core.queue import defer
from core.text import clean_text
from core.workflow import Refused, perform

PRINT = "assemblies.print_minutes"  # the task's name
TEXT_MAX = 20_000  # characters


def draft(assembly: Assembly) -> Minutes:
    """Make the draft from what was recorded. Part of an act that closed the assembly."""
    return Minutes.objects.create(assembly=assembly, facts=facts_of(assembly))


def write_minutes(assembly: Assembly, *, by: User, text: str) -> Minutes:
    """Write the rapporteur's words into the draft, and return it. What was recorded stands beside them, and is no text.

    Raises `PermissionDenied`, `Refused` once they were approved, `Unfit` when they are too long.
    """
    text = fits(clean_text(text), TEXT_MAX, "text")
    with transaction.atomic():
        row = lock(assembly.pk)
        if not by.has_perm("assemblies.write_minutes", row):
            raise PermissionDenied
        check_moment(row, {AssemblyState.CLOSED})
        minutes = row.minutes
        minutes.text, minutes.written_by, minutes.written_at = text, by, now()
        minutes.save(update_fields=["text", "written_by", "written_at"])
        journal.record(row, "write_minutes", by=by, data={"sha256": digest_of(minutes.facts, text)})
    return minutes


def approve(assembly: Assembly, *, by: User, note: str = "") -> Assembly:
    """Approve the minutes as they stand, and return the assembly: by another person than the one who wrote them."""
    with transaction.atomic():
        row = lock(assembly.pk)
        minutes = getattr(row, "minutes", None)
        if minutes and minutes.written_by_id == by.pk and by.has_perm("assemblies.approve_minutes", row):
            raise Refused(
                _("Minutes are approved by someone else than who wrote them. They are kept: ask another person."),
                "alone",
            )
        data = {"sha256": digest_of(minutes.facts, minutes.text)} if minutes else {}
        row = perform(row, APPROVE, by=by, note=clean_text(note), data=data)
        Minutes.objects.filter(assembly=row).update(approved_by=by)
    return row


def rewrite(assembly: Assembly, *, by: User, note: str) -> Assembly:
    """Give approved minutes back to who writes them, with the reason."""
    with transaction.atomic():
        row = perform(lock(assembly.pk), REWRITE, by=by, note=clean_text(note))
        Minutes.objects.filter(assembly=row).update(approved_by=None)
    return row


def publish(assembly: Assembly, *, by: User, note: str = "") -> Assembly:
    """Publish approved minutes, and return the assembly; the voters are told, the PDFs are made by the worker."""
    with transaction.atomic():
        row = perform(lock(assembly.pk), PUBLISH, by=by, note=clean_text(note))
        telling.tell(row, telling.PUBLISHED)
        _ask(row.minutes)
    return row


def print_minutes(minutes_id: int, language: str) -> Minutes | None:
    """Make the PDF of published minutes in a language; None when it is made already. The journal keeps its SHA-256.

    Raises `core.pdf.NotHere` on a machine without Pango.
    """
    minutes = Minutes.objects.select_related("assembly__network", "assembly__association").get(pk=minutes_id)
    if minutes.assembly.state != AssemblyState.PUBLISHED or getattr(minutes, f"pdf_{language}"):
        return None
    data = printing.minutes_pdf(minutes, language)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = Minutes.objects.select_for_update(no_key=True).get(pk=minutes_id)
        field = getattr(row, f"pdf_{language}")
        if field:  # another worker was faster
            return None
        field.save(f"{row.assembly_id}-{language}-{digest[:12]}.pdf", ContentFile(data), save=False)
        setattr(row, f"digest_{language}", digest)
        row.save(update_fields=[f"pdf_{language}", f"digest_{language}"])
        facts = {"language": language, "sha256": digest}
        journal.record(minutes.assembly, "print_minutes", by=User.objects.system(), data=facts)
    return row


def print_missing() -> int:
    """Ask for the PDFs that a machine could not make before, and return how many."""
    count = 0
    for language in printing.LANGUAGES:
        rows = Minutes.objects.filter(assembly__state=AssemblyState.PUBLISHED, **{f"pdf_{language}": ""})
        for minutes in rows.order_by("pk"):
            defer(PRINT, minutes_id=minutes.pk, language=language)
            count += 1
    return count


def _ask(minutes: Minutes) -> None:
    for language in printing.LANGUAGES:
        defer(PRINT, minutes_id=minutes.pk, language=language)
