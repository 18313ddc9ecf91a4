"""The ladder: a warning, a second one, then suspensions with their end; what is old does not count any more."""

import datetime

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import actions as accounts
from accounts.models import User
from core import journal
from core.workflow import Refused
from moderation.actions import telling
from moderation.actions.acting import write_act
from moderation.enums import ActKind, SanctionKind
from moderation.figures import Step, ladder
from moderation.models import Case, Sanction


def next_step(user: User) -> Step:
    """Return the step that a person would be put on now: the one after those that still count, the last one again."""
    return _after(Sanction.objects.counting().filter(user=user).count())


def next_steps(users: list[int]) -> dict[int, Step]:
    """Return the next step of each person by her number: one query."""
    taken: dict[int, int] = dict.fromkeys(users, 0)
    for user in Sanction.objects.counting().filter(user__in=users).values_list("user", flat=True):
        taken[user] += 1
    return {user: _after(count) for user, count in taken.items()}


def _after(count: int) -> Step:
    steps = ladder()
    return steps[min(count, len(steps) - 1)]


def put_on_next_step(case: Case, *, by: User) -> Sanction:
    """Put the author of a decided case on the next step, and return it: a warning is told, a suspension is done.

    A suspension that runs longer than the step stays as it is: no step shortens one, and its appeal lifts no other.
    Raises `Refused` when nobody can be warned, or when the step is for a facilitator to take.
    """
    person = case.author
    if person is None or person.is_system or not person.is_active:
        raise Refused(_("There is no account to warn behind this."), "nobody")
    held = User.objects.select_for_update(no_key=True).get(pk=person.pk)  # two decisions at once take two steps
    step = next_step(person)
    if step.by == "facilitator" and not by.has_perm("moderation.run_rota", case.space):
        raise Refused(
            _("The next step is a suspension: a facilitator or the coordinator takes it. Decide without a warning."),
            "step",
        )
    until = now() + datetime.timedelta(days=step.days) if step.kind == SanctionKind.SUSPENSION else None
    runs_longer = bool(until and held.is_suspended and held.suspended_until >= until)
    row = Sanction.objects.create(user=person, case=case, kind=step.kind, step=step.number, until=until, by=by)
    act = ActKind.SUSPEND if until else ActKind.WARN
    write_act(case, act, by=by, ground=case.ground, clause=case.clause)
    journal.record(case, act, by=by, data={"step": step.number, "days": step.days})
    if until and not runs_longer:
        accounts.suspend(person, until=until, reason=case.note, by=by)
    telling.tell_sanction(row, until=held.suspended_until if runs_longer else until)
    return row


def lift(case: Case, *, by: User) -> bool:
    """Take back the step that a case led to, and tell whether there was one: it was overturned.

    A suspension ends with it only when it is this step's: one of another case, or of the administration, goes on.
    """
    row = Sanction.objects.filter(case=case, lifted_at__isnull=True).first()
    if row is None:
        return False
    row.lifted_at = now()
    row.save(update_fields=["lifted_at"])
    journal.record(case, "lift", by=by, data={"step": row.step})
    held = User.objects.select_for_update(no_key=True).get(pk=row.user_id)
    if row.until and held.is_suspended and held.suspended_until == row.until:
        accounts.lift(held, by=User.objects.system())
    return True
