"""What waits too long: told again to those who may look at it, then to those above them; each once."""

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.utils.timezone import now

from accounts.models import User
from moderation.actions import telling
from moderation.enums import CaseState
from moderation.figures import rules
from moderation.models import Case
from moderation.people import coordinators_of, moderators_of
from notices.models import Notice


def remind_of_waiting() -> int:
    """Tell all who moderate a space of a case that waits for a day, the coordinators of one that waits for three.

    The days are hours in data/rules.toml; an appeal waits from the moment it came, and is not told to who decided
    first. Return how many cases were told of now.
    """
    steps = (("waits", rules()["wait_hours"], _near), ("waits_long", rules()["wait_hours_above"], _above))
    return sum(_remind(what, hours, people) for what, hours, people in steps)


def _remind(what: str, hours: int, people) -> int:
    limit = now() - datetime.timedelta(hours=hours)
    since = Q(state=CaseState.OPEN, opened_at__lte=limit) | Q(state=CaseState.APPEALED, appealed_at__lte=limit)
    cases = {f"case.{case.pk}.{what}.{case.state}": case for case in Case.objects.filter(since).for_list()}
    told = set(Notice.objects.filter(key__in=cases).values_list("key", flat=True))
    for key in cases.keys() - told:
        telling.tell_waiting(cases[key], people(cases[key]), key=key)
    return len(cases.keys() - told)


def _near(case: Case) -> Iterable[User]:
    return (moderators_of(case.space) if case.space_id else []) or coordinators_of(case.space)


def _above(case: Case) -> Iterable[User]:
    return coordinators_of(case.space)
