"""The numbers of the home page, counted at most every five minutes and shown with the time of their counting."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Count, Q
from django.utils.timezone import now

from needs.enums import NeedState
from needs.models import Need
from spaces.enums import SpaceState
from spaces.models import Space

KEPT = 300  # seconds


@dataclass(frozen=True)
class Figures:
    """Counts over all open spaces: communes with a space, public needs, those the council answered, those confirmed."""

    at: datetime
    communes: int
    voiced: int
    answered: int
    confirmed: int


def figures() -> Figures:
    """Return the figures of now, or those counted less than five minutes ago."""
    kept = cache.get("figures")
    if kept is None:
        needs = Need.objects.visible_to(AnonymousUser()).filter(merged_into__isnull=True)
        counts = needs.aggregate(
            voiced=Count("id"),
            answered=Count("id", filter=Q(referral__answered_at__isnull=False)),
            confirmed=Count("id", filter=Q(state=NeedState.CONFIRMED)),
        )
        communes = Space.objects.filter(state=SpaceState.OPEN).count()
        kept = Figures(at=now(), communes=communes, **counts)
        cache.set("figures", kept, KEPT)
    return kept
