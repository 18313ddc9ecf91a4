"""Counts of few people are not shown: fewer than five could be recognised, among those counted or among the others.

The same measure as in consultations, where people could choose several things: groups overlap, and each count is
hidden by itself when it, or what is left of all people, is below five.
"""

SMALL = 5  # people


def shown(count: int, people: int) -> int | None:
    """Return a count of a group among `people`, or None when it may not be shown."""
    return count if count >= SMALL and people - count >= SMALL else None
