"""Locks of a debate, always taken in the same order: the thread, then the debate, then what belongs to it."""

from debates.actions.numbering import lock
from debates.models import Debate, Thread
from territories.queries import unread_of


def lock_debate(pk: int, thread: int) -> tuple[Thread, Debate]:
    """Return the rows of a debate's thread and of the debate, locked until the transaction ends.

    The debate comes with its space and commune, which rules ask for.
    """
    locked = lock(thread)
    row = (
        Debate.objects.select_for_update(of=("self",), no_key=True)
        .select_related("space__commune", "thread")
        .defer(*unread_of("space__commune"))
        .get(pk=pk)
    )
    return locked, row
