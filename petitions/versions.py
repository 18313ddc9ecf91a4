"""What changes when the page of a petition would look different to a visitor: asked for instead of making the page."""

from django.db.models import Exists, F, Subquery
from django.utils.timezone import localdate, now
from procrastinate.contrib.django.models import ProcrastinateJob

from core.composed import Composed
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


# What the page shows beside the petition's own columns, and whether signatures wait to be counted (last).
SHOWN = ("rev", "name", "need_is", "last", "is_waiting")


def _facts(petition: int, lock: str):
    last = Seal.objects.order_by("-number").values("number")[:1]
    waiting = ProcrastinateJob.objects.filter(queueing_lock=lock, status="todo")
    columns = F("thread__rev"), F("author__display_name"), F("need__visibility"), Subquery(last), Exists(waiting)
    rows = Petition.objects.public().filter(pk=petition).order_by()
    return rows.only("counted_at").annotate(**dict(zip(SHOWN, columns, strict=True)))


FACTS = Composed(_facts, int, str)


def _read(pk: int) -> tuple | None:
    return next(((row.counted_at, *(getattr(row, name) for name in SHOWN)) for row in FACTS(pk, lock_of(pk))), None)
