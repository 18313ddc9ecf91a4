"""Hiding the reason of an act: the journal keeps its rows as they are, a mark beside them says what is shown."""

from django.db import models, transaction

from accounts.models import User
from core import journal
from core.models import Entry, NoteMark
from core.workflow import perform
from moderation.actions.acting import in_hand
from moderation.actions.holding import hold_by_rule
from moderation.screening import screen, words_of
from moderation.stories import copies_of, space_of


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


def hold_reason_if_a_rule_says_so(thing: models.Model, *, by: User) -> None:
    """Hold the reason of the last act on `thing`, with its copies, when an automatic rule stops it.

    Part of the act that gave it, after its copies were made: the act stands, its words wait for a moderator. Whoever
    looks after the space is never held.
    """
    entry = Entry.objects.get(pk=journal.last_of(thing))
    rule = screen(entry.note, by=by, listed=words_of(space_of(entry)))
    if rule and not by.has_perm("moderation.moderate_note", NoteMark(entry=entry)):
        hold_by_rule("note", entry, rule)


def _mark_of(entry: Entry) -> NoteMark:
    return NoteMark.objects.get_or_create(entry=entry)[0]
