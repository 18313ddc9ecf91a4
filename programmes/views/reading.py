"""Reading a communal action plan: of a council, its page, the steps of the law, the budget, the map."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.enums import Load
from core.pages import is_searching
from core.problems import resting
from core.switches import is_on
from core.text import isolate
from core.workflow import available
from councils.enums import Theme
from programmes.actions import may_update_from
from programmes.enums import UNREAD, WRITTEN, OriginKind, ProgrammeState
from programmes.figures import by_source, by_year, summed
from programmes.filters import ProjectFilter
from programmes.models import KINDS, Programme, Project
from programmes.money import gaps
from programmes.printing import LANGUAGES
from programmes.reading import held_in, programme_of_decision, projects_from
from programmes.steps import next_step, stages_of
from programmes.tables import as_geojson
from programmes.timeline import told
from programmes.views.fetch import LEAD, PREPARE, council_of, visible_programme
from territories.enums import Level


@login_not_required
@require_safe
def of_council(request, slug):
    """The action plans of a council: the one in force, the one being prepared, those before."""
    council = council_of(slug)
    rows = list(Programme.objects.visible_to(request.user).filter(council=council).for_list())
    rows.sort(key=lambda row: row.state == ProgrammeState.ENDED)  # the one in force stands first
    may_begin = council.territory.level == Level.COMMUNE and request.user.has_perm("programmes.begin", council)
    return render(
        request, "programmes/of_council.html", {"council": council, "programmes": rows, "may_begin": may_begin}
    )


@login_not_required
@require_safe
def programme(request, pk):
    """A programme: what it adds up to, its axes and projects, chosen by axis, theme, state, year, place, lateness."""
    row = visible_programme(request, pk)
    readable = Project.objects.visible_to(request.user).filter(programme=row)
    everything = list(readable.for_list())
    axes = list(row.axes.all()) if everything or request.user.has_perm(PREPARE, row) else []
    found = ProjectFilter(
        request.GET,
        queryset=readable,
        request=request,
        axes=[(axis.pk, isolate(axis.title)) for axis in axes],
        themes=[(theme, theme.label) for theme in Theme if any(one.theme == theme for one in everything)],
        years=[(str(year), str(year)) for year in row.years],
        places=[(place, isolate(place)) for place in sorted({one.place for one in everything} - {""})],
    )
    searching = is_searching(request)
    chosen = set(found.qs.values_list("pk", flat=True)) if searching and found.is_valid() else None
    shown = [one for one in everything if chosen is None or one.pk in chosen]
    prepares = request.user.has_perm(PREPARE, row)
    by_axis = [(axis, [one for one in shown if one.axis_id == axis.pk]) for axis in axes]
    totals, money = summed(row, everything)
    context = {
        "programme": row,
        "council": row.council,
        "totals": totals,
        "money": money,
        "axes": [pair for pair in by_axis if pair[1] or (chosen is None and prepares)],
        "shown_count": len(shown),
        "filter": found,
        "searching": searching,
        "with_points": sum(one.location is not None for one in everything),
    }
    if request.htmx:
        return render(request, "programmes/programme.html#results", context | {"may_write": False})
    return render(request, "programmes/programme.html", context | _around(request, row, prepares))


def _around(request, row: Programme, prepares: bool) -> dict:
    """Return what stands around the projects: the next step of the law, who may do what, the reports, the history."""
    stages = stages_of(row)
    leads = request.user.has_perm(LEAD, row)
    names = available(row, request.user) if request.user.is_authenticated else []
    updating = leads and row.state == ProgrammeState.RUNNING
    return {
        "stages_done": sum(stage.done_on is not None for stage in stages),
        "stages_all": len(stages),
        "next": next_step(stages) if row.state not in {ProgrammeState.RUNNING, ProgrammeState.ENDED} else None,
        "prepares": prepares,
        "leads": leads,
        "may_write": prepares and row.state in WRITTEN,
        "moves": [(name, row.MOVES[name].label) for name in names],
        "gaps": gaps(row) if prepares and row.state in WRITTEN else [],
        "may_update": updating and may_update_from(row) <= localdate() and not hasattr(row, "updated_by"),
        "evaluations": list(row.evaluations.defer("figures")),
        "languages": LANGUAGES,
        "is_read": row.state not in UNREAD,
        "later": Programme.objects.visible_to(request.user).filter(updates=row).first(),
        "history": told(row, row.council),
    }


@login_not_required
@require_safe
def steps(request, pk):
    """The steps of the law: each with its article, its day and its proof, late when it is late."""
    row = visible_programme(request, pk)
    prepares = request.user.has_perm(PREPARE, row)
    stages = stages_of(row)
    kept = [step for stage in stages for step in stage.rows]
    places = held_in(kept, request.user)
    for step in kept:
        step.shown_in = places.get(step.pk)
    context = {
        "programme": row,
        "council": row.council,
        "stages": stages,
        "may_write": prepares and row.state in WRITTEN,
    }
    return render(request, "programmes/steps.html", context)


@login_not_required
@require_safe
def budget(request, pk):
    """Where the money comes from and when, and what does not add up."""
    row = visible_programme(request, pk)
    if row.state in UNREAD and not request.user.has_perm(PREPARE, row):
        raise Http404
    everything = list(row.projects.for_list())
    totals, money = summed(row, everything)
    context = {
        "programme": row,
        "council": row.council,
        "totals": totals,
        "money": money,
        "sources": by_source(row),
        "years": by_year(row),
        "projects": everything,
        "gaps": gaps(row),
    }
    return render(request, "programmes/budget.html", context)


# --- the map ---
@login_not_required
@require_safe
def on_map(request, pk):
    """The projects that have a point, on a map that is loaded when it is asked for."""
    row = visible_programme(request, pk)
    context = {
        "programme": row,
        "council": row.council,
        "tiles": settings.MAP_TILES_URL,
        "tiles_credit": settings.MAP_TILES_CREDIT,
    }
    return render(request, "programmes/map.html", context)


@login_not_required
@require_safe
def points(request, pk):
    """The points of the projects, for our own map."""
    if not is_on(Load.MAP):
        return resting(Load.MAP)
    row = visible_programme(request, pk)
    if row.state in UNREAD and not request.user.has_perm(PREPARE, row):
        raise Http404
    return JsonResponse(as_geojson(row, short=True), json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def came_from(request, kind, key):
    """What came of a need, a petition, a decision…: projects of action plans; a page, and a fragment for its page."""
    if kind not in OriginKind.values:
        raise Http404
    thing = get_object_or_404(KINDS[OriginKind(kind)].objects.visible_to(request.user), pk=key)
    context = {
        "thing": thing,
        "projects": projects_from(kind, key, request.user),
        "voted": programme_of_decision(key, request.user) if kind == OriginKind.DECISION else None,
    }
    name = "programmes/came_of.html#items" if request.htmx else "programmes/came_of.html"
    return render(request, name, context)
