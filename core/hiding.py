"""Disclosure control: what is shown of few people, in one place. No count of people by group is shown that was not
here (a test finds any other measure).

**One table** (`hide`). Cells with fewer than five people (none at all included) are hidden, and with them one that is
large enough, the first in an order that does not depend on the counts: the total is public, and a single hidden cell
would be a subtraction away. Why it holds, even for one who knows this rule: let a hidden cell hold p people, 0 < p < 5,
and the covering one b >= 5. The same table with p - 1 and b + 1 hides the same cells and shows the same numbers; so
does one with p - 2 and b + 2, down to none. Nobody can be proven to stand in a hidden cell. (The method is
complementary cell suppression: Hundepool et al., Statistical Disclosure Control, Wiley 2012, chapter 4; the argument is
ours.)

**One of two** (`hide_share`), where people could choose several: a count is hidden when those who chose, or those who
did not, are fewer than five.

**Within groups** (`hide_groups`). A group of people is broken down only when each of its cells has five people, and so
has each cell of all others together; a group whose own size is hidden is never broken down.

**By place** (`hide_places`), and **of a group in a hall** (`under`), where the total or the people are seen anyway.

**While people answer** (`steps`). Counts are made for ten more people at a time and rounded by chance to a multiple of
five next to them, and no groups are shown: what one more answer changed cannot be seen.
"""

import hashlib
from collections.abc import Hashable, Mapping, Sequence

SMALL = 5  # people: fewer could be recognised
STEP = 10  # people: a count shown while people answer is made anew after so many more

type Key = Hashable


def hide(counts: Mapping[Key, int], *, small: int = SMALL) -> dict[Key, int | None]:
    """Return a table of people, each in one cell, with None in place of the hidden counts.

    The order of `counts` must not depend on the counts. All is hidden when fewer than two cells are large enough to
    be shown or to cover. `small` is the first count that may be shown.
    """
    few = {key for key, count in counts.items() if count < small}
    if not few:
        return dict(counts)
    cover = next((key for key in counts if key not in few), None)
    return {key: None if key in few or key == cover else count for key, count in counts.items()}


def hide_places(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return counts of people by place, each in one, whose total is public: None for those below five.

    The next smallest are hidden too until at least two are, and five people stand behind them together, or a
    subtraction would give a small one away. A place in which nobody is counts as small.
    """
    rising = sorted(counts, key=counts.__getitem__)
    hidden = sum(number < SMALL for number in counts.values())
    while 0 < hidden < len(rising) and (hidden < 2 or sum(counts[place] for place in rising[:hidden]) < SMALL):
        hidden += 1
    return {place: None if place in rising[:hidden] else number for place, number in counts.items()}


def under(count: int | None) -> int | dict[str, int] | None:
    """Return a count of a group, or `{"under": 5}` in its place: somebody was counted, too few to be told apart."""
    return {"under": SMALL} if count is not None and count < SMALL else count


def lead(counts: Mapping[Key, int]) -> Key | None:
    """Return the cell with more than half of the people, however much is hidden, or None.

    It may be said: the tables among which a reader cannot tell (see above) give it at least as many people.
    """
    people = sum(counts.values())
    return next((key for key, count in counts.items() if count * 2 > people and count >= SMALL), None)


def hide_share(count: int, people: int) -> int | None:
    """Return how many of `people` chose a thing that did not exclude others, or None when either side is small."""
    return count if count >= SMALL and people - count >= SMALL else None


def hide_groups(
    cells: Mapping[Key, Mapping[Key, int]], shown: Mapping[Key, int | None], sizes: Mapping[Key, int | None]
) -> dict[Key, dict[Key, int]]:
    """Return the groups that may be broken down: for each, its people by cell.

    `cells` holds people by group, then by cell of one table, in an order of the groups that does not depend on the
    counts, with those who said nothing of themselves as a group of their own ("", never broken down). `shown` is the
    table without groups, as `hide` gave it: its hidden cells count as one. `sizes` are the sizes of the groups, as
    `hide` gave them.
    """
    merged = [key for key, count in shown.items() if count is None]
    single = [key for key, count in shown.items() if count is not None]

    def rows(group: Key) -> list[int]:
        of = cells[group]
        return [of.get(key, 0) for key in single] + ([sum(of.get(key, 0) for key in merged)] if merged else [])

    if not single:
        return {}
    table = {group: rows(group) for group in cells}
    good = [group for group in cells if group != "" and sizes.get(group) is not None and min(table[group]) >= SMALL]
    while good:
        rest = [table[group] for group in cells if group not in good]
        if not rest or not any(map(sum, rest)):
            break  # everyone is in a group that is large enough
        if min(map(sum, zip(*rest, strict=True))) >= SMALL:
            break
        good = good[1:]  # the first one covers those that are too small
    return {group: dict(zip(single, table[group], strict=False)) for group in good}


def step(count: int | None, salt: str = "") -> int | None:
    """Return a count as it is shown while people answer: one of the two multiples of five next to it.

    Which one is chance (random rounding: the nearer, the likelier), but the same each time for one `salt`.
    """
    if count is None:
        return None
    rest = count % SMALL
    chance = hashlib.blake2b(f"{salt}.{count}".encode(), digest_size=4).digest()
    return count - rest + (SMALL if int.from_bytes(chance) % SMALL < rest else 0)


def share(count: int | None, people: int | None) -> int | None:
    """Return a share in whole per cent, or None when either is hidden, or there is nobody."""
    return None if count is None or not people else round(100 * count / people)


def shares(counts: Sequence[int | None], people: int | None) -> list[int | None]:
    """Return the share of each count in whole per cent."""
    return [share(count, people) for count in counts]
