"""What is shown of what people said: held, hidden, shown again, withdrawn, put on top."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.text import clean_text
from core.workflow import Refused, perform
from debates.actions.numbering import lock, stamp
from debates.actions.telling import tell_author, tell_of_an_answer
from debates.enums import Visibility
from debates.models import Contribution, Thread
from debates.workflow import HIDE, HOLD, SHOW, WITHDRAW

PINS_MAX = 3


def hold(contribution: Contribution, *, by: User, note: str) -> Contribution:
    """Hold a contribution back while it is checked, with the reason, and return it: its author is told.

    Only she and the moderators read it meanwhile. Locks the thread.
    """
    row = _change(contribution, HOLD, by=by, note=note)
    tell_author(row, lambda: gettext("What you said is held back for checking: %(reason)s"), by=by, note=note)
    return row


def hide(contribution: Contribution, *, by: User, note: str) -> Contribution:
    """Hide a contribution that breaks the charter, with the reason, as `hold`. Its answers stay."""
    row = _change(contribution, HIDE, by=by, note=note)
    tell_author(row, lambda: gettext("What you said is hidden: %(reason)s"), by=by, note=note)
    return row


def show(contribution: Contribution, *, by: User, note: str = "") -> Contribution:
    """Show a held or hidden contribution to everyone, and return it: its author is told, and whom it answers."""
    row = _change(contribution, SHOW, by=by, note=note)
    tell_author(row, lambda: gettext("What you said is shown to everyone."), by=by)
    if row.parent_id and row.parent.is_shown:
        tell_of_an_answer(row)
    return row


def withdraw(contribution: Contribution, *, by: User, note: str = "") -> Contribution:
    """Take back what one said, and return it: its place stays, its words are shown to nobody but the moderators."""
    return _change(contribution, WITHDRAW, by=by, note=note)


BY_NAME = {HOLD: hold, HIDE: hide, SHOW: show, WITHDRAW: withdraw}


def move_contribution(contribution: Contribution, action: str, *, by: User, note: str = "") -> Contribution:
    """Perform the move `action` with everything that goes with it: the one door of the buttons and the API.

    Raises `PermissionDenied` for a name that the table does not know.
    """
    if action not in BY_NAME:
        raise PermissionDenied
    return BY_NAME[action](contribution, by=by, note=note)


@transaction.atomic
def _change(contribution: Contribution, action: str, *, by: User, note: str) -> Contribution:
    """Move a contribution, and keep the counts of its thread and of what it answers, under the thread's lock."""
    thread = lock(contribution.thread_id)
    # Nothing changes a contribution without the thread's lock: what is read here holds until the end.
    before = Contribution.objects.only("visibility").get(pk=contribution.pk).visibility
    rev = thread.rev + 1
    row = perform(contribution, action, by=by, note=clean_text(note), also={"rev": rev})
    row.thread = thread
    unpinned = bool(row.pinned_at) and not row.is_shown
    if unpinned:
        row.pinned_at = None
        row.save(update_fields=["pinned_at"])
    shown = (row.visibility == Visibility.VISIBLE) - (before == Visibility.VISIBLE)
    held = (row.visibility == Visibility.HELD) - (before == Visibility.HELD)
    if row.parent_id and shown:
        row.parent.reply_count += shown
        row.parent.rev = rev
        row.parent.save(update_fields=["reply_count", "rev"])
    stamp(
        thread,
        shown_count=thread.shown_count + shown,
        held_count=thread.held_count + held,
        pin_count=thread.pin_count - unpinned,
    )
    return row


def pin(contribution: Contribution, *, by: User) -> Contribution:
    """Put a contribution on top of its discussion and return it; again changes nothing. Locks the thread.

    Raises `Refused` for one that is not shown, that answers another, or is one too many.
    """
    with transaction.atomic():
        thread, row = _locked(contribution, by)
        if row.pinned_at:
            return row
        if not row.is_shown:
            raise Refused(_("This contribution is not shown to everyone: show it again first."), "not_visible")
        if row.parent_id:
            raise Refused(_("An answer cannot be put on top: put on top what it answers."), "answer")
        if thread.pin_count >= PINS_MAX:
            raise Refused(_("Three contributions are on top already: take one down first."), "too_many")
        row.pinned_at = now()
        return _pinned(thread, row, "pin", by, pin_count=thread.pin_count + 1)


def unpin(contribution: Contribution, *, by: User) -> Contribution:
    """Take a contribution down from the top and return it; again changes nothing. Locks the thread."""
    with transaction.atomic():
        thread, row = _locked(contribution, by)
        if not row.pinned_at:
            return row
        row.pinned_at = None
        return _pinned(thread, row, "unpin", by, pin_count=thread.pin_count - 1)


def _locked(contribution: Contribution, by: User) -> tuple[Thread, Contribution]:
    thread = lock(contribution.thread_id)
    row = Contribution.objects.select_related("author").get(pk=contribution.pk)
    row.thread = thread
    if not by.has_perm("debates.pin_contribution", row):
        raise PermissionDenied
    return thread, row


def _pinned(thread: Thread, row: Contribution, action: str, by: User, *, pin_count: int) -> Contribution:
    row.rev = stamp(thread, pin_count=pin_count)
    row.save(update_fields=["pinned_at", "rev"])
    journal.record(row, action, by=by)
    return row
