"""Threads: opened with the thing they are about, closed, held, hidden and shown with it or by themselves."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.text import clean_text
from core.workflow import Refused, perform
from debates.actions.numbering import lock, stamp
from debates.enums import Audience, DebateState, Moderation, ThreadState, Visibility
from debates.models import Debate, Thread
from debates.workflow import CLOSE, OPEN
from notices import actions as notices
from spaces.models import Space


def open_thread(
    space: Space,
    *,
    title: str,
    path: str = "",
    state: str = ThreadState.OPEN,
    visibility: str = Visibility.VISIBLE,
    audience: str = Audience.EVERYONE,
    moderation: str = Moderation.AFTER,
) -> Thread:
    """Open a thread in a space and return it, for an act that makes the thing it is about in the same transaction.

    `path` is the page it stands on, without the language (/needs/12/): `settle` gives it once its number is known.
    """
    return Thread.objects.create(
        space=space,
        title=title,
        path=path,
        state=state,
        visibility=visibility,
        audience=audience,
        moderation=moderation,
    )


def settle(thread: Thread, path: str) -> None:
    """Say on which page a new thread stands."""
    thread.path = path
    thread.save(update_fields=["path"])


def move_thread(thread: Thread, action: str, *, by: User, note: str = "") -> Thread:
    """Close, open, hold, hide or show a discussion, with the reason, and return it: those who listen are told at once.

    A debate's opens and closes with its debate, and is not shown before it is announced. Locks the thread. Raises
    `Refused`, and `PermissionDenied` also for a name that the table does not know.
    """
    if action not in Thread.MOVES:
        raise PermissionDenied
    with transaction.atomic():
        lock(thread.pk)
        debate = Debate.objects.filter(thread=thread).first()
        if debate is not None:
            _is_its_own(debate, action)
        row = perform(thread, action, by=by, note=clean_text(note))
        stamp(row, room=True)
        if debate is not None:
            notices.show(debate.get_absolute_url(), is_shown=row.visibility == Visibility.VISIBLE)
    return row


def keep_in_step(thread_id: int, action: str) -> None:
    """Perform a move of a thread in the house's own name, if it may make it now: it follows what it is about."""
    row, move = lock(thread_id), Thread.MOVES[action]
    if getattr(row, move.field) in move.sources:
        move_thread(row, action, by=User.objects.system())


def _is_its_own(debate: Debate, action: str) -> None:
    if action in {OPEN, CLOSE}:
        raise Refused(_("This discussion opens and closes with its debate."), "debate")
    if debate.state == DebateState.DRAFT:
        raise Refused(_("This discussion is shown when its debate is announced."), "draft")
