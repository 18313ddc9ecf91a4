"""Who takes part, in numbers that point at nobody: pure arithmetic, no database.

Each group is one table of two cells: who belongs to it, who does not; those who said nothing of themselves are in
neither, and not shown. Three rules, on top of those of `core.hiding`:

1. **Small cells.** Online and hall are two parts of one table, and other pages show some of them alone: a cell is
   hidden when it is below five in any part that anybody was counted in. With two cells, the other one covers it: both
   are hidden, or neither.
2. **Subtraction.** What is shown is rounded by chance to a multiple of five next to it, under a key that is secret: a
   table minus another, a total minus what is shown, a month minus the month before is wrong by up to eight people.
3. **While it runs** a table is made anew after ten more people only (`is_due`): what one more person changed is never
   seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.hiding import SMALL, STEP, share, step

INSIDE, OUTSIDE = "in", "out"
ENOUGH = 20  # people who said whether they belong: a share of fewer warns of nothing


@dataclass(frozen=True)
class Shown:
    """A group as it may be shown: `count` of the `of` people who said so, `share` in whole per cent; None: hidden."""

    count: int | None
    of: int | None
    share: int | None


def shown(parts: Sequence[Mapping[str, int]], key: str) -> Shown:
    """Return a group added up over `parts` (online, hall), each {"in": people, "out": people}, as it may be shown.

    `key` names the table, and is secret. A part in which nobody was counted takes no part.
    """
    counted = [part for part in parts if part.get(INSIDE, 0) + part.get(OUTSIDE, 0)]
    if not counted:
        return Shown(None, None, None)
    if any(part.get(cell, 0) < SMALL for part in counted for cell in (INSIDE, OUTSIDE)):
        return Shown(None, None, None)
    whole = {cell: sum(part.get(cell, 0) for part in counted) for cell in (INSIDE, OUTSIDE)}
    inside, outside = (step(whole[cell], f"{key}.{cell}") for cell in (INSIDE, OUTSIDE))
    return Shown(inside, inside + outside, share(inside, inside + outside))


def about(people: int, key: str) -> int | None:
    """Return a number of people as it may be shown: rounded, None when it is small."""
    return step(people, f"{key}.all") if people >= SMALL else None


def is_due(people: int, before: int | None) -> bool:
    """Tell whether a table of what runs is made anew: the first time, then after ten more people, or ten fewer."""
    return before is None or abs(people - before) >= STEP


def is_low(found: Shown, census: float | None) -> bool:
    """Tell whether a group is less than half as present as in the census (`census`: per cent of inhabitants)."""
    if census is None or found.share is None or found.of is None or found.of < ENOUGH:
        return False
    return 2 * found.share < census
