"""What changes when the page of a petition would look different to a visitor: asked for instead of making the page."""

from django.db.models import Exists, Subquery
from django.utils.timezone import localdate, now
from procrastinate.contrib.django.models import ProcrastinateJob

from core.models import Seal
from petitions import actions
from petitions.actions.counting import PAUSE, lock_of
from petitions.models import Petition


def version(pk: int) -> str | None:
    """Return the version of a petition's page for visitors, None when it is not for everyone. One query.

    Made of the last act recorded in the whole house, in the order of commits, of what is said below the petition, of
    the last count and of the day. Where signatures wait to be counted and a second has passed, they are counted first.
    """
    found = _read(pk)
    if found is None:
        return None
    *facts, is_waiting = found
    if is_waiting and (facts[0] is None or now() - facts[0] > PAUSE):
        actions.refresh(Petition(pk=pk), wait=False)
        *facts, is_waiting = _read(pk) or found
    return "|".join(str(fact) for fact in (localdate(), *facts))


def _read(pk: int) -> tuple | None:
    last = Seal.objects.order_by("-number").values("number")[:1]
    waiting = ProcrastinateJob.objects.filter(queueing_lock=lock_of(pk), status="todo")
    return (
        Petition.objects.public()
        .filter(pk=pk)
        .order_by()
        .values_list(
            "counted_at", "thread__rev", "author__display_name", "need__visibility", Subquery(last), Exists(waiting)
        )
        .first()
    )
