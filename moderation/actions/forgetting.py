"""A person leaves: what she reported goes with her; what was decided stays in the register, which names nobody."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from moderation.enums import WAITING
from moderation.models import Case, Duty, Report, Sanction


def erase(user: User) -> None:
    """Forget a person: the words of her reports and of her appeals, and what moderators were to know of her texts."""
    Report.objects.filter(reporter=user).update(reporter=None, words="")
    Case.objects.filter(author=user).update(folded="", appeal="", note="", reply="")
    Duty.objects.filter(user=user).delete()


def past_cases(limit: datetime) -> QuerySet:
    """Return the cases closed before `limit` that still say who wrote the thing, or what she was told."""
    closed = Case.objects.annotate(end=Coalesce("closed_at", "decided_at")).filter(end__lt=limit)
    told = Q(author__isnull=False) | ~Q(note="") | ~Q(appeal="") | ~Q(reply="")
    return closed.exclude(state__in=WAITING).filter(told)


def past_reports(limit: datetime) -> QuerySet:
    """Return the reports of cases decided before `limit` that still say who reported, or in which words."""
    told = Q(reporter__isnull=False) | Q(visitor_key__isnull=False) | ~Q(words="")
    return Report.objects.filter(told, case__decided_at__lt=limit).exclude(case__state__in=WAITING)


def past_sanctions(limit: datetime) -> QuerySet:
    """Return the steps of the ladder taken before `limit` whose suspension, if any, is over."""
    return Sanction.objects.filter(at__lt=limit).exclude(until__gt=limit)


def forget_cases(limit: datetime) -> int:
    """Take people and words out of old cases, and return of how many; the register stays."""
    keys = list(past_cases(limit).values_list("pk", flat=True))
    return Case.objects.filter(pk__in=keys).update(author=None, note="", appeal="", reply="", folded="")


def forget_reports(limit: datetime) -> int:
    """Take people and words out of old reports, and return of how many; their number and their reasons stay."""
    keys = list(past_reports(limit).values_list("pk", flat=True))
    return Report.objects.filter(pk__in=keys).update(reporter=None, visitor_key=None, words="")


def forget_sanctions(limit: datetime) -> int:
    """Delete old steps of the ladder, and return how many: they count no more."""
    return past_sanctions(limit).delete()[0]
