"""Who scores the projects of a call: named people, each by her own account."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.actions.locking import lock_led
from calls.actions.telling import tell_evaluator
from calls.enums import OVER, CallState
from calls.models import Call, Evaluator
from core import journal
from core.fitness import Unfit
from core.workflow import Refused

MOST = 30  # of one call


def name_evaluator(call: Call, user: User | None, *, by: User) -> Evaluator:
    """Name a person to score the projects, and return her seat; she is told. Twice names her once. Locks the call.

    Raises `PermissionDenied`, `Unfit` (field `contact`) when nobody was found, `Refused` once the scoring is closed.
    """
    with transaction.atomic():
        row = _open(call, by)
        if user is None or not user.is_active or user.is_system:
            raise Unfit(_("Nobody is known by this contact: she signs in once, then you name her."), "contact")
        if (held := row.evaluators.current().filter(user=user).first()) is not None:
            return held
        if row.evaluators.current().count() >= MOST:
            raise Refused(_("A call has thirty evaluators at most."), "full")
        made = Evaluator.objects.create(call=row, user=user, named_by=by)
        journal.record(row, "name_evaluator", by=by, data={"evaluator": made.pk})
        if row.state != CallState.DRAFT:
            tell_evaluator(made)
    return made


def end_evaluator(evaluator: Evaluator, *, by: User) -> Evaluator:
    """End a person's task; what she scored whole stays. Locks the call."""
    with transaction.atomic():
        row = _open(evaluator.call, by)
        held = row.evaluators.select_for_update(of=("self",), no_key=True).get(pk=evaluator.pk)
        if held.ended_at is None:
            held.ended_at = now()
            held.save(update_fields=["ended_at"])
            journal.record(row, "end_evaluator", by=by, data={"evaluator": held.pk})
    return held


def _open(call: Call, by: User) -> Call:
    row = lock_led(call.pk, by)
    if row.state in OVER | {CallState.RANKED}:
        raise Refused(_("The scoring is closed: its evaluators stay as they are."), "closed")
    return row
