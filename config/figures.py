"""The news and the numbers of the home page. Numbers are counted at most every five minutes and say when."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Count, Q
from django.utils.timezone import now

from councils.models import Answer, Referral
from needs.enums import NeedState
from needs.models import Need
from spaces.enums import SpaceState
from spaces.models import Space

KEPT = 300  # seconds


SHOWN = 3  # pieces of news of each kind


def news(user) -> dict:
    """Return what is asked, answered and late now, over all open spaces, as `user` may see it.

    `needs`: Needs of `for_list`; `answers`: Answers; `late`: Referrals; each at most three, in a list.
    """
    needs = Need.objects.visible_to(user).standing().waiting().for_list().order_by("-id")
    answers = Answer.objects.published().visible_to(user).for_list().order_by("-published_at", "-id")
    late = Referral.objects.visible_to(user).overdue().for_list().order_by("due_on", "id")
    return {"needs": list(needs[:SHOWN]), "answers": list(answers[:SHOWN]), "late": list(late[:SHOWN])}


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
