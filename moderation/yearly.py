"""The transparency report of a civil year, for a space or the whole platform: counted from the rows, never typed."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Max, Min, Q
from django.utils.timezone import localdate

from moderation.enums import ActKind, CaseState, Ground, Origin, Outcome, Rule
from moderation.kinds import label_of
from moderation.models import Act, Case, Report
from moderation.people import MedianDuration
from spaces.models import Space

A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One count with its share of a whole, in words."""

    label: Any
    count: int
    of: int


@dataclass
class Year:
    """What moderation did in a year. `hours`: the middle delay from a case to its decision; None without decisions."""

    year: int
    space: Space | None
    reports: int = 0
    visitors: int = 0  # reports without an account
    cases: int = 0
    decided: int = 0
    hidden: int = 0
    hours: float | None = None
    within_a_day: int = 0
    held: int = 0  # by a rule
    held_decided: int = 0
    held_shown: int = 0
    appeals: int = 0
    judged: int = 0
    overturned: int = 0
    warnings: int = 0
    suspensions: int = 0
    names: int = 0  # shown names taken away
    pictures: int = 0  # pictures taken away, the words staying
    origins: list[Line] = field(default_factory=list)
    kinds: list[Line] = field(default_factory=list)
    grounds: list[Line] = field(default_factory=list)
    rules: list[Line] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.year < localdate().year


def years_of(space: Space | None) -> list[int]:
    """Return the years that have an act, the newest first."""
    acts = Act.objects.public() if space is None else Act.objects.public().filter(space=space)
    ends = acts.aggregate(first=Min("at__year"), last=Max("at__year"))
    return list(range(ends["last"], ends["first"] - 1, -1)) if ends["first"] else []


def of_year(year: int, space: Space | None) -> Year:
    """Return the report of a year: seven queries. Spaces in preparation are left out of the platform's."""
    within = Q(space=space) if space is not None else Q(space__isnull=True) | ~Q(space__state="draft")
    cases = Case.objects.filter(within, opened_at__year=year).order_by()
    acts = Act.objects.filter(within, at__year=year).order_by()
    reports = Report.objects.filter(case__in=Case.objects.filter(within), at__year=year).order_by()
    told = Year(year, space)
    sums = reports.aggregate(n=Count("pk"), visitors=Count("pk", filter=Q(visitor_key__isnull=False)))
    told.reports, told.visitors = sums["n"], sums["visitors"]
    looked = Q(decided_at__isnull=False)
    by_rule = Q(origin=Origin.RULE)
    facts = cases.aggregate(
        cases=Count("pk"),
        decided=Count("pk", filter=looked),
        hidden=Count("pk", filter=looked & _was_hidden()),
        within_a_day=Count("pk", filter=looked & Q(decided_at__lt=F("opened_at") + A_DAY)),
        hours=MedianDuration(F("decided_at") - F("opened_at"), filter=looked),
        held=Count("pk", filter=by_rule),
        held_decided=Count("pk", filter=by_rule & looked),
        held_shown=Count("pk", filter=by_rule & looked & ~_was_hidden()),
        appeals=Count("pk", filter=Q(appealed_at__isnull=False)),
        judged=Count("pk", filter=Q(state__in=[CaseState.UPHELD, CaseState.OVERTURNED])),
        overturned=Count("pk", filter=Q(state=CaseState.OVERTURNED)),
    )
    middle = facts.pop("hours")
    for name, value in facts.items():
        setattr(told, name, value)
    told.hours = round(middle.total_seconds() / 3600, 1) if middle is not None else None
    counted = [ActKind.WARN, ActKind.SUSPEND, ActKind.NAME, ActKind.PICTURE]
    steps = dict(acts.filter(act__in=counted).values_list("act").annotate(n=Count("pk")))
    told.warnings, told.suspensions = steps.get(ActKind.WARN, 0), steps.get(ActKind.SUSPEND, 0)
    told.names, told.pictures = steps.get(ActKind.NAME, 0), steps.get(ActKind.PICTURE, 0)
    told.origins = _lines(cases, "origin", told.cases, lambda value: Origin(value).label)
    told.kinds = _lines(cases, "kind", told.cases, label_of)
    hidden = cases.filter(looked & _was_hidden())
    told.grounds = _lines(hidden, "ground", told.hidden, lambda value: Ground(value).label if value else "")
    told.rules = _lines(cases.filter(by_rule), "rule", told.held, lambda value: Rule(value).label)
    return told


def _was_hidden() -> Q:
    """Hidden by the first decision, also when an appeal has shown it again."""
    return Q(outcome=Outcome.HIDDEN) | Q(state=CaseState.OVERTURNED)


def _lines(rows, name: str, whole: int, words) -> list[Line]:
    counted = rows.values_list(name).annotate(n=Count("pk")).order_by("-n", name)
    return [Line(words(value), count, whole) for value, count in counted]
