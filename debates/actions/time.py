"""What time does about debates, in the name of the system account: each thing once, however often this runs."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from accounts.models import User
from core import journal
from core.moments import surely_now
from debates.actions.debates import close_debate, open_debate
from debates.actions.locking import lock_debate
from debates.actions.planning import BEFORE, DAY, HOUR, REMINDED, mark_of, tell_of
from debates.enums import DebateState, SittingState, Visibility
from debates.models import Debate, Sitting
from spaces.enums import SpaceState

REMIND = "remind"


def pass_time() -> dict[str, int]:
    """Open the debates whose moment has come, close those whose moment has passed, remind of the sittings near.

    Returns how many of each: `{"opened": 0, "closed": 0, "reminded": 0}`. A debate that sits is closed once its
    sitting is over. Several workers may run this at once.
    """
    at = now()
    standing = Debate.objects.filter(space__state=SpaceState.OPEN)
    due = standing.filter(state=DebateState.ANNOUNCED, opens_at__lte=at)
    past = standing.filter(state=DebateState.OPEN, closes_at__lte=at)
    return {
        "opened": _each(due, "opens_at", open_debate),
        "closed": _each(past, "closes_at", close_debate),
        "reminded": remind(),
    }


def _each(debates, moment: str, act: Callable) -> int:
    """Do `act` to each debate whose `moment` has come, and return how many.

    Asked again under the lock: since the list was read another worker may have done it, a person moved the moment.
    """
    by, done = User.objects.system(), 0
    for debate in debates.order_by("pk"):
        with transaction.atomic():
            _thread, row = lock_debate(debate.pk, debate.thread_id)
            at = getattr(row, moment)
            if row.state == debate.state and at and at <= surely_now():
                act(row, by=by)
                done += 1
    return done


def remind() -> int:
    """Remind those who follow a debate of its sittings a day and an hour before; return how many were reminded of.

    A worker that slept over the day's reminder sends the hour's alone. The day's leaves by mail or text message too.
    """
    at = now()
    near = Sitting.objects.filter(
        state=SittingState.PLANNED,
        starts_at__gt=at,
        starts_at__lte=at + BEFORE[DAY],
        debate__state__in=[DebateState.ANNOUNCED, DebateState.OPEN, DebateState.LIVE],
        debate__thread__visibility=Visibility.VISIBLE,
        debate__space__state=SpaceState.OPEN,
    ).annotate(thread_id=F("debate__thread"))
    reminded = 0
    for sitting in near.order_by("starts_at", "pk"):
        mark = HOUR if sitting.starts_at - at <= BEFORE[HOUR] else DAY
        reminded += _remind(sitting, sitting.thread_id, mark)
    return reminded


def _remind(sitting: Sitting, thread: int, mark: str) -> bool:
    """Remind of one sitting, unless that was done. Whether it was stands in the journal, under the thread's lock."""
    with transaction.atomic():
        _thread, debate = lock_debate(sitting.debate_id, thread)
        row = Sitting.objects.get(pk=sitting.pk)
        occasion = mark_of(row, mark)
        was = journal.history(row).filter(action=REMIND, data__occasion=occasion)
        if row.state != SittingState.PLANNED or row.starts_at != sitting.starts_at or was.exists():
            return False
        row.debate = debate
        tell_of(row, occasion, REMINDED, urgent=mark == DAY)
        journal.record(row, REMIND, by=User.objects.system(), data={"occasion": occasion})
    return True
