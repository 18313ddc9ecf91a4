"""The president's information reports: one an ordinary session, shown as late while it is missing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from core.pages import posted
from core.workflow import Refused
from presidency import actions
from presidency.enums import ReportState
from presidency.figures import Figures, figures_of, since_of
from presidency.forms import ReportForm
from presidency.models import InformationReport
from presidency.models.report import SECTIONS
from presidency.reading import lines_of
from presidency.views.fetch import a_form, council_of, say, visible_report, visible_session, why_not
from presidency.workflow import PUBLISH

BOTH = ["GET", "HEAD", "POST"]
PREPARE = "presidency.prepare_acts"


@login_not_required
@require_safe
def listing(request, slug):
    """The reports of a council by session; a session that has none says since when it is missing."""
    council = council_of(slug)
    context = {
        "council": council,
        "lines": lines_of(council, request.user),
        "may_write": request.user.has_perm(PREPARE, council),
    }
    return render(request, "presidency/reports.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    """One report: its words by section, its figures; a draft has those of today."""
    report = visible_report(request, pk)
    is_draft = report.state == ReportState.DRAFT
    context = {
        "report": report,
        "council": report.council,
        "figures": figures_of(report.council, report.since, localdate()) if is_draft else Figures(**report.figures),
        "until": localdate() if is_draft else report.until,
        "may_write": is_draft and request.user.has_perm("presidency.write_report", report),
        "may_sign": is_draft and request.user.has_perm("presidency.sign_report", report),
        "missing": why_not(report, PUBLISH) if is_draft else "",
    }
    return render(request, "presidency/report.html", context)


@never_cache
@require_http_methods(BOTH)
def write(request, pk):
    """Write the report of a session; its figures are computed and shown beside."""
    session = visible_session(request, pk, PREPARE)
    report = InformationReport.objects.filter(session=session).first()
    if report and report.state != ReportState.DRAFT:
        return redirect(report)
    names = [f"{name}_{code}" for name in SECTIONS for code in ("ar", "fr")]
    initial = {name: getattr(report, name) for name in names} | {"version": report.version} if report else {}
    form = ReportForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            kept = actions.write_report(session, by=request.user, version=said.pop("version") or 0, **said)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The report is kept. Only the council’s people see it until it is published."))
            return redirect(kept)
    since = since_of(session)
    return a_form(
        request, form, title=_("Write the information report"), lead=str(session), council=session.council,
        back=report.get_absolute_url() if report else reverse("presidency:reports", args=[
            session.council.territory.slug]),
        label=_("Keep the draft"), figures=figures_of(session.council, since, localdate()), since=since,
        until=localdate(),
    )  # fmt: skip


@never_cache
@require_http_methods(BOTH)
@step_up()
def publish(request, pk):
    """Sign a report; asked by GET, say what that does."""
    report = visible_report(request, pk, "presidency.sign_report")
    refused = ""
    if request.method == "POST":
        sent = request.POST.get("version", "")
        version = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else None
        try:
            actions.publish_report(report, by=request.user, version=version)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("The report is published, with its figures as they are today."))
            return redirect(report)
    context = {
        "report": report,
        "council": report.council,
        "move": report.MOVES[PUBLISH],
        "missing": refused or why_not(report, PUBLISH),
    }
    return render(request, "presidency/report_move.html", context, status=409 if refused else 200)
