"""A programme: begun, described, its axes written, moved from step to step of the law."""

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, law
from core.calendar import due_on
from core.fitness import Unfit
from core.text import clean_text
from core.workflow import Refused, perform
from councils.models import Council
from deliberations.enums import Visa
from deliberations.models import Decision, Session
from plans.actions.saying import AIM_MAX, in_order, titled, told
from programmes.actions.locking import lock_programme, lock_written
from programmes.actions.projects import money
from programmes.actions.telling import tell_the_space
from programmes.actions.threads import open_discussions
from programmes.actions.updating import take_over
from programmes.enums import WRITTEN, ProgrammeState, StepKind
from programmes.models import Axis, Programme, Step
from programmes.workflow import DIAGNOSE, DRAFT, END, EXECUTE, RETURN, SEND, SUBMIT, VOTE
from territories.enums import Level

AXES_MAX, VISION_MAX = 30, 4_000


def begin_programme(council: Council, *, by: User, **said: Any) -> Programme:
    """Begin the action plan of a commune's council and return it: its council's people see it.

    `said`: `title_ar`, `title_fr`, `vision_ar`, `vision_fr`, `term_started_on`, `starts_on`, `ends_on` (left out: the
    law's six years), `total`. Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    if not by.has_perm("programmes.begin", council):
        raise PermissionDenied
    if council.territory.level != Level.COMMUNE:
        raise Refused(_("This programme is a commune’s: provinces and regions have theirs by other laws."), "level")
    columns = _described(said)
    with transaction.atomic():
        Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council.pk)
        same = council.programmes.filter(starts_on__lte=columns["ends_on"], ends_on__gte=columns["starts_on"])
        if same.exists():
            raise Unfit(_("This council has a programme of these years already."), "starts_on")
        row = Programme.objects.create(council=council, author=by, **columns)
        journal.record(row, "begin", by=by, axis="state", target=row.state)
    return row


def describe_programme(programme: Programme, *, by: User, **said: Any) -> Programme:
    """Write anew what a programme says of itself, and return it. Locks it. Raises as `begin_programme`."""
    with transaction.atomic():
        row = lock_written(programme.pk, by)
        columns = _described(said)
        years = row.projects.values_list("lines__year", flat=True).exclude(lines__year=None)
        first, last = columns["starts_on"].year, columns["ends_on"].year
        if any(not first <= year <= last for year in years):
            raise Unfit(_("There is money in a year that would fall out of the programme."), "starts_on")
        changed = [name for name, value in columns.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, columns[name])
        if changed:
            row.save(update_fields=changed)
            journal.record(row, "describe", by=by, data={"changed": sorted(changed)})
    return row


def _described(said: dict[str, Any]) -> dict[str, Any]:
    term, first = said.get("term_started_on"), said.get("starts_on")
    for name, value in (("term_started_on", term), ("starts_on", first)):
        if value is None or not datetime.date(2000, 1, 1) <= value <= datetime.date(2100, 1, 1):
            raise Unfit(_("Look at the year again."), name)
    end = due_on(first, law.rule("action_plan_covers", Level.COMMUNE, first)) - datetime.timedelta(days=1)
    last = said.get("ends_on") or end
    in_order(first, last, "ends_on")
    if last > end:
        raise Unfit(_("A programme covers six years (113-14, art. 78): this is more."), "ends_on")
    days = {"term_started_on": term, "starts_on": first, "ends_on": last}
    total = money(said.get("total") or Decimal(0), "total")
    return titled(said) | told(said, "vision", VISION_MAX) | days | {"total": total}


def discard_programme(programme: Programme, *, by: User) -> None:
    """Throw a programme in preparation away with all it says; what was opened to everyone stays."""
    with transaction.atomic():
        row = lock_programme(programme.pk, by, "programmes.lead_programme")
        if row.state != "preparation":
            raise Refused(_("Its preparation is open to everyone: it can no longer be thrown away."), "opened")
        row.projects.all().delete()
        row.delete()


# --- axes ---
def write_axis(programme: Programme, *, by: User, axis: Axis | None = None, **said: Any) -> Axis:
    """Write an axis of a programme, a new one or `axis` anew, and return it. Locks the programme."""
    columns = titled(said) | told(said, "aim", AIM_MAX)
    with transaction.atomic():
        row = lock_written(programme.pk, by)
        if axis is None:
            count = row.axes.count()
            if count >= AXES_MAX:
                raise Refused(_("A programme has at most thirty axes."), "full")
            axis = Axis.objects.create(programme=row, position=count + 1, **columns)
        else:
            axis = row.axes.get(pk=axis.pk)
            for name, words in columns.items():
                setattr(axis, name, words)
            axis.save(update_fields=list(columns))
        journal.record(row, "write_axis", by=by, data={"axis": axis.pk})
    return axis


def remove_axis(axis: Axis, *, by: User) -> None:
    """Take an axis without projects out."""
    with transaction.atomic():
        row = lock_written(axis.programme_id, by)
        if axis.projects.exists():
            raise Refused(_("This axis has projects: take them out, or move them to another axis first."), "not_empty")
        if Axis.objects.filter(pk=axis.pk).delete()[0]:
            journal.record(row, "remove_axis", by=by, data={"axis": axis.pk})


# --- moves ---
def move_programme(
    programme: Programme,
    name: str,
    *,
    by: User,
    note: str = "",
    on: datetime.date | None = None,
    decision: Decision | None = None,
) -> Programme:
    """Perform a move of a programme and return it: the one door of the buttons. Locks it.

    `on` is the day on which it was done (today when none is given; for EXECUTE, the day of the visa: none when the
    governor's silence gave it). `decision` is the council's decision that VOTE rests on. What a move does in the law is
    kept as a step. Raises `PermissionDenied` also for a name that the table does not know, `Unfit`, `Refused`.
    """
    if name not in Programme.MOVES:
        raise PermissionDenied
    if on is not None and on > localdate():
        raise Unfit(_("This day has not come yet."), "on")
    with transaction.atomic():
        row = lock_programme(programme.pk, by, "programmes.view_programme")
        also: dict[str, Any] = {}
        if name == VOTE:
            also = _voted(row, decision)
        elif name == RETURN:
            also = {"decision": None}
        elif name == EXECUTE:
            _visa(row, on, by)
        row = perform(row, name, by=by, note=clean_text(note), also=also)
        row.council = programme.council
        _after(row, name, on or localdate(), by)
    return row


def _after(row: Programme, name: str, on: datetime.date, by: User) -> None:
    if name == DRAFT:
        open_discussions(row)
        tell_the_space(row, "drafted", by)
    elif name == SUBMIT:
        keep_step(row, StepKind.COMMITTEES, by, done_on=on)
    elif name == VOTE:
        keep_step(row, StepKind.VOTE, by, done_on=row.decision.adopted_on)
        follow_visa(row.decision)
    elif name == SEND:
        rule = law.rule("governor_visa", Level.COMMUNE, on)
        keep_step(row, StepKind.VISA, by, planned_on=on, due_on=due_on(on, rule), done_on=None, by_silence=False)
    elif name == EXECUTE:
        open_discussions(row)
        take_over(row, by)
        tell_the_space(row, "executable", by)
    elif name == RETURN:
        row.steps.filter(kind__in=[StepKind.COMMITTEES, StepKind.VOTE, StepKind.VISA]).delete()
    elif name in {DIAGNOSE, END}:
        tell_the_space(row, {DIAGNOSE: "diagnosis", END: "ended"}[name], by)


def _voted(row: Programme, decision: Decision | None) -> dict[str, Any]:
    """Return the columns of a vote: a decision of this council, by the absolute majority of its members, or at a second
    sitting by the majority of the votes cast (113-14, art. 43)."""
    if decision is None or decision.council_id != row.council_id:
        raise Unfit(_("Choose the decision by which this council voted the programme."), "decision")
    if not decision.is_published:
        raise Unfit(_("This decision is not published yet: sign it and publish it first."), "decision")
    vote = decision.deliberation
    if not vote.is_adopted:
        raise Unfit(_("By this decision the council did not adopt the programme."), "decision")
    if not vote.is_second and 2 * vote.for_count <= vote.in_office:
        raise Unfit(
            _(
                "An action plan takes the absolute majority of the members in office (113-14, art. 43): %(for)s of "
                "%(all)s voted for it."
            )
            % {"for": vote.for_count, "all": vote.in_office},
            "decision",
        )
    if Programme.objects.filter(decision=decision).exclude(pk=row.pk).exists():
        raise Unfit(_("Another programme rests on this decision."), "decision")
    return {"decision": decision, "session": vote.item.session}


def _visa(row: Programme, on: datetime.date | None, by: User) -> None:
    """Keep the day of the visa: given, or by silence once the law's time is over (113-14, art. 118)."""
    step = row.steps.filter(kind=StepKind.VISA).first()
    if step is None or not by.has_perm("programmes.execute_programme", row):
        return  # `perform` says why not
    if on is not None:
        if step.planned_on and on < step.planned_on:
            raise Unfit(_("The visa cannot come before the day on which the programme was sent."), "on")
        keep_step(row, StepKind.VISA, by, done_on=on, by_silence=False)
    elif step.due_on and localdate() > step.due_on:
        keep_step(row, StepKind.VISA, by, done_on=step.due_on, by_silence=True)


def keep_step(row: Programme, kind: StepKind, by: User, **columns: Any) -> Step:
    """Keep a step that a move makes; made again, it changes."""
    step, _made = Step.objects.update_or_create(programme=row, kind=kind, defaults={"by": by, **columns})
    return step


def follow_visa(decision: Decision) -> None:
    """Follow the visa of the decision by which a programme was voted, as the council's record says it (art. 118)."""
    row = Programme.objects.filter(decision=decision, state__in=[ProgrammeState.VOTED, ProgrammeState.VISA]).first()
    if row is None or decision.visa in {Visa.NOT_SENT, Visa.OPPOSED}:
        return
    system, today = User.objects.system(), localdate()
    if row.state == ProgrammeState.VOTED:
        row = move_programme(row, SEND, by=system, on=decision.sent_on or today)
    if row.state == ProgrammeState.VISA and decision.is_enforceable:
        on = decision.visa_on or today
        keep_step(row, StepKind.VISA, system, done_on=on, by_silence=decision.visa == Visa.SILENT)
        move_programme(row, EXECUTE, by=system)


def set_session(programme: Programme, session: Session | None, *, by: User) -> Programme:
    """Say which session is to vote the programme, and return it: the committees' clock counts back from its day."""
    with transaction.atomic():
        row = lock_programme(programme.pk, by)
        if row.state not in WRITTEN:
            raise Refused(_("This programme was voted already."), "voted")
        if session is not None and session.council_id != row.council_id:
            raise Unfit(_("Choose a session of this council."), "session")
        if row.session_id != getattr(session, "pk", None):
            row.session = session
            row.save(update_fields=["session"])
            journal.record(row, "set_session", by=by, data={"session": getattr(session, "pk", None)})
    return row
