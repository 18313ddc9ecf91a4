"""Reading one project, and what shows that something of it is true."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.parts import give
from core.workflow import available
from debates.views.thread import thread_context
from plans.enums import ActionState
from programmes.enums import WRITTEN, ProgrammeState
from programmes.figures import ZERO
from programmes.models import FollowUp, Measure, Programme, Project, Step, Voice
from programmes.reading import sources
from programmes.timeline import told
from programmes.views.fetch import FOLLOW, PREPARE, visible_project
from programmes.voices import voices_of

FOLLOW_UPS_SHOWN, REASONS_SHOWN = 50, 20


@login_not_required
@require_safe
def project(request, pk):
    """One project: where it stands, its money, what shows it, where it came from, what inhabitants say."""
    row = visible_project(request, pk)
    programme = row.programme
    indicators = list(row.indicators.prefetch_related("measures__by"))
    for one in indicators:
        one.values = list(one.measures.all())
        one.last = one.values[-1] if one.values else None
        one.share = one.reached(one.last.value) if one.last else None
    follows = request.user.has_perm(FOLLOW, row)
    prepares = request.user.has_perm(PREPARE, programme)
    is_running = programme.state == ProgrammeState.RUNNING
    names = available(row, request.user) if request.user.is_authenticated else []
    lines = list(row.lines.all())
    context = (
        _discussion(request, row)
        | _voices(request, row)
        | {
            "project": row,
            "programme": programme,
            "council": programme.council,
            "sources": sources(row.origins.all(), request.user),
            "milestones": list(row.milestones.all()),
            "indicators": indicators,
            "lines": lines,
            "sourced": sum((line.amount for line in lines), ZERO),
            "committed": sum((line.committed for line in lines), ZERO),
            "paid": sum((line.paid for line in lines), ZERO),
            "follow_ups": list(
                FollowUp.objects.filter(project__in=_versions(row)).select_related("by")[:FOLLOW_UPS_SHOWN]
            ),
            "prepares": prepares,
            "may_write": prepares and programme.state in WRITTEN,
            "follows": follows and is_running,
            "may_measure": follows and programme.state != ProgrammeState.ENDED,
            "moves": [(name, row.MOVES[name].label) for name in names],
            "newer": Project.objects.visible_to(request.user).filter(earlier=row).first(),
            "history": told(row, programme.council),
        }
    )
    return render(request, "programmes/project.html", context)


def _versions(row: Project) -> list[int]:
    """Return the keys of a project in this version of its programme and in those before."""
    found, current = [row.pk], row
    while current.earlier_id and current.earlier_id not in found:
        found.append(current.earlier_id)
        current = current.earlier
    return found


def _voices(request, row: Project) -> dict:
    """Return what inhabitants say while the project is said done, and what the reader herself said."""
    if row.state != ActionState.DONE:
        return {}
    mine = None
    if request.user.is_authenticated:
        mine = Voice.objects.filter(project=row, round=row.round, user=request.user).first()
    return {
        "voices": voices_of(row),
        "mine": mine,
        "reasons": list(
            Voice.objects.visible_to(request.user)
            .filter(project=row, round=row.round, is_done=False)
            .order_by("-at")[:REASONS_SHOWN]
        ),
    }


def _discussion(request, row: Project) -> dict:
    if row.thread is None:
        return {}
    space = row.thread.space
    if not request.user.has_perm("debates.view_thread", row.thread):
        return {}
    return thread_context(request, row.thread) | {"space": space}


# --- evidence ---
@login_not_required
@require_safe
def evidence(request, pk, part):
    """The PDF or the photo of a follow-up, to those who may see its project."""
    seen = Project.objects.visible_to(request.user)
    return _given(request, get_object_or_404(FollowUp.objects.filter(project__in=seen), pk=pk), part)


@login_not_required
@require_safe
def measure_evidence(request, pk, part):
    """The PDF or the photo of a value of an indicator."""
    seen = Project.objects.visible_to(request.user)
    return _given(request, get_object_or_404(Measure.objects.filter(indicator__project__in=seen), pk=pk), part)


@login_not_required
@require_safe
def step_evidence(request, pk, part):
    """The PDF or the photo that shows a step of the law."""
    seen = Programme.objects.visible_to(request.user)
    return _given(request, get_object_or_404(Step.objects.filter(programme__in=seen), pk=pk), part)


def _given(request, row, part: str):
    if part not in {"file", "photo", "thumbnail"} or not getattr(row, part):
        raise Http404
    is_pdf = part == "file"
    response = give(request, getattr(row, part), "application/pdf" if is_pdf else "image/jpeg")
    if is_pdf:
        response.headers["Content-Disposition"] = f'attachment; filename="agraw-evidence-{row.pk}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
