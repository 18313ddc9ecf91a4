"""Petitions that ask for the same as the one being written, in any script: by the keys of likeness of needs."""

from core.enums import Load
from core.switches import is_on
from needs.likeness import ENOUGH, PAIRED, POOL, weight
from needs.words import is_strong, keys_of
from petitions.enums import PetitionState
from petitions.models import Petition
from spaces.models import Space

OVER = {PetitionState.WITHDRAWN, PetitionState.REJECTED}


def similar(space: Space, text: str, *, besides: int | None = None, limit: int = 3) -> list[Petition]:
    """Return at most `limit` public petitions of the space that are like `text`, the most alike first; never the
    petition number `besides`, nor one that was rejected or withdrawn. One strong key in common is enough to be looked
    at: petitions are few, and one that was missed costs its people their signatures. Two queries at most; none while
    likeness is turned off (`core.switches`).
    """
    if not is_on(Load.LIKENESS):
        return []
    keys = frozenset(keys_of(text))
    strong = [key for key in keys_of(text) if is_strong(key)][:PAIRED]
    if not strong:
        return []
    pool = Petition.objects.public().exclude(pk=besides).exclude(state__in=OVER)
    rows = pool.filter(space=space, keys__overlap=strong).order_by("-pk").values_list("pk", "keys")[:POOL]
    ranked = sorted(((_likeness(keys, frozenset(other)), pk) for pk, other in rows), reverse=True)
    best = [pk for score, pk in ranked[:limit] if score >= ENOUGH]
    found = {row.pk: row for row in Petition.objects.for_list().filter(pk__in=best)} if best else {}
    return [found[pk] for pk in best if pk in found]


def _likeness(asked: frozenset[str], other: frozenset[str]) -> float:
    """Return from 0 to 1 how much of what they say is the same."""
    return min(1.0, weight(asked & other) / max(min(weight(asked), weight(other)), 2.0))
