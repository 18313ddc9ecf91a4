"""A funded project: its page, its agreement, instalments and their reports, milestones and what proves them."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from calls import printing
from calls.actions import funding
from calls.enums import InstalmentState, Kind, ProjectState
from calls.forms.funding import ClosingForm, EvidenceForm, PlanForm, ReportForm
from calls.forms.shared import NoteForm, SureForm
from calls.models import Evidence, Instalment, Milestone, Project
from calls.scores import by_criterion
from calls.timeline import told_of_project
from calls.views.fetch import a_file, does, form_page, visible_project
from core.pages import posted
from core.parts import give_apart

FORM = {"GET", "HEAD", "POST"}


@login_not_required
@require_safe
def detail(request, pk):
    """A funded project, for everyone: what it is, what it is given, where it stands; reports for the two parties."""
    project = visible_project(request, pk)
    application = project.application
    sees = request.user.has_perm("calls.view_papers", project)
    milestones = list(project.milestones.prefetch_related("evidence"))
    instalments = list(project.instalments.all())
    context = {
        "project": project,
        "application": application,
        "call": application.call,
        "space": application.call.space,
        "milestones": milestones,
        "instalments": instalments,
        "paid": sum(one.amount for one in instalments if one.state != InstalmentState.PLANNED),
        "means": by_criterion(application, list(application.call.criteria.all())),
        "mean": None if application.mean is None else round(float(application.mean), 2),
        "sees_papers": sees,
        "leads": request.user.has_perm("calls.lead_project", project),
        "binds": request.user.has_perm("calls.report_project", project),
        "shows": request.user.has_perm("calls.show_project", project),
        "is_running": project.state == ProjectState.RUNNING,
        "languages": printing.LANGUAGES,
        "history": told_of_project(project),
    }
    return render(request, "calls/project.html", context)


@never_cache
@require_http_methods(FORM)
def agreement(request, pk):
    """Write the agreement: its days, what the association undertakes, instalments and milestones."""
    project = visible_project(request, pk, "calls.lead_project")
    if project.state != ProjectState.AGREEING:
        return redirect(project)
    form = PlanForm(
        posted(request),
        initial={name: getattr(project, name) for name in ("starts_on", "ends_on", "duties")},
        instalments=list(project.instalments.all()),
        milestones=list(project.milestones.all()),
    )
    if request.method == "POST" and does(form, lambda: funding.plan(project, by=request.user, **form.plan())):
        return redirect(project)
    call = project.application.call
    context = {"project": project, "call": call, "space": call.space, "form": form}
    return render(request, "calls/agreement.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def agreement_pdf(request, pk, language):
    """The agreement to be signed, in a language, for the two parties."""
    project = visible_project(request, pk, "calls.view_papers")
    if language not in printing.LANGUAGES or project.starts_on is None:
        raise Http404
    return printing.as_response(printing.agreement_pdf(project, language), f"agraw-convention-{pk}-{language}.pdf")


@require_http_methods(FORM)
@step_up("agree", "stop")
def move(request, pk, action):
    """Sign, complete or stop a project."""
    project = visible_project(request, pk, "calls.lead_project")
    if action not in Project.MOVES:
        raise Http404
    shape = Project.MOVES[action]
    form = NoteForm(posted(request)) if shape.needs_note else SureForm(posted(request))
    act = {"agree": funding.agree, "complete": funding.complete, "stop": funding.stop}[action]
    lead = {
        "agree": _("Both parties have signed the paper. From now on instalments can be paid."),
        "complete": _("The project is over. Its page stays, with what became of it."),
        "stop": _("Nothing more is paid. Everyone reads the reason."),
    }[action]
    return form_page(
        request, form, lambda: act(project, by=request.user, **form.cleaned_data), title=shape.label, lead=lead,
        label=shape.label, danger=1 if action == "stop" else "", space=project.application.call.space,
        back=project.get_absolute_url(), then=project.get_absolute_url(), done=_("Done."),
    )  # fmt: skip


@require_http_methods(FORM)
def closing(request, pk):
    """The closing report, by the association."""
    project = visible_project(request, pk, "calls.report_project")
    known = {"text": project.closing_report, "reached": project.reached, "spent": project.spent}
    form = ClosingForm(posted(request), initial=known)
    return form_page(
        request, form, lambda: funding.report_closing(project, by=request.user, **form.cleaned_data),
        title=_("The closing report"), label=_("Send the report"), space=project.application.call.space,
        back=project.get_absolute_url(), then=project.get_absolute_url(), done=_("The report is sent."),
    )  # fmt: skip


# --- instalments ---
@require_http_methods(FORM)
def report(request, pk):
    """The report on an instalment, by the association."""
    row = _instalment(request, pk)
    if not request.user.has_perm("calls.report_instalment", row):
        raise PermissionDenied
    form = ReportForm(posted(request), request.FILES or None)
    return form_page(
        request, form, lambda: funding.report(row, by=request.user, **form.cleaned_data),
        title=_("Report on instalment %(number)s") % {"number": row.number}, label=_("Send the report"),
        space=row.project.application.call.space, back=row.project.get_absolute_url(),
        then=row.project.get_absolute_url(), done=_("The report is sent."),
    )  # fmt: skip


@require_http_methods(FORM)
@step_up("pay")
def instalment_move(request, pk, action):
    """Pay an instalment, accept the report on it, or give it back with what is lacking."""
    row = _instalment(request, pk)
    acts = {"pay": funding.pay, "accept": funding.accept_report, "return": funding.return_report}
    if action not in acts:
        raise Http404
    shape = Instalment.MOVES[action]
    if not request.user.has_perm(shape.permission, row):
        raise PermissionDenied
    form = NoteForm(posted(request)) if shape.needs_note else SureForm(posted(request))
    return form_page(
        request, form, lambda: acts[action](row, by=request.user, **form.cleaned_data), title=shape.label,
        lead=_("Instalment %(number)s") % {"number": row.number}, label=shape.label,
        space=row.project.application.call.space, back=row.project.get_absolute_url(),
        then=row.project.get_absolute_url(), done=_("Done."),
    )  # fmt: skip


@never_cache
@require_safe
def report_pdf(request, pk):
    """The proofs of the expenses of an instalment, for the two parties."""
    row = _instalment(request, pk)
    if not row.file or not request.user.has_perm("calls.view_papers", row.project):
        raise Http404
    return a_file(request, row.file, f"agraw-report-{row.project_id}-{row.number}.pdf", "application/pdf")


def _instalment(request, pk: int) -> Instalment:
    row = get_object_or_404(Instalment.objects.filter(project__in=Project.objects.visible_to(request.user)), pk=pk)
    row.project = Project.objects.for_detail().get(pk=row.project_id)
    return row


# --- milestones ---
@require_http_methods(FORM)
def prove(request, pk):
    """Add a photo or a PDF that shows that a milestone was reached."""
    row = _milestone(request, pk, "calls.show_project")
    form = EvidenceForm(posted(request), request.FILES or None)
    return form_page(
        request, form, lambda: funding.prove(row, by=request.user, **form.cleaned_data),
        title=_("Show that it was reached"), lead=row.title, label=_("Add it"),
        space=row.project.application.call.space, back=row.project.get_absolute_url(),
        then=row.project.get_absolute_url(), done=_("It is added."),
    )  # fmt: skip


@require_http_methods(FORM)
def reach(request, pk):
    """Say that a milestone was reached."""
    row = _milestone(request, pk, "calls.lead_project")
    return form_page(
        request, SureForm(posted(request)), lambda: funding.reach(row, by=request.user),
        title=_("The milestone was reached"), lead=row.title, label=_("It was reached"),
        space=row.project.application.call.space, back=row.project.get_absolute_url(),
        then=row.project.get_absolute_url(), done=_("Done."),
    )  # fmt: skip


@login_not_required
@require_safe
def evidence(request, pk):
    """A photo, for everyone who may see the project; a PDF, or a photo that was taken away, for the two parties."""
    row = get_object_or_404(Evidence.objects.select_related("milestone"), pk=pk)
    project = visible_project(request, row.milestone.project_id)
    is_photo = row.kind == Kind.PHOTO
    may = row.is_for_everyone or request.user.has_perm("calls.view_papers", project)
    if not may and not (is_photo and request.user.has_perm("calls.view_taken_photo", row)):
        raise Http404
    if is_photo:
        return give_apart(request, row.file, "image/jpeg")
    return a_file(request, row.file, f"agraw-evidence-{pk}.pdf", "application/pdf")


def _milestone(request, pk: int, permission: str) -> Milestone:
    row = get_object_or_404(Milestone.objects.filter(project__in=Project.objects.visible_to(request.user)), pk=pk)
    row.project = Project.objects.for_detail().get(pk=row.project_id)
    if not request.user.has_perm(permission, row.project):
        raise PermissionDenied
    return row
