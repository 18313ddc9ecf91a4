"""Locks: the call first, then its applications, then what hangs on them."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.enums import ApplicationState, CallState
from calls.models import Application, Call, Instalment, Project
from core import journal
from core.text import clean_text, has_words
from core.workflow import Refused
from territories.queries import unread_of

SHAPES = unread_of("space__commune", "council__territory")


def lock(pk: int) -> Call:
    """Return a call with its space and council, its row locked until the transaction ends."""
    rows = Call.objects.select_related("space__commune", "council__territory", "tie_criterion").defer(*SHAPES)
    return rows.locked().get(pk=pk)


def lock_led(pk: int, by: User) -> Call:
    """Return a call, locked, to whoever leads it. Raises `PermissionDenied`."""
    row = lock(pk)
    if not by.has_perm("calls.lead_call", row):
        raise PermissionDenied
    return row


def lock_written(pk: int, by: User, reason: str = "", what: str = "") -> Call:
    """Return a call, locked, whose conditions and grid may be written: a draft, or one to which nobody has applied.

    Once it is published a correction needs its `reason`, which everyone reads, and is recorded with `what` changed.
    Raises `PermissionDenied`, `Refused`.
    """
    row = lock_led(pk, by)
    if row.state == CallState.DRAFT:
        return row
    if row.state != CallState.PUBLISHED or row.applications.exclude(state=ApplicationState.DRAFT).exists():
        raise Refused(
            _("An association has applied by these rules, or the call is closed: they stay as they are."), "fixed"
        )
    reason = clean_text(reason)
    if not has_words(reason):
        raise Refused(_("The call is published: give the reason of the correction. Everyone will read it."), "note")
    journal.record(row, "correct", by=by, note=reason, data={"what": what})
    return row


def lock_application(pk: int) -> Application:
    """Return an application, locked after its call, with what rules ask for."""
    call = lock(Application.objects.only("call_id").get(pk=pk).call_id)
    row = Application.objects.select_related("association", "category").locked().get(pk=pk)
    row.call = call
    return row


def lock_own(pk: int, by: User, states: Collection[str]) -> Application:
    """Return an application in one of these states, locked, to whoever writes it. Raises `PermissionDenied`,
    `Refused`.
    """
    row = lock_application(pk)
    if not by.has_perm("calls.prepare_application", row):
        raise PermissionDenied
    if row.state not in states:
        raise Refused(_("It was sent: nothing of it changes any more."), "sent")
    return row


def lock_own_draft(pk: int, by: User) -> Application:
    """Return a draft, locked, to whoever writes it."""
    return lock_own(pk, by, {ApplicationState.DRAFT})


def lock_project(pk: int) -> Project:
    """Return a project, locked after its call and its application."""
    application = lock_application(Project.objects.values_list("application_id", flat=True).get(pk=pk))
    row = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.application = application
    return row


def lock_instalment(pk: int) -> Instalment:
    """Return an instalment, locked after its project."""
    project = lock_project(Instalment.objects.values_list("project_id", flat=True).get(pk=pk))
    row = Instalment.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.project = project
    return row
