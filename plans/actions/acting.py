"""The actions of a plan: written, given an owner, taken out of a draft."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused
from councils.models import Council
from plans.actions.locking import lock_plan
from plans.actions.plans import open_discussion
from plans.actions.saying import ACTION_TEXT_MAX, ACTION_TITLE_MAX, titled, told
from plans.enums import OwnerKind, PlanState
from plans.models import Action, Axis
from spaces.models import Association

ACTIONS_MAX = 300  # of one plan
OWNER_MAX, PARTNERS_MAX = 120, 300  # characters


def add_action(axis: Axis, *, by: User, **said: Any) -> Action:
    """Write a new action of an axis and return it; in a published plan its discussion is opened at once.

    `said`: `title_ar`, `title_fr`, `text_ar`, `text_fr`, `due_on`, `owner_kind` with `association`, `council` or
    `owner_name`, `partners`. Locks the plan. Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    columns = _described(said)
    with transaction.atomic():
        plan = lock_plan(axis.plan_id, by)
        if plan.actions.count() >= ACTIONS_MAX:
            raise Refused(_("A plan has at most three hundred actions."), "full")
        position = plan.actions.filter(axis=axis).count() + 1
        row = Action.objects.create(plan=plan, axis=axis, position=position, **columns)
        if plan.state == PlanState.PUBLISHED:
            open_discussion(row)
        journal.record(row, "write", by=by, data={"plan": plan.pk})
    return row


def edit_action(action: Action, *, by: User, axis: Axis | None = None, **said: Any) -> Action:
    """Write an action anew, and return it; the journal keeps which of its columns changed, and its day before."""
    columns = _described(said)
    with transaction.atomic():
        plan = lock_plan(action.plan_id, by)
        row = plan.actions.select_for_update(of=("self",), no_key=True).get(pk=action.pk)
        if axis is not None:
            columns["axis"] = plan.axes.get(pk=axis.pk)
        changed = [name for name, value in columns.items() if getattr(row, name) != value]
        data: dict[str, Any] = {"changed": sorted(changed)}
        if "due_on" in changed:
            data |= {"due_before": str(row.due_on or ""), "due_now": str(columns["due_on"] or "")}
        for name in changed:
            setattr(row, name, columns[name])
        if changed:
            row.save(update_fields=changed)
            journal.record(row, "edit", by=by, data=data)
    return row


def remove_action(action: Action, *, by: User) -> None:
    """Take an action out of a draft, with what it has. What was published is abandoned instead, with the reason."""
    with transaction.atomic():
        plan = lock_plan(action.plan_id, by)
        if plan.state != PlanState.DRAFT:
            raise Refused(
                _("The plan was published: abandon this action with the reason, so that everyone can see why."),
                "published",
            )
        plan.actions.filter(pk=action.pk).delete()


def _described(said: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = titled(said, ACTION_TITLE_MAX) | told(said, "text", ACTION_TEXT_MAX)
    columns |= _owner(said.get("owner_kind") or "", said)
    columns["partners"] = fits(clean_line(said.get("partners") or ""), PARTNERS_MAX, "partners")
    due_on = said.get("due_on")
    if due_on is not None and not datetime.date(2000, 1, 1) <= due_on <= datetime.date(2100, 1, 1):
        raise Unfit(_("Look at the year again."), "due_on")
    columns["due_on"] = due_on
    return columns


def _owner(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of the owner: exactly one that fits the kind."""
    association: Association | None = said.get("association")
    council: Council | None = said.get("council")
    name = fits(clean_line(said.get("owner_name") or ""), OWNER_MAX, "owner_name")
    if kind not in OwnerKind.values:
        raise Unfit(_("Say who answers for it."), "owner_kind")
    found = {"owner_kind": kind, "association": None, "council": None, "owner_name": ""}
    if kind == OwnerKind.ASSOCIATION:
        if association is None:
            raise Unfit(_("Choose the association that answers for it."), "association")
        return found | {"association": association}
    if kind == OwnerKind.COUNCIL:
        if council is None:
            raise Unfit(_("This commune’s council is not entered here: name the service as a partner."), "owner_kind")
        return found | {"council": council, "owner_name": name}
    if kind == OwnerKind.PARTNER:
        if not has_words(name):
            raise Unfit(_("Write the name of the partner."), "owner_name")
        return found | {"owner_name": name}
    return found
