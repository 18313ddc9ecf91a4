"""What the actions of a plan add up to, each figure with what it is counted over. Works on any `ActionShape`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plans.enums import ActionState
from plans.models.shapes import ActionShape


@dataclass(frozen=True)
class Totals:
    """`count` actions in all; `standing` of them were not abandoned, and `progress` is the mean of those, in percent
    (None when there is none); `done` and `late` count actions; `by_state` is each state with its count."""

    count: int
    standing: int
    done: int
    late: int
    dated: int
    progress: int | None
    by_state: tuple[tuple[ActionState, int], ...]


def totals(actions: Iterable[ActionShape]) -> Totals:
    """Return what actions add up to. No query."""
    rows = list(actions)
    states = Counter(row.state for row in rows)
    standing = [row.progress for row in rows if row.state != ActionState.ABANDONED]
    return Totals(
        count=len(rows),
        standing=len(standing),
        done=states[ActionState.DONE],
        late=sum(row.is_late for row in rows),
        dated=sum(row.due_on is not None for row in rows),
        progress=round(sum(standing) / len(standing)) if standing else None,
        by_state=tuple((state, states[state]) for state in ActionState if states[state]),
    )
