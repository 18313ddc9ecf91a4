"""The minutes (محضر) of a session: each change a version, approved, sent to the members (113-14, art. 47)."""

import datetime
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.queue import defer
from core.text import clean_text, has_words
from core.workflow import Refused
from councils.models import Referral
from deliberations import printing
from deliberations.actions.standing import acting, lock
from deliberations.actions.telling import tell_approved
from deliberations.enums import COMING
from deliberations.models import AgendaItem, Minutes, Session
from deliberations.rules import approves, records

PRINT = "deliberations.print_minutes"  # the task's name
TEXT_MAX = 40_000  # characters


def write_minutes(session: Session, *, by: User, text: str, version: int = 0) -> Minutes:
    """Write the minutes of a session anew: a version of its own, after `version`, the one that was read; return it.

    The same words again are no version. Locks the session. Raises `PermissionDenied`, `Unfit`, `Refused` when somebody
    else wrote in between: what was typed is kept in the form.
    """
    text = fits(clean_text(text), TEXT_MAX, "text")
    with transaction.atomic():
        row = lock(session.pk)
        mandate = acting(row, by, records)
        if row.state in COMING:
            raise Refused(_("The session was not opened yet: there is nothing to write."), "not_open")
        if not has_words(text):
            raise Unfit(_("Write the minutes in words."), "text")
        last = Minutes.objects.filter(session=row).order_by("-version").first()
        if last and last.version != version:
            raise Refused(
                _("Somebody wrote version %(version)s meanwhile. Your words are kept below: read theirs, then save.")
                % {"version": last.version},
                "changed",
            )
        if last and last.text == text:
            return last
        minutes = Minutes.objects.create(
            session=row, version=version + 1, text=text, written_by=mandate, written_role=mandate.role
        )
        journal.record(row, "write_minutes", by=by, data={"version": minutes.version})
    return minutes


def approve_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """Approve the latest version of the minutes: everyone reads it from now on. Return it. Locks the session."""
    with transaction.atomic():
        session = lock(minutes.session_id)
        mandate = acting(session, by, approves)
        row = Minutes.objects.get(pk=minutes.pk)
        if row.approved_at:
            return row
        if Minutes.objects.filter(session=session, version__gt=row.version).exists():
            raise Refused(_("There is a later version: read it, and approve that one."), "changed")
        row.approved_by, row.approved_at = mandate, now()
        row.save(update_fields=["approved_by", "approved_at"])
        journal.record(session, "approve_minutes", by=by, data={"version": row.version})
        tell_approved(row, by)
        _ask(row)
    return row


def print_anew(session: Session) -> None:
    """Have the PDFs of a session's approved minutes made again, as a decision of it was signed since. Under a lock."""
    last = Minutes.objects.approved().filter(session=session).order_by("-version").first()
    if last and (last.file_ar or last.file_fr):
        last.file_ar = last.file_fr = ""  # what was printed stays in the store, its SHA-256 in the journal
        last.save(update_fields=["file_ar", "file_fr"])
        _ask(last)


def print_without(referral: Referral) -> None:
    """Take away the PDFs of approved minutes that have a point about a matter, files and all, and have them made again:
    the matter is concealed, or shown again. Locks these minutes.
    """
    points = AgendaItem.objects.filter(referral=referral).values("session")
    # Those that have no file yet as well: one that is being printed at this moment waits here, or is waited for.
    rows = Minutes.objects.approved().filter(session__in=points)
    for row in rows.select_for_update(of=("self",), no_key=True):
        files = [(file.storage, file.name) for file in (row.file_ar, row.file_fr) if file]
        row.file_ar = row.file_fr = ""
        row.save(update_fields=["file_ar", "file_fr"])
        transaction.on_commit(lambda files=files: [storage.delete(name) for storage, name in files])
        _ask(row)


def _shown(minutes: Minutes) -> set[int]:
    """Return the points that the minutes may tell."""
    return set(AgendaItem.objects.public().filter(session=minutes.session_id).values_list("pk", flat=True))


def send_minutes(minutes: Minutes, *, by: User, on: datetime.date | None = None) -> Minutes:
    """Record the day on which the members were sent a copy (113-14, art. 273), and return the minutes."""
    on = on or localdate()
    with transaction.atomic():
        session = lock(minutes.session_id)
        acting(session, by, records)
        row = Minutes.objects.get(pk=minutes.pk)
        if on > localdate():
            raise Unfit(_("This day is still to come: record it once they were sent."), "on")
        if row.approved_at is None:
            raise Refused(_("Approve the minutes first."), "not_approved")
        row.sent_to_members_on = on
        row.save(update_fields=["sent_to_members_on"])
        journal.record(session, "send_minutes", by=by, data={"version": row.version, "on": on.isoformat()})
    return row


def _ask(minutes: Minutes) -> None:
    for language in printing.LANGUAGES:
        defer(PRINT, minutes_id=minutes.pk, language=language)


def print_minutes(minutes_id: int, language: str) -> Minutes | None:
    """Make the PDF of approved minutes in a language; None when it is made already. The journal keeps its SHA-256.

    Raises `core.pdf.NotHere` on a machine without Pango.
    """
    minutes = Minutes.objects.select_related("session__council__territory", "written_by", "approved_by")
    minutes = minutes.get(pk=minutes_id)
    name = f"file_{language}"
    if minutes.approved_at is None or getattr(minutes, name):
        return None
    shown = _shown(minutes)
    data = printing.minutes_pdf(minutes, language)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = Minutes.objects.select_for_update(no_key=True).get(pk=minutes_id)
        if getattr(row, name):  # another worker was faster
            return None
        if _shown(minutes) != shown:  # a matter was concealed meanwhile: ask again
            _ask(minutes)
            return None
        file = f"{row.session_id}-{row.version}-{language}-{digest[:12]}.pdf"
        getattr(row, name).save(file, ContentFile(data), save=False)
        row.save(update_fields=[name])
        facts = {"language": language, "sha256": digest}
        journal.record(minutes.session, "print_minutes", by=User.objects.system(), data=facts)
    return row


def print_missing() -> int:
    """Ask for the PDFs that a machine could not make before, and return how many minutes lack one."""
    rows = Minutes.objects.approved().filter(Q(file_ar="") | Q(file_fr=""))
    for minutes in rows.order_by("pk"):
        _ask(minutes)
    return rows.count()
