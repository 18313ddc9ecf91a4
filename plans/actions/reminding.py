"""Reminding whoever answers for an action: 30 and 7 days before its day, and once it has passed; each once."""

import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext

from accounts.models import User
from core.dates import day
from core.enums import Visibility
from core.text import isolate
from councils.models import Mandate
from notices.actions import notify
from plans.enums import OVER, OwnerKind, PlanState
from plans.models import Action, Plan
from plans.rules import FOLLOWING
from spaces.enums import OFFICERS, Role

SOON, NEAR = datetime.timedelta(days=30), datetime.timedelta(days=7)
LATE = "late"


def remind_due() -> int:
    """Remind the owners of actions whose day is near or has passed, and return how many actions that were.

    Several workers may run this at once, and any day may have been missed: an action is asked about again under its
    lock, and keeps which reminder was sent last for which day.
    """
    waiting = Action.objects.filter(
        plan__state=PlanState.PUBLISHED, plan__visibility=Visibility.VISIBLE, due_on__lte=localdate() + SOON
    ).exclude(state__in=OVER)
    return sum(_remind(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def _remind(pk: int) -> bool:
    with transaction.atomic():
        Plan.objects.locked().get(actions=pk)
        row = Action.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=pk)
        stage = _stage(row)
        mark = f"{row.due_on}:{stage}"
        if not stage or row.reminded == mark or row.state in OVER:
            return False
        row.reminded = mark
        row.save(update_fields=["reminded"])
        notify(
            people_of(row),
            key=f"plan.action.{row.pk}.{mark}",
            text=lambda: _words(row, stage),
            url=row.get_absolute_url(),
            urgent=stage == LATE,
        )
    return True


def _stage(action: Action) -> str:
    """Return which reminder is due today: 30, 7 or late; nothing before."""
    left = action.due_on - localdate()
    if left < datetime.timedelta(0):
        return LATE
    return "7" if left <= NEAR else "30" if left <= SOON else ""


def _words(action: Action, stage: str) -> str:
    said = {"title": isolate(action.title), "day": day(action.due_on, get_language())}
    if stage == LATE:
        return gettext("“%(title)s” was to be done by %(day)s: say where it stands.") % said
    return gettext("“%(title)s” is to be done by %(day)s: say where it stands.") % said


def people_of(action: Action):
    """Return the people who answer for an action; for a partner by name, those who facilitate the space."""
    if action.owner_kind == OwnerKind.ASSOCIATION:
        officers = action.association.members.current().filter(position__in=OFFICERS).values_list("user", flat=True)
        return User.objects.filter(pk__in=[action.association.representative_id, *officers])
    if action.owner_kind == OwnerKind.COUNCIL:
        held = Mandate.objects.current().filter(council=action.council_id, role__in=FOLLOWING)
        if held.exists():
            return User.objects.filter(pk__in=held.values("user"))
    staff = action.plan.space.memberships.current().filter(role=Role.FACILITATOR)
    return User.objects.filter(pk__in=staff.values("user"))
