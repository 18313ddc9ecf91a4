"""Structured notes: each step of the chain points at what it came from, and a note at where it was said."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import Refused
from debates.models import Contribution
from events.actions.locking import RECORDED, lock_for
from events.enums import BEFORE, NoteKind
from events.models import Event, Note, Slot

TEXT_MAX = 1_000  # characters
NOTES_MAX = 1_000  # of one event


def add_note(
    event: Event,
    *,
    by: User,
    kind: str,
    text: str,
    slot: Slot | None = None,
    contribution: Contribution | None = None,
    sources: Iterable[Note] = (),
) -> Note:
    """Write a step of the chain and return it.

    A note says in which slot it was said, or which contribution it is; every other kind comes from one or more of the
    kind before it. Whoever leads the event, or reports for the space, writes it. Raises `Unfit` which names the field.
    """
    with transaction.atomic():
        row = lock_for(event.pk, by, "events.write_notes", RECORDED)
        if row.notes.count() >= NOTES_MAX:
            raise Refused(_("An event has at most a thousand notes."), "notes")
        if kind not in NoteKind.values:
            raise Unfit(_("Choose one from the list."), "kind")
        number = (row.notes.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1
        return _keep(Note(event=row, kind=kind, number=number, author=by), by, text, slot, contribution, list(sources))


def edit_note(
    note: Note,
    *,
    by: User,
    text: str,
    slot: Slot | None = None,
    contribution: Contribution | None = None,
    sources: Iterable[Note] = (),
) -> Note:
    """Change a step of the chain and return it; its kind and its number stay."""
    with transaction.atomic():
        row = lock_for(note.event_id, by, "events.write_notes", RECORDED)
        return _keep(row.notes.get(pk=note.pk), by, text, slot, contribution, list(sources))


def remove_note(note: Note, *, by: User) -> None:
    """Take a step out from which nothing else comes."""
    with transaction.atomic():
        row = lock_for(note.event_id, by, "events.write_notes", RECORDED)
        note = row.notes.get(pk=note.pk)
        if note.results.exists():
            raise Refused(_("Something else comes from it: take that out first."), "in_use")
        note.delete()


def _keep(note: Note, by: User, text: str, slot, contribution, sources: list[Note]) -> Note:
    note.text = fits(clean_text(text), TEXT_MAX, "text")
    if not has_words(note.text):
        raise Unfit(_("Write what was said. Nothing else was lost."), "text")
    if slot is not None and slot.event_id != note.event_id:
        raise Unfit(_("Choose a part of this event’s programme."), "slot")
    if contribution is not None:
        slot = _slot_of(note, contribution, slot, by)
    if BEFORE[note.kind] is None:
        if slot is None and note.event.slots.exists():
            raise Unfit(_("Say in which part of the programme it was said."), "slot")
        sources = []
    elif not sources or any(one.event_id != note.event_id or one.kind != BEFORE[note.kind] for one in sources):
        raise Unfit(_("Choose what it comes from: one at least of the step before."), "sources")
    note.slot, note.contribution = slot, contribution
    note.save()
    note.sources.set(sources)
    return note


def _slot_of(note: Note, contribution: Contribution, slot: Slot | None, by: User) -> Slot:
    """Return the slot in whose debate a contribution was said."""
    slots = note.event.slots.filter(debate__thread=contribution.thread_id)
    if slot is not None:
        slots = slots.filter(pk=slot.pk)
    found = slots.first()
    seen = Contribution.objects.visible_to(by).filter(pk=contribution.pk).exists()
    if found is None or not seen:
        raise Unfit(_("This contribution was not said in a debate of this event."), "contribution")
    return found
