"""Writing what a programme holds: axes, projects, their money, where they came from."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.pages import posted
from plans.forms import AxisForm
from programmes import actions
from programmes.forms import LineForm, OriginForm, ProjectForm
from programmes.models import Axis, BudgetLine, Programme, Project
from programmes.views.fetch import BOTH, PREPARE, a_form, kept, prepared_project, visible_programme

SAID_OF_AXIS = ("title_ar", "title_fr", "aim_ar", "aim_fr")
SAID_OF_PROJECT = (
    "title_ar", "title_fr", "text_ar", "text_fr", "axis", "theme", "cost", "starts_on", "due_on", "service", "partners",
    "place",
)  # fmt: skip
SAID_OF_LINE = ("year", "source", "source_name", "amount")


# --- axes ---
@require_http_methods(BOTH)
def axis_add(request, pk):
    """Write a new axis."""
    return _axis(request, visible_programme(request, pk, PREPARE), None)


@require_http_methods(BOTH)
def axis_edit(request, pk, key):
    """Write an axis anew."""
    row = visible_programme(request, pk, PREPARE)
    return _axis(request, row, get_object_or_404(row.axes, pk=key))


def _axis(request, row: Programme, axis: Axis | None):
    known = {name: getattr(axis, name) for name in SAID_OF_AXIS} if axis else None
    form = AxisForm(posted(request), initial=known)
    done = kept(
        request, form, lambda: actions.write_axis(row, by=request.user, axis=axis, **form.cleaned_data),
        _("The axis is kept."), lambda made: f"{row.get_absolute_url()}#axis{made.pk}",
    )  # fmt: skip
    title = _("Change the axis") if axis else _("Write an axis")
    remove = reverse("programmes:axis-remove", args=[row.pk, axis.pk]) if axis else ""
    return done or a_form(request, form, title=title, programme=row, back=row.get_absolute_url(), remove=remove)


@require_POST
def axis_remove(request, pk, key):
    row = visible_programme(request, pk, PREPARE)
    actions.remove_axis(get_object_or_404(row.axes, pk=key), by=request.user)
    messages.success(request, _("The axis is taken out."))
    return redirect(row)


# --- projects ---
@require_http_methods(BOTH)
def project_add(request, pk, key):
    """Write a new project of an axis."""
    row = visible_programme(request, pk, PREPARE)
    axis = get_object_or_404(row.axes, pk=key)
    form = ProjectForm(posted(request), axes=row.axes.all(), initial={"axis": axis})

    def act():
        said = dict(form.cleaned_data)
        return actions.add_project(said.pop("axis"), by=request.user, **said)

    done = kept(request, form, act, _("The project is kept."), lambda made: made.get_absolute_url())
    back = f"{row.get_absolute_url()}#axis{axis.pk}"
    return done or a_form(
        request, form, title=_("Write a project"), programme=row, back=back, outline=row.council.territory.slug
    )


@require_http_methods(BOTH)
def project_edit(request, pk):
    """Write a project anew."""
    row = prepared_project(request, pk)
    known = {name: getattr(row, name) for name in SAID_OF_PROJECT}
    if row.location:
        known |= {"lat": row.location.y, "lon": row.location.x}
    form = ProjectForm(posted(request), axes=row.programme.axes.all(), initial=known)
    done = kept(
        request, form, lambda: actions.edit_project(row, by=request.user, **form.cleaned_data),
        _("The project is kept."), row.get_absolute_url(),
    )  # fmt: skip
    return done or a_form(
        request, form, title=_("Change the project"), programme=row.programme, back=row.get_absolute_url(),
        remove=reverse("programmes:project-remove", args=[row.pk]), outline=row.programme.council.territory.slug,
    )  # fmt: skip


@require_POST
def project_remove(request, pk):
    row = prepared_project(request, pk)
    actions.remove_project(row, by=request.user)
    messages.success(request, _("The project is taken out."))
    return redirect(row.programme)


# --- money ---
@require_http_methods(BOTH)
def line_add(request, pk):
    """Write what a source gives to a project in a year."""
    return _line(request, prepared_project(request, pk), None)


@require_http_methods(BOTH)
def line_edit(request, pk, key):
    """Write a line of the budget anew."""
    row = prepared_project(request, pk)
    return _line(request, row, get_object_or_404(row.lines, pk=key))


def _line(request, row: Project, line: BudgetLine | None):
    known = {name: getattr(line, name) for name in SAID_OF_LINE} if line else None
    form = LineForm(posted(request), years=row.programme.years, initial=known)
    back = f"{row.get_absolute_url()}#budget"
    done = kept(
        request, form, lambda: actions.write_line(row, by=request.user, line=line, **form.cleaned_data),
        _("The budget line is kept."), back,
    )  # fmt: skip
    title = _("Change the budget line") if line else _("Add a budget line")
    remove = reverse("programmes:line-remove", args=[row.pk, line.pk]) if line else ""
    return done or a_form(request, form, title=title, lead=row.title, programme=row.programme, back=back, remove=remove)


@require_POST
def line_remove(request, pk, key):
    row = prepared_project(request, pk)
    actions.remove_line(get_object_or_404(row.lines.select_related("project"), pk=key), by=request.user)
    messages.success(request, _("Taken out."))
    return redirect(f"{row.get_absolute_url()}#budget")


# --- where it comes from ---
@require_http_methods(BOTH)
def origin(request, pk):
    """Ask for the address of what a project came from."""
    row = prepared_project(request, pk)
    form = OriginForm(posted(request))

    def act():
        thing = actions.found_at(form.cleaned_data["address"], by=request.user)
        return actions.name_origin(row, thing, by=request.user)

    done = kept(request, form, act, _("Kept."), row.get_absolute_url())
    return done or a_form(
        request, form, title=_("What it came from"), programme=row.programme, back=row.get_absolute_url(),
        lead=_("So that people see where it was said."),
    )  # fmt: skip


@require_POST
def origin_remove(request, pk, key):
    row = prepared_project(request, pk)
    actions.remove_origin(get_object_or_404(row.origins.select_related("project"), pk=key), by=request.user)
    messages.success(request, _("Taken out."))
    return redirect(row)
