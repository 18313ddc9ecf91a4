"""The minutes of an event: written by whoever leads it, published when it is closed, printed by the worker."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from core import journal
from core.fitness import fits
from core.queue import defer
from core.text import clean_text
from events import printing
from events.actions.locking import RECORDED, lock, lock_for
from events.enums import EventState
from events.models import Event, Minutes

PRINT = "events.print_minutes"  # the task's name
LENGTH_MAX = 20_000  # characters


def write(event: Event, *, by: User, text: str) -> Event:
    """Keep the draft of the minutes. Nobody else sees it until the event is closed."""
    with transaction.atomic():
        row = lock_for(event.pk, by, states=RECORDED)
        row.minutes = fits(clean_text(text), LENGTH_MAX, "minutes")
        row.save(update_fields=["minutes"])
    return row


def ask_for_print(event: Event) -> None:
    """Ask for the minutes as PDF in each language, once this transaction has committed."""
    for language in printing.LANGUAGES:
        defer(PRINT, event_id=event.pk, language=language)


def print_minutes(event_id: int, language: str) -> Minutes | None:
    """Make the minutes in a language and return them; None when they are there, or not published.

    The journal keeps the SHA-256. Raises `core.pdf.NotHere` on a machine without Pango.
    """
    event = Event.objects.for_detail().get(pk=event_id)
    made = Minutes.objects.filter(event=event, language=language)
    if event.state != EventState.CLOSED or made.exists():
        return None
    data = printing.minutes_pdf(event, language)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = lock(event_id)
        if made.exists():  # another worker was faster
            return None
        printed = Minutes(event=row, language=language, digest=digest)
        printed.file.save(f"{row.pk}-{language}-{digest[:12]}.pdf", ContentFile(data), save=False)
        printed.save()
        journal.record(row, "print_minutes", by=User.objects.system(), data={"language": language, "sha256": digest})
    return printed


def print_missing() -> int:
    """Ask for the minutes that a machine could not print before, and return how many."""
    count = 0
    for event in Event.objects.filter(state=EventState.CLOSED).exclude(minutes="").prefetch_related("printed"):
        there = {one.language for one in event.printed.all()}
        for language in set(printing.LANGUAGES) - there:
            defer(PRINT, event_id=event.pk, language=language)
            count += 1
    return count
