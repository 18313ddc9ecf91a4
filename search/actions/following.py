"""The search follows the journal: whatever was done to a thing stands there, in the order of the commits."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Max

from core.models import Seal
from search.actions.filling import AT_ONCE, index
from search.actions.mending import mend
from search.kinds import Kind, kinds, kinds_of
from search.models import Reading

SEALS = 1_000  # acts read at once
MOST = 100  # readings in one go: the next job goes on


def follow() -> int:
    """Bring the entries up to date with what was done since the last time; return how many acts were read.

    The first time, everything is read. The numbers of the seals are given in the order of the commits, so that no act
    is missed. Things that another one stands behind (a referral behind its answers) follow when that one moves.
    """
    if not Reading.objects.exists():
        seal = Seal.objects.aggregate(last=Max("number"))["last"] or 0
        mend()
        Reading.objects.update_or_create(pk=1, defaults={"seal": seal})
        return seal
    read = 0
    for _turn in range(MOST):
        acts = _follow_some()
        read += acts
        if acts < SEALS:
            break
    return read


@transaction.atomic
def _follow_some() -> int:
    reading = Reading.objects.select_for_update().get(pk=1)
    acts = list(
        Seal.objects.filter(number__gt=reading.seal)
        .order_by("number")
        .values_list("number", "entry__subject", "entry__axis")[:SEALS]
    )
    if not acts:
        return 0
    touched, moved = defaultdict(set), defaultdict(set)
    for _number, subject, axis in acts:
        label, _colon, key = subject.rpartition(":")
        if key.isdecimal():
            touched[label].add(int(key))
            if axis:
                moved[label].add(int(key))
    for label, keys in touched.items():
        for kind in kinds_of(label):
            index(kind, keys)
    for kind in kinds().values():
        for label, path in kind.behind.items():
            if label in moved:
                _index_before(kind, path, moved[label])
    reading.seal = acts[-1][0]
    reading.save(update_fields=["seal"])
    return len(acts)


def _index_before(kind: Kind, path: str, keys: set[int]) -> None:
    """Make the entries of the things that these ones stand behind what they ought to be."""
    last, before = 0, kind.model._default_manager.filter(**{f"{path}__in": keys}).order_by("pk")
    while found := list(before.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        index(kind, found)
        last = found[-1]
