"""What everyone reads: the country, a region, a council, what it is compared with, what it publishes."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from core.enums import Level
from core.pages import page_of
from councils.rules import current_mandates
from notices.paths import in_language
from observatory import reading
from observatory.enums import Scope
from observatory.figures import lines_of
from observatory.models import Benchmark, Comment, Inclusion, Snapshot
from observatory.views.fetch import chosen, editions_of, months_of, snapshot_of
from territories.models import Territory

COMMUNES = 30  # on a page of a region


@login_not_required
@require_safe
def country(request):
    """All communes added up, and each region."""
    editions = editions_of(request)
    edition = chosen(request, editions)
    context = {"editions": editions, "edition": edition}
    if edition is not None:
        whole, regions = reading.country_of(edition)
        context |= {
            "whole": whole,
            "lines": lines_of(whole.numbers, whole.median_days) if whole else [],
            "regions": regions,
        }
    return render(request, "observatory/country.html", context | {"is_rtl": get_language_bidi()})


@login_not_required
@require_safe
def region(request, slug):
    """The communes of a region added up, then each of them in the order of their codes."""
    place = get_object_or_404(Territory.objects.light().filter(level=Level.REGION), slug=slug)
    editions = editions_of(request)
    edition = chosen(request, editions)
    context = {"place": place, "editions": editions, "edition": edition}
    if edition is not None:
        whole = Benchmark.objects.filter(
            edition=edition, scope=Scope.REGION, code=place.code, level=Level.COMMUNE
        ).first()
        rows = Snapshot.objects.public().filter(edition=edition, region=place, level=Level.COMMUNE).for_list()
        page = page_of(request, rows.measured(), "id", size=COMMUNES)
        for row in page.rows:
            row.cells = reading.cells_of(row.numbers, row.median_days)
        context |= {
            "whole": whole,
            "lines": lines_of(whole.numbers, whole.median_days) if whole else [],
            "page": page,
            "unmeasured": list(rows.unmeasured()),
            "inclusion": _presence_in(place),
        }
    return render(request, "observatory/region.html", context | {"is_rtl": get_language_bidi()})


def _presence_in(place: Territory) -> list[reading.Presence]:
    row = Inclusion.objects.filter(region=place).first()
    return reading.presences(row) if row else []


@login_not_required
@require_safe
def council(request, slug):
    """A council's scoreboard with its own comment."""
    row, snapshot = snapshot_of(request, slug)
    context = {"council": row, "snapshot": snapshot, "is_demo": row.is_demo, "is_rtl": get_language_bidi()}
    if snapshot is not None:
        comments = list(Comment.objects.filter(snapshot=snapshot).for_list())
        context |= {
            "edition": snapshot.edition,
            "editions": months_of(request, row),
            "lines": lines_of(snapshot.numbers, snapshot.median_days),
            "comment": comments[0] if comments else None,
            "earlier": comments[1:],
            "may_comment": request.user.has_perm("observatory.comment_snapshot", snapshot),
        }
    return render(request, "observatory/council.html", context)


@login_not_required
@require_safe
def comparison(request, slug):
    """A council beside those of its size, its region and the country."""
    row, snapshot = snapshot_of(request, slug)
    context = {"council": row, "snapshot": snapshot, "is_demo": row.is_demo, "is_rtl": get_language_bidi()}
    if snapshot is not None:
        groups = reading.benchmarks_of(snapshot, row.territory.code[:2])
        context |= {
            "edition": snapshot.edition,
            "beside": reading.beside(reading.compared(snapshot, groups), groups),
            "band": snapshot.get_band_display(),
        }
    return render(request, "observatory/comparison.html", context)


@login_not_required
@require_safe
def publication(request, slug):
    """The seventeen things, each with what was found, or that nothing was."""
    row, snapshot = snapshot_of(request, slug)
    context = {"council": row, "snapshot": snapshot, "is_demo": row.is_demo}
    if snapshot is not None:
        items = [(item, in_language(path) if path else "") for item, path in reading.published_of(snapshot)]
        context |= {"edition": snapshot.edition, "items": items, "found": sum(bool(path) for _item, path in items)}
    return render(request, "observatory/publication.html", context)


@require_safe
def mine(request):
    """Lead whoever holds a mandate to her council's newest figures, everyone else to the country's."""
    mandate = next(iter(current_mandates(request.user)), None)
    if mandate is None:
        return redirect("observatory:country")
    slug = Territory.objects.filter(council=mandate.council_id).values_list("slug", flat=True).get()
    return redirect("observatory:council", slug)
