"""Writing a joint action plan: begun, its axes and actions, what an action came from; published, closed, hidden."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.pages import posted
from core.text import isolate
from core.workflow import Refused
from councils.models import Council
from plans import actions
from plans.forms import ActionForm, AxisForm, NoteForm, PlanForm
from plans.models import Action, Axis, Plan, ReferenceDocument
from plans.views.fetch import a_form, a_move, note_form, say, visible_action, visible_plan
from plans.views.writing import origin_form
from spaces.models import Association
from spaces.views.fetch import visible_space
from territories.queries import unread_of

LEAD = "plans.lead_plan"
BOTH = ["GET", "HEAD", "POST"]
SAID = ("title_ar", "title_fr", "purpose_ar", "purpose_fr", "starts_on", "ends_on")
SAID_OF_AXIS = ("title_ar", "title_fr", "aim_ar", "aim_fr")
SAID_OF_ACTION = (
    "title_ar", "title_fr", "text_ar", "text_fr", "axis", "owner_kind", "association", "owner_name", "partners",
    "due_on",
)  # fmt: skip


@require_http_methods(BOTH)
def begin(request, slug):
    """Begin a plan of a space; `?document=` names the reference document that it carries out."""
    space = visible_space(request, slug)
    if not request.user.has_perm("plans.begin", space):
        raise PermissionDenied
    document = _document(request, space)
    form = PlanForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_plan(space, by=request.user, document=document, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Your plan is begun. Now write its axes, and the actions of each."))
            return redirect(made)
    lead = _("Axes, actions with a day and somebody who answers for each: everyone follows what is done.")
    if document is not None:
        lead = _("It carries out “%(title)s”.") % {"title": isolate(document.title)}
    back = reverse("plans:list", args=[slug])
    return a_form(
        request, form, title=_("Begin a joint action plan"), space=space, label=_("Begin it"), back=back, lead=lead
    )


def _document(request, space) -> ReferenceDocument | None:
    asked = request.GET.get("document", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        return None
    return ReferenceDocument.objects.visible_to(request.user).filter(space=space, pk=int(asked)).first()


@require_http_methods(BOTH)
def edit(request, pk):
    """The title, the purpose and the days of a plan."""
    plan = visible_plan(request, pk, LEAD)
    form = PlanForm(posted(request), initial={name: getattr(plan, name) for name in SAID})
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_plan(plan, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(plan)
    return a_form(
        request, form, title=_("Title, purpose and days"), space=plan.space, label=_("Keep it"),
        back=plan.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(BOTH)
def discard(request, pk):
    """Throw a draft away, once asked."""
    plan = visible_plan(request, pk, LEAD)
    if request.method == "POST":
        slug = plan.space.commune.slug
        actions.discard_plan(plan, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return redirect("plans:list", slug)
    context = {
        "title": _("Throw this draft away"),
        "text": _("“%(title)s”, with its axes and actions, is lost for good.") % {"title": isolate(plan.title)},
        "label": _("Throw it away"),
        "back": plan.get_absolute_url(),
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(BOTH)
def move(request, pk, action):
    """Publish, close, open again, hold, hide or show a plan; asked by GET, say what that does."""
    plan = visible_plan(request, pk)
    if action not in Plan.MOVES:
        raise Http404
    shape = Plan.MOVES[action]
    if not request.user.has_perm(shape.permission, plan):
        raise PermissionDenied
    form = note_form(request, shape, NoteForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_plan(plan, action, by=request.user, note=form.cleaned_data.get("note", ""))
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Done."))
            return redirect(plan)
    return a_move(request, form, plan, action, of=plan, back=plan.get_absolute_url())


# --- axes ---
@require_http_methods(BOTH)
def axis_add(request, pk):
    """Write a new axis."""
    plan = visible_plan(request, pk, LEAD)
    return _axis(request, plan, None)


@require_http_methods(BOTH)
def axis_edit(request, pk, key):
    """Write an axis anew."""
    plan = visible_plan(request, pk, LEAD)
    return _axis(request, plan, get_object_or_404(plan.axes, pk=key))


def _axis(request, plan: Plan, axis: Axis | None):
    known = {name: getattr(axis, name) for name in SAID_OF_AXIS} if axis else None
    form = AxisForm(posted(request), initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.write_axis(plan, by=request.user, axis=axis, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The axis is kept."))
            return redirect(f"{plan.get_absolute_url()}#axis{kept.pk}")
    title = _("Change the axis") if axis else _("Write an axis")
    return a_form(
        request, form, title=title, space=plan.space, label=_("Keep it"), back=plan.get_absolute_url(),
        remove=reverse("plans:axis-remove", args=[plan.pk, axis.pk]) if axis else "",
    )  # fmt: skip


@require_POST
def axis_remove(request, pk, key):
    plan = visible_plan(request, pk, LEAD)
    actions.remove_axis(get_object_or_404(plan.axes, pk=key), by=request.user)
    messages.success(request, _("The axis is taken out."))
    return redirect(plan)


# --- actions ---
@require_http_methods(BOTH)
def action_add(request, pk, key):
    """Write a new action of an axis."""
    plan = visible_plan(request, pk, LEAD)
    axis = get_object_or_404(plan.axes, pk=key)
    form = _action_form(request, plan, None, {"axis": axis})
    if request.method == "POST" and form.is_valid():
        said = _said(form, plan)
        try:
            made = actions.add_action(said.pop("axis"), by=request.user, **said)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The action is kept."))
            return redirect(made)
    return a_form(
        request, form, title=_("Write an action"), space=plan.space, label=_("Keep it"),
        back=f"{plan.get_absolute_url()}#axis{axis.pk}",
    )  # fmt: skip


@require_http_methods(BOTH)
def action_edit(request, pk):
    """Write an action anew."""
    row = visible_action(request, pk)
    if not request.user.has_perm(LEAD, row.plan):
        raise PermissionDenied
    form = _action_form(request, row.plan, row, {name: getattr(row, name) for name in SAID_OF_ACTION})
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_action(row, by=request.user, **_said(form, row.plan))
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The action is kept."))
            return redirect(row)
    return a_form(
        request, form, title=_("Change the action"), space=row.plan.space, label=_("Keep it"),
        back=row.get_absolute_url(),
        remove=reverse("plans:action-remove", args=[pk]) if row.plan.state == "draft" else "",
    )  # fmt: skip


@require_POST
def action_remove(request, pk):
    row = visible_action(request, pk)
    plan = row.plan
    actions.remove_action(row, by=request.user)
    messages.success(request, _("The action is taken out."))
    return redirect(plan)


def _action_form(request, plan: Plan, row: Action | None, initial: dict) -> ActionForm:
    """Return the form of an action: it may be given to the associations of the commune, and to the one that has it."""
    associations = Association.objects.filter(seat=plan.space.commune_id)
    if row is not None and row.association_id:
        associations = Association.objects.filter(pk=row.association_id) | associations
    return ActionForm(
        posted(request), initial=initial, axes=plan.axes.all(), associations=associations.order_by("name_fr", "pk")
    )


def _said(form: ActionForm, plan: Plan) -> dict:
    """Return what the form says, with the council of the commune when one of its services answers for the action."""
    said = dict(form.cleaned_data)
    if said["owner_kind"] == "council":
        rows = Council.objects.select_related("territory").defer(*unread_of("territory"))
        said["council"] = rows.filter(territory=plan.space.commune_id).first()
    return said


# --- what an action came from ---
@require_http_methods(BOTH)
def action_origin(request, pk):
    """Say what an action came from, by the address of its page."""
    row = visible_action(request, pk)
    if not request.user.has_perm(LEAD, row.plan):
        raise PermissionDenied
    return origin_form(request, row, row.plan.space)


@require_POST
def action_origin_remove(request, pk, key):
    row = visible_action(request, pk)
    actions.remove_origin(get_object_or_404(row.origins.select_related("action"), pk=key), by=request.user)
    messages.success(request, _("Taken out."))
    return redirect(row)
