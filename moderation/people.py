"""Who moderates a space, who stands above it, and how much each has to do."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.aggregates import Aggregate
from django.db.models.fields import DurationField
from django.utils.timezone import now

from accounts.models import User
from moderation.enums import WAITING
from moderation.models import Case, Duty
from moderation.queries import MODERATING
from spaces.models import Space


def moderators_of(space: Space) -> list[User]:
    """Return who moderates a space by a role in it: its moderators and facilitators, in the order of their numbers."""
    return list(_moderating(space).order_by("pk"))


def _moderating(space: Space) -> QuerySet[User]:
    held = Q(memberships__space=space, memberships__ended_at__isnull=True, memberships__role__in=MODERATING)
    return User.objects.filter(held, is_active=True).distinct()


def duties_on(space: Space, day: date) -> QuerySet[Duty]:
    """Return the lines of a day of the rota whose people can look: who moderates no more, or is suspended, cannot."""
    able = _moderating(space).exclude(suspended_until__gt=now())
    return Duty.objects.filter(space=space, day=day, user__in=able).select_related("user")


def coordinators_of(space: Space | None) -> list[User]:
    """Return the Lab's coordinators of a space's commune or of a territory above it; without a space, all of them."""
    people = User.objects.filter(is_active=True, coordinations__ended_at__isnull=True)
    if space is not None:
        parts = space.commune.code.split(".")
        above = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
        people = people.filter(coordinations__ended_at__isnull=True, coordinations__territory__code__in=above)
    return list(people.distinct().order_by("pk"))


class MedianDuration(Aggregate):
    """The middle one of several durations (PostgreSQL's percentile_cont)."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Load:
    """What one moderator has to do: cases that wait for her, decided of late, hours to decide (the middle one)."""

    user: User
    waiting: int
    decided: int
    hours: float | None


def load_of(space: Space, since) -> list[Load]:
    """Return the load of each moderator of a space, decisions counted from `since` on: three queries."""
    cases = Case.objects.filter(space=space).order_by()
    waiting = dict(
        cases.filter(state__in=WAITING, assigned__isnull=False).values_list("assigned").annotate(n=Count("pk"))
    )
    decided = {
        row["decided_by"]: row
        for row in cases.filter(decided_at__gte=since)
        .values("decided_by")
        .annotate(n=Count("pk"), middle=MedianDuration(F("decided_at") - F("opened_at")))
    }
    return [
        Load(
            user,
            waiting.get(user.pk, 0),
            decided.get(user.pk, {}).get("n", 0),
            round(middle.total_seconds() / 3600, 1) if (middle := decided.get(user.pk, {}).get("middle")) else None,
        )
        for user in moderators_of(space)
    ]
