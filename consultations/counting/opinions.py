"""What the opinions come to: each statement's votes, small counts hidden. The opinion groups are in `groups`."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.hiding import SMALL, hide_share, share


def statements(votes: Iterable[tuple[int, int, int, int]], people: int) -> list[dict[str, Any]]:
    """Return each statement's public count, from (key, agree, disagree, passed), those most agreed with first.

    A count is hidden when it, or everyone else who took part, is fewer than five. How many passed is never shown: with
    those who did not vote it is what a subtraction leaves over. `lead` says the side of more than half of the votes,
    also where the counts are hidden.
    """
    rows = []
    for key, agree, disagree, passed in votes:
        both = agree + disagree
        shown = hide_share(agree, people), hide_share(disagree, people)
        if both + passed < SMALL:
            shown = None, None
        is_open = None not in shown
        rows.append(
            {
                "key": key, "agree": shown[0], "disagree": shown[1], "share": share(agree, both) if is_open else None,
                "lead": _lead(agree, disagree, passed),
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: (-(row["share"] or -1), row["key"]))


def _lead(agree: int, disagree: int, passed: int) -> str:
    votes = agree + disagree + passed
    if votes < SMALL:
        return ""
    return "agree" if agree * 2 > votes else "disagree" if disagree * 2 > votes else ""


def found(groups: Any, keys: list[int]) -> dict[str, Any]:
    """Return opinion groups (`groups.Groups`) as they are kept; `keys` are the statements by column."""

    def named(rows: Iterable[Mapping]) -> list[dict]:
        return [row | {"key": keys[row["key"]]} for row in rows]

    return {
        "enough": groups.enough, "why_not": groups.why_not, "seed": groups.seed, "sorted": groups.voters,
        "groups": [group | {"statements": named(group["statements"])} for group in groups.groups],
        "shared": named(groups.shared), "apart": named(groups.apart), "map": groups.map,
    }  # fmt: skip
