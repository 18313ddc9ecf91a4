"""What search and likeness read of a need: its words folded, and their keys."""

from collections.abc import Iterator

from django.db import transaction

from core.folding import fold
from needs.models import Need
from needs.words import keys_of

BATCH = 500  # needs locked at a time


def folded_fields(title: str, place: str, text: str) -> dict[str, str | list[str]]:
    """Return the columns `folded` and `keys` for the words of a need."""
    return {
        "folded": "\n".join(fold(part) for part in (title, place, text)),
        "keys": keys_of(f"{title} {place} {text}"),
    }


def refold() -> Iterator[tuple[int, int]]:
    """Compute `folded` and `keys` of every need anew, a batch in each transaction; after each, yield how many needs
    were read and how many changed in it.

    For after a change of the folding or of `data/words.json`. Stopped half-way and run again, it finishes.
    """
    last = 0
    while True:
        with transaction.atomic():
            rows = Need.objects.filter(pk__gt=last).order_by("pk").only("title", "place", "text", "folded", "keys")
            batch = list(rows.select_for_update(of=("self",), no_key=True)[:BATCH])
            changed = [need for need in batch if _refolded(need)]
            Need.objects.bulk_update(changed, ["folded", "keys"])
        if not batch:
            return
        last = batch[-1].pk
        yield len(batch), len(changed)


def _refolded(need: Need) -> bool:
    """Set both columns on the object, and tell whether one of them changed."""
    changed = False
    for name, value in folded_fields(need.title, need.place, need.text).items():
        changed |= getattr(need, name) != value
        setattr(need, name, value)
    return changed
