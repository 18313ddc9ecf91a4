"""Hiding the reason of an act: the journal keeps its rows as they are, a mark beside them says what is shown."""

from django.db import transaction

from accounts.models import User
from core.models import Entry, NoteMark
from core.workflow import perform
from moderation.actions.acting import in_hand
from moderation.stories import copies_of


def move_note(entry: Entry, action: str, *, by: User, note: str = "") -> Entry:
    """Hold, hide or show the note of an entry, with its copies in the histories of other things, and return the entry.

    The copies go in the name of the system, which made them. Locks the marks. Raises `PermissionDenied`, `Refused`.
    """
    with transaction.atomic():
        mark = perform(_mark_of(entry), action, by=by, note=note)
        with in_hand():  # one act of moderation, however many copies
            for copy in copies_of(entry):
                other = _mark_of(copy)
                if other.visibility in NoteMark.MOVES[action].sources:
                    perform(other, action, by=User.objects.system(), note=note)
        entry.mark = mark
    return entry


def _mark_of(entry: Entry) -> NoteMark:
    return NoteMark.objects.get_or_create(entry=entry)[0]
