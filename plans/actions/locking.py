"""Locks: the document or the plan first, then what belongs to it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from plans.enums import PlanState, VersionState
from plans.models import Action, Passage, Plan, ReferenceDocument, Version


def lock_document(pk: int, by: User, permission: str = "plans.write_document") -> ReferenceDocument:
    """Return a document, locked, to whoever has the permission. Raises `PermissionDenied`."""
    row = ReferenceDocument.objects.locked().get(pk=pk)
    if not by.has_perm(permission, row):
        raise PermissionDenied
    return row


def lock_draft(version: Version, by: User) -> Version:
    """Return a version in preparation, its document locked. Raises `PermissionDenied`, `Refused`: published, gone."""
    document = lock_document(version.document_id, by)
    row = document.versions.filter(pk=version.pk).first()
    if row is None:
        raise Refused(_("This draft was thrown away meanwhile. What you wrote is below: copy it to keep it."), "gone")
    if row.state != VersionState.DRAFT:
        raise Refused(
            _("This version was published meanwhile: it never changes. What you wrote is below: begin a new version."),
            "published",
        )
    row.document = document
    return row


def lock_passage(passage: Passage, by: User) -> Passage:
    """Return a passage of a draft, its document locked. Raises as `lock_draft`, and `Refused` for one taken out."""
    version = lock_draft(passage.version, by)
    row = version.passages.select_related("edited_by").filter(pk=passage.pk).first()
    if row is None:
        raise Refused(
            _("Another editor took this paragraph out meanwhile. What you wrote is below: add it as a new paragraph."),
            "taken_out",
        )
    row.version = version
    return row


def lock_plan(pk: int, by: User) -> Plan:
    """Return a plan, locked, to whoever leads it. Raises `PermissionDenied`, or `Refused` for a closed one."""
    row = Plan.objects.locked().get(pk=pk)
    if not by.has_perm("plans.lead_plan", row):
        raise PermissionDenied
    if row.state == PlanState.CLOSED:
        raise Refused(_("This plan is closed: open it again to change it."), "closed")
    return row


def lock_action(pk: int, by: User, permission: str = "plans.follow_action") -> Action:
    """Return an action with its plan, both locked, to whoever follows it. Raises `PermissionDenied`."""
    plan = Plan.objects.locked().get(actions=pk)
    row = Action.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.plan = plan
    if not by.has_perm(permission, row):
        raise PermissionDenied
    return row
