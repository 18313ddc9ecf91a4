"""The law's steps of a programme as people read them: each with its article, its day, whether it was late."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.timezone import localdate

from core import law
from core.calendar import due_on
from core.models import LegalRule
from programmes.enums import ARTICLES, BY_MOVE, REPEATED, StepKind
from programmes.models import Programme, Step
from territories.enums import Level

DONE, LATE_DONE, OVERDUE, WAITING, LATER = "done", "late_done", "overdue", "waiting", "later"


@dataclass
class Stage:
    """One step of the law. `rows` are what was kept of it (several for consultations and evaluations).

    `due_on` is the last day that the law gives (`rule`), else the day that the timetable plans (`is_planned`).
    `posted_until` is the last day on which the president's decision is posted.
    """

    kind: StepKind
    article: str
    rows: list[Step] = field(default_factory=list)
    due_on: datetime.date | None = None
    rule: LegalRule | None = None
    posted_until: datetime.date | None = None

    @property
    def label(self) -> Any:
        return self.kind.label

    @property
    def repeats(self) -> bool:
        return self.kind in REPEATED

    @property
    def by_move(self) -> bool:
        return self.kind in BY_MOVE

    @property
    def is_planned(self) -> bool:
        return self.due_on is not None and self.rule is None

    @property
    def done_on(self) -> datetime.date | None:
        """The day on which it was first done."""
        days = [row.done_on for row in self.rows if row.done_on]
        return min(days) if days else None

    @property
    def state(self) -> str:
        """One of done, late_done, overdue, waiting (a day is set), later (none is)."""
        if self.done_on:
            return LATE_DONE if self.due_on and self.done_on > self.due_on else DONE
        if self.due_on is None:
            return LATER
        return OVERDUE if localdate() > self.due_on else WAITING

    @property
    def days_late(self) -> int:
        """Days after the last one, 0 when there are none."""
        if self.due_on is None:
            return 0
        return max(((self.done_on or localdate()) - self.due_on).days, 0)


def stages_of(programme: Programme) -> list[Stage]:
    """Return the steps of the law in their order. Six queries at most.

    The vote is due a year after the term began (113-14, art. 78), the committees' study thirty days before the session
    (decree 2-16-301), the visa twenty days after the programme was sent (113-14, art. 118).
    """
    kept: dict[str, list[Step]] = {}
    for row in programme.steps.all():
        kept.setdefault(row.kind, []).append(row)
    stages = [Stage(kind, ARTICLES[kind], kept.get(kind, [])) for kind in StepKind]
    for stage in stages:
        _set_days(stage, programme)
    return stages


def _set_days(stage: Stage, programme: Programme) -> None:
    if stage.kind == StepKind.VOTE and programme.updates_id is None:
        stage.rule = law.rule("action_plan_made", Level.COMMUNE, programme.term_started_on)
        stage.due_on = due_on(programme.term_started_on, stage.rule)
    elif stage.kind == StepKind.COMMITTEES and (day := voting_day(programme)):
        stage.rule = law.rule("action_plan_to_committees", Level.COMMUNE, day)
        stage.due_on = day - datetime.timedelta(days=int(stage.rule.value))
    elif stage.kind == StepKind.VISA and stage.rows:
        stage.due_on = stage.rows[0].due_on
        if stage.rows[0].planned_on:
            stage.rule = law.rule("governor_visa", Level.COMMUNE, stage.rows[0].planned_on)
    elif not stage.repeats and stage.rows:
        stage.due_on = stage.rows[0].planned_on
    if stage.kind == StepKind.ORDER and stage.done_on:
        rule = law.rule("action_plan_decision_posted", Level.COMMUNE, stage.done_on)
        stage.posted_until = due_on(stage.done_on, rule)


def voting_day(programme: Programme) -> datetime.date | None:
    """Return the day on which the session opens that votes the programme: the chosen one, else the first it may be."""
    session = programme.session
    return (session.opens_on or session.opens_from) if session else None


def next_step(stages: list[Stage]) -> Stage | None:
    """Return the first step of the law that is not done."""
    return next((stage for stage in stages if not stage.done_on), None)
