"""A joint action plan: begun, described, its axes and actions written, published, closed, hidden."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.text import clean_text, isolate
from core.workflow import Refused, perform
from debates.actions import keep_in_step, open_thread
from notices import actions as notices
from notices.paths import without_language
from plans.actions.locking import lock_plan
from plans.actions.saying import AIM_MAX, PURPOSE_MAX, in_order, one_title, titled, told
from plans.enums import PlanState
from plans.models import Action, Axis, Plan, ReferenceDocument
from plans.workflow import CLOSE, HIDE, HOLD, PUBLISH, REOPEN, SHOW
from spaces.enums import SpaceState
from spaces.models import Space

PLANS_MAX, AXES_MAX = 50, 30


def begin_plan(space: Space, *, by: User, document: ReferenceDocument | None = None, **said: Any) -> Plan:
    """Begin a plan of a space and return it: a draft that the people of the space see.

    `document` is the reference document that it carries out. `said` has titles and purposes in two languages (one is
    enough), `starts_on` and `ends_on`. Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    if not by.has_perm("plans.begin", space):
        raise PermissionDenied
    if space.state != SpaceState.OPEN:
        raise Refused(_("This space is not open: nothing can be begun in it."), "closed")
    if document is not None and document.space_id != space.pk:
        raise Refused(_("A plan carries out a document of its own space."), "elsewhere")
    columns = _described(said)
    with transaction.atomic():
        Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
        if space.plans.count() >= PLANS_MAX:
            raise Refused(_("A space has at most fifty joint action plans."), "full")
        row = Plan.objects.create(space=space, document=document, author=by, **columns)
        journal.record(row, "begin", by=by, axis="state", target=row.state)
    return row


def describe_plan(plan: Plan, *, by: User, **said: Any) -> Plan:
    """Write anew what a plan says of itself, and return it. Locks the plan."""
    columns = _described(said)
    with transaction.atomic():
        row = lock_plan(plan.pk, by)
        changed = [name for name, value in columns.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, columns[name])
        if changed:
            row.save(update_fields=changed)
            journal.record(row, "describe", by=by, data={"changed": sorted(changed)})
    return row


def _described(said: dict[str, Any]) -> dict[str, Any]:
    starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
    in_order(starts_on, ends_on, "ends_on")
    return titled(said) | told(said, "purpose", PURPOSE_MAX) | {"starts_on": starts_on, "ends_on": ends_on}


def write_axis(plan: Plan, *, by: User, axis: Axis | None = None, **said: Any) -> Axis:
    """Write an axis of a plan, a new one or `axis` anew, and return it. Locks the plan."""
    columns = titled(said) | told(said, "aim", AIM_MAX)
    with transaction.atomic():
        row = lock_plan(plan.pk, by)
        if axis is None:
            count = row.axes.count()
            if count >= AXES_MAX:
                raise Refused(_("A plan has at most thirty axes."), "full")
            axis = Axis.objects.create(plan=row, position=count + 1, **columns)
        else:
            axis = row.axes.get(pk=axis.pk)
            for name, words in columns.items():
                setattr(axis, name, words)
            axis.save(update_fields=list(columns))
        journal.record(row, "write_axis", by=by, data={"axis": axis.pk})
    return axis


def remove_axis(axis: Axis, *, by: User) -> None:
    """Take an axis without actions out."""
    with transaction.atomic():
        row = lock_plan(axis.plan_id, by)
        if axis.actions.exists():
            raise Refused(_("This axis has actions: take them out, or move them to another axis first."), "not_empty")
        if Axis.objects.filter(pk=axis.pk).delete()[0]:
            journal.record(row, "remove_axis", by=by, data={"axis": axis.pk})


def open_discussion(action: Action) -> None:
    """Open the discussion of an action in its space: called inside the act that shows it."""
    path = without_language(action.get_absolute_url())
    action.thread = open_thread(action.plan.space, title=one_title(action), path=path)
    action.save(update_fields=["thread"])


def publish_plan(plan: Plan, *, by: User, note: str = "") -> Plan:
    """Publish a plan and return it: everyone follows it; the members of the space are told. Locks the plan."""
    with transaction.atomic():
        row = perform(Plan.objects.locked().get(pk=plan.pk), PUBLISH, by=by, note=clean_text(note))
        for action in row.actions.select_related("plan__space__commune").filter(thread__isnull=True):
            open_discussion(action)
        members = User.objects.filter(memberships__space=row.space_id, memberships__ended_at__isnull=True)
        notices.notify(
            members.filter(is_active=True).exclude(pk=by.pk).distinct(),
            key=f"plan.{row.pk}.published",
            text=lambda: (
                gettext("The plan “%(title)s” is published: follow what is done.") % {"title": isolate(row.title)}
            ),
            url=row.get_absolute_url(),
        )
    return row


def close_plan(plan: Plan, *, by: User, note: str) -> Plan:
    """Close a plan with the reason, and return it: nothing of it moves any more, everything stays readable."""
    return _moved(plan, CLOSE, by=by, note=note)


def reopen_plan(plan: Plan, *, by: User, note: str) -> Plan:
    """Open a closed plan again, with the reason."""
    return _moved(plan, REOPEN, by=by, note=note)


def hold_plan(plan: Plan, *, by: User, note: str) -> Plan:
    """Hold a plan back while it is checked, with the reason; its discussions and notices are shown no more."""
    return _moved(plan, HOLD, by=by, note=note)


def hide_plan(plan: Plan, *, by: User, note: str) -> Plan:
    """Hide a plan that breaks the charter, with the reason, as `hold_plan`."""
    return _moved(plan, HIDE, by=by, note=note)


def show_plan(plan: Plan, *, by: User, note: str = "") -> Plan:
    """Show a held or hidden plan again, and what hangs on it."""
    return _moved(plan, SHOW, by=by, note=note)


PLAN_BY_NAME: dict[str, Callable[..., Plan]] = {
    PUBLISH: publish_plan, CLOSE: close_plan, REOPEN: reopen_plan, HOLD: hold_plan, HIDE: hide_plan, SHOW: show_plan,
}  # fmt: skip


def move_plan(plan: Plan, action: str, *, by: User, note: str = "") -> Plan:
    """Perform the move `action`: the one door of the buttons. An unknown name raises `PermissionDenied`."""
    if action not in PLAN_BY_NAME:
        raise PermissionDenied
    return PLAN_BY_NAME[action](plan, by=by, note=note)


def _moved(plan: Plan, action: str, *, by: User, note: str) -> Plan:
    with transaction.atomic():
        row = perform(Plan.objects.locked().get(pk=plan.pk), action, by=by, note=clean_text(note))
        threads = row.actions.filter(thread__isnull=False).values_list("thread_id", flat=True)
        if action in {CLOSE, REOPEN}:
            for thread in threads:
                keep_in_step(thread, "close" if action == CLOSE else "open")
        else:
            for thread in threads:
                keep_in_step(thread, action)
            pages = [row.get_absolute_url(), *(one.get_absolute_url() for one in row.actions.all())]
            for page in pages:
                notices.show(page, is_shown=action == SHOW, but=[row.author])
    return row


def discard_plan(plan: Plan, *, by: User) -> None:
    """Throw a draft away with all it says; what was published is closed instead."""
    with transaction.atomic():
        row = lock_plan(plan.pk, by)
        if row.state != PlanState.DRAFT:
            raise Refused(_("It was published: close it instead, so that everyone can still read it."), "published")
        row.actions.all().delete()
        row.delete()
