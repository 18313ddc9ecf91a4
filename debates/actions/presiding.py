"""What every act of a live sitting begins and ends with: its locks, taken in one order, and that it is live."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from debates.actions.numbering import lock
from debates.enums import SittingState
from debates.models import Sitting, Thread


def lock_sitting(sitting: Sitting) -> tuple[Thread, Sitting]:
    """Return the rows of a sitting's thread and of the sitting, locked in this order until the transaction ends.

    The sitting comes with its debate, space and commune, which rules ask for.
    """
    thread = lock(sitting.debate.thread_id)
    row = Sitting.objects.for_room().select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
    row.debate.thread = thread
    thread.space = row.debate.space
    return thread, row


def must_be_live(sitting: Sitting) -> None:
    """Raise `Refused`, in words, unless the sitting is live."""
    if sitting.state == SittingState.PLANNED:
        raise Refused(_("The sitting has not begun yet. Come back when it is open."), "not_live")
    if sitting.state != SittingState.LIVE:
        raise Refused(_("The sitting is over. You may still write in the discussion while it is open."), "not_live")


def must_preside(sitting: Sitting, by: User) -> None:
    """Raise `PermissionDenied` unless `by` may run the sitting."""
    if not by.has_perm("debates.run_sitting", sitting):
        raise PermissionDenied
