"""The people of a space, for those who act for it: members, roles given and ended."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.enums import Dossier
from accounts.fresh import step_up
from core.pages import page_of
from spaces import actions
from spaces.enums import Role
from spaces.forms import AppointForm, EndRoleForm
from spaces.views.fetch import found, space_for


@require_safe
def members(request, slug):
    """List who acts for the space, then its members, newest first."""
    space = space_for(request, slug, "spaces.view_members")
    audit.note(request, space, Dossier.MEMBERS)
    page = page_of(request, space.memberships.current().filter(role=Role.MEMBER).select_related("user"))
    context = {"space": space, "is_demo": space.is_demo, "staff": space.memberships.staff(), "page": page}
    return render(request, "spaces/members.html", context | {"form": _appoint_form(request, space)})


@require_http_methods(["POST"])
@step_up()
def appoint(request, slug):
    space = space_for(request, slug, "spaces.manage_members")
    form = _appoint_form(request, space)
    if form.is_valid() and (person := found(form, actions.find_to_appoint, space, by=request.user)):
        actions.appoint(space, person, form.cleaned_data["role"], by=request.user)
        messages.success(request, _("The role is given, and the person is told."))
        return redirect("spaces:members", slug)
    page = page_of(request, space.memberships.current().filter(role=Role.MEMBER).select_related("user"))
    context = {"space": space, "is_demo": space.is_demo, "staff": space.memberships.staff(), "page": page}
    return render(request, "spaces/members.html", context | {"form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request, slug, pk):
    """Ask for the reason, then end a role; one's own ends without a reason."""
    space = space_for(request, slug, "spaces.view_members")
    membership = get_object_or_404(space.memberships.current().select_related("user"), pk=pk)
    own = membership.user_id == request.user.pk
    if not own and not request.user.has_perm("spaces.manage_members", space):
        raise PermissionDenied
    form = EndRoleForm(request.POST or None)
    if request.method == "POST" and (own or form.is_valid()):
        actions.end_role(membership, by=request.user, note="" if own else form.cleaned_data["note"])
        messages.success(request, _("The role has ended."))
        return redirect(space if own else reverse("spaces:members", args=[slug]))
    context = {"space": space, "membership": membership, "form": form, "own": own}
    return render(request, "spaces/end_role.html", context, status=422 if form.errors else 200)


def _appoint_form(request, space):
    may = request.user.has_perm("spaces.appoint_facilitator", space)
    return AppointForm(request.POST or None, may_appoint_facilitator=may)
