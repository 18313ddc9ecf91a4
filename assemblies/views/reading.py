"""Reading about assemblies: lists, one of them, its live part, its minutes, a person's calendar."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.enums import Dossier
from accounts.fresh import step_up_to_read
from accounts.middleware import for_everyone
from assemblies.actions.preparing import key_of
from assemblies.enums import ENDED, GATHERING, VoteState
from assemblies.guards import DOORS
from assemblies.ical import calendar as ical
from assemblies.models import Assembly, Bylaws, Minutes
from assemblies.printing import LANGUAGES, sheet_pdf, told
from assemblies.rules import acts, may_cast
from assemblies.timeline import told as history_of
from assemblies.views.fetch import assembly_for, body_of, visible_assembly
from core.pages import page_of
from core.parts import give
from spaces.models import Space

SOON = 600  # seconds within which the worker has usually made a PDF


@login_not_required
@require_safe
def of_body(request, kind, pk):
    """The assemblies of a network or an association that the reader may see."""
    body = body_of(request, kind, pk)
    rows = Assembly.objects.visible_to(request.user).filter(**key_of(body)).for_list()
    leads = request.user.has_perm("assemblies.hold_assembly", body)
    context = {
        "body": body,
        "kind": kind,
        "page": page_of(request, rows),
        "leads": leads,
        "rules": {row.kind: row for row in Bylaws.objects.filter(**key_of(body))} if leads else {},
        "is_demo": body.is_demo,
    }
    return render(request, "assemblies/list.html", context)


@login_not_required
@require_safe
def in_space(request, slug):
    """The assemblies that associations of a commune hold before everyone."""
    spaces = Space.objects.visible_to(request.user).for_list()
    space = get_object_or_404(spaces, commune__slug=slug)
    rows = Assembly.objects.public().filter(association__seat=space.commune_id).for_list()
    return render(request, "assemblies/in_space.html", {"space": space, "page": page_of(request, rows)})


@for_everyone
@require_safe
def mine(request):
    """The assemblies to which the reader is convened, or was."""
    rows = Assembly.objects.visible_to(request.user).filter(voters__speaker=request.user).distinct().for_list()
    return render(request, "assemblies/mine.html", {"page": page_of(request, rows)})


@login_not_required
@require_safe
def detail(request, pk):
    assembly = visible_assembly(request, pk)
    leads = request.user.has_perm("assemblies.lead_assembly", assembly)
    minutes = Minutes.objects.filter(assembly=assembly).first() if assembly.state in ENDED else None
    context = {
        **_now(request, assembly),
        "body": assembly.body,
        "leads": leads,
        "acts": acts(assembly, request.user) if request.user.is_authenticated else [],
        "sees_roll": request.user.has_perm("assemblies.view_roll", assembly),
        "minutes": minutes,
        "reads_minutes": minutes and (assembly.state == "published" or _writes(request.user, assembly)),
        "history": history_of(assembly),
        "is_demo": assembly.body.is_demo,
        "rules_changed": _rules_of(assembly),
    }
    return render(request, "assemblies/detail.html", context)


def _rules_of(assembly: Assembly):
    """Return the body's rules as they stand, for a draft: who changed them, and when."""
    if assembly.state != "draft":
        return None
    return Bylaws.objects.filter(**key_of(assembly.body), kind=assembly.kind).first()


def _writes(user, assembly: Assembly) -> bool:
    return user.has_perm("assemblies.write_minutes", assembly) or user.has_perm("assemblies.approve_minutes", assembly)


def _now(request, assembly: Assembly) -> dict:
    """Return what changes while it is held: the quorum, the votes, the reader's own lines on the roll."""
    gathers = assembly.state in GATHERING
    leads = request.user.has_perm("assemblies.lead_assembly", assembly)
    items = list(assembly.items.prefetch_related("votes__candidates"))
    for item in items:
        item.shown_votes = [vote for vote in item.votes.all() if leads or vote.state != VoteState.PREPARED]
    voting = next((vote for item in items for vote in item.votes.all() if vote.state == VoteState.OPEN), None)
    lines = []
    if gathers and request.user.is_authenticated:
        lines = list(assembly.voters.of(request.user).for_list())
        proxies = (
            {proxy.giver_id: proxy for proxy in assembly.proxies.current().select_related("holder__speaker")}
            if lines
            else {}
        )
        for line in lines:
            line.proxy = proxies.get(line.pk)
    return {
        "assembly": assembly,
        "items": items,
        "gathers": gathers,
        "standing": assembly.standing() if gathers else None,
        "doors_open": gathers and now() >= assembly.held_at - DOORS,
        "voting": voting,
        "may_cast": bool(voting) and may_cast(voting, request.user),
        "lines": lines,
    }


@login_not_required
@require_safe
def live(request, pk):
    """The part of the page that changes, asked for again every few seconds."""
    return render(request, "assemblies/_now.html", _now(request, visible_assembly(request, pk)))


@require_safe
def roll(request, pk):
    """The roll, to its members: who votes, who speaks, who is there, who is represented."""
    assembly = assembly_for(request, pk, "assemblies.view_roll")
    if leads := request.user.has_perm("assemblies.lead_assembly", assembly):
        audit.note(request, assembly, Dossier.ROLL)
    context = {
        "assembly": assembly,
        "body": assembly.body,
        "voters": assembly.voters.for_list(),
        "standing": assembly.standing(),
        "leads": leads,
    }
    return render(request, "assemblies/roll.html", context)


@require_safe
@step_up_to_read
def sheet(request, pk, language):
    """The list of voters to sign at the door, to who leads the assembly."""
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    if language not in LANGUAGES:
        raise Http404
    audit.note(request, assembly, Dossier.ROLL)
    return _pdf(HttpResponse(sheet_pdf(assembly, language), content_type="application/pdf"), f"sheet-{pk}-{language}")


@login_not_required
@require_safe
def minutes(request, pk):
    """The minutes: published ones to whoever sees the assembly, drafts to who writes and who approves them."""
    assembly, row = _minutes(request, pk)
    context = {
        "assembly": assembly,
        "body": assembly.body,
        "minutes": row,
        "told": told(row),
        "files": [(code, getattr(row, f"pdf_{code}"), getattr(row, f"digest_{code}")) for code in LANGUAGES],
        "is_fresh": assembly.published_at and (now() - assembly.published_at).total_seconds() < SOON,
        "may_write": assembly.state == "closed" and request.user.has_perm("assemblies.write_minutes", assembly),
        "acts": acts(assembly, request.user) if request.user.is_authenticated else [],
        "is_demo": assembly.body.is_demo,
    }
    return render(request, "assemblies/minutes.html", context)


def _minutes(request, pk: int) -> tuple[Assembly, Minutes]:
    assembly = visible_assembly(request, pk)
    if assembly.state not in ENDED or (assembly.state != "published" and not _writes(request.user, assembly)):
        raise Http404
    return assembly, get_object_or_404(Minutes, assembly=assembly)


@login_not_required
@require_safe
def file(request, pk, language):
    """The PDF of published minutes in a language."""
    _assembly, row = _minutes(request, pk)
    kept = getattr(row, f"pdf_{language}") if language in LANGUAGES else None
    if not kept:
        raise Http404
    return _pdf(give(request, kept, "application/pdf"), f"minutes-{pk}-{language}")


def _pdf(response, name: str):
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-assembly-{name}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def calendar(request, pk):
    """An assembly to which people were convened, for a person's calendar."""
    assembly = get_object_or_404(Assembly.objects.visible_to(request.user).exclude(state="draft").for_list(), pk=pk)
    response = HttpResponse(ical([assembly], language=get_language()), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="assembly-{pk}.ics"'
    return response
