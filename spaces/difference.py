"""What changed between two versions of a charter, clause by clause and word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"


@dataclass(frozen=True)
class Change:
    """One clause: its `number` in the new version (in the old one when it was taken out), what happened to it, and its
    `parts`: pairs of what happened to some words (same, added, removed) and the words."""

    number: int
    kind: str
    parts: tuple[tuple[str, str], ...]


def compare(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return the clauses of `new`, with those of `old` that were taken out, in reading order."""
    changes = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [Change(n + 1, SAME, ((SAME, new[n]),)) for n in range(new_start, new_end)]
            continue
        paired = min(old_end - old_start, new_end - new_start)
        for step in range(paired):
            parts = tuple(compare_words(old[old_start + step], new[new_start + step]))
            changes.append(Change(new_start + step + 1, CHANGED, parts))
        changes += [Change(n + 1, REMOVED, ((REMOVED, old[n]),)) for n in range(old_start + paired, old_end)]
        changes += [Change(n + 1, ADDED, ((ADDED, new[n]),)) for n in range(new_start + paired, new_end)]
    return changes


def compare_words(old: str, new: str) -> list[tuple[str, str]]:
    """Return the words of both texts in order, marked same, added or removed."""
    before, after = old.split(), new.split()
    parts = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            parts.append((SAME, " ".join(after[new_start:new_end])))
            continue
        if old_end > old_start:
            parts.append((REMOVED, " ".join(before[old_start:old_end])))
        if new_end > new_start:
            parts.append((ADDED, " ".join(after[new_start:new_end])))
    return parts
