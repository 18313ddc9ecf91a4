"""Reading: the networks, one network, the directory of its members, what they publish."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.pages import is_searching, page_of
from core.parts import give
from councils.enums import Theme
from networks.enums import MemberKind, MemberState
from networks.filters import MemberFilter, NetworkFilter
from networks.models import Member, Network, Publication, Support
from networks.rules import speaks_for
from networks.views.fetch import moves_of, visible_network

LATEST = 3
MODERATING = {"hold", "hide", "show"}


def themes_of(values) -> list[dict]:
    """Return themes with their words, in the order of the list."""
    return [{"name": one.value, "label": one.label} for one in Theme if one in values]


@login_not_required
@require_safe
def listing(request):
    """The networks: filter, search, page by cursor."""
    found = NetworkFilter(request.GET, queryset=Network.objects.visible_to(request.user), request=request)
    context = {
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
        "steered": Network.objects.steered_by(request.user).order_by("pk"),
    }
    return render(request, "networks/list.html#results" if request.htmx else "networks/list.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    network = visible_network(request, pk)
    user = request.user
    published = Publication.objects.visible_to(user).filter(member__network=network)
    steers = user.has_perm("networks.steer_network", network)
    context = {
        "network": network,
        "is_demo": network.is_demo,
        "works_on": themes_of(network.themes),
        "counts": [(kind, getattr(network, f"{kind}_count")) for kind in MemberKind],
        "publications": published.for_list()[:LATEST],
        "mandates": network.mandates.current().select_related("user"),
        "decisions": network.decisions.visible_to(user)[:LATEST],
        "campaigns": network.campaigns.visible_to(user)[:LATEST],
        "supports": Support.objects.confirmed().filter(network=network).for_list()[:10],
        "own": own_members(network, user),
        "steers": steers,
        "waiting": network.members.filter(state=MemberState.APPLIED).count() if steers else 0,
        "moves": moves_of(network, user, "networks:network-move", only=MODERATING),
    }
    return render(request, "networks/detail.html", context)


def own_members(network: Network, user) -> list[Member]:
    """Return the standing memberships for which the person speaks, each with `must_adhere`."""
    if not user.is_authenticated:
        return []
    rows = list(network.members.speaking(user).standing().for_detail().order_by("pk"))
    signed = set()
    if rows and network.charter_version:
        signed = set(
            Member.objects.filter(
                pk__in=[row.pk for row in rows], adherences__charter__version=network.charter_version
            ).values_list("pk", flat=True)
        )
    for row in rows:
        row.must_adhere = bool(network.charter_version) and row.pk not in signed
    return rows


@login_not_required
@require_safe
def members(request, pk):
    """The directory of active members, by kind, theme and region; how many are counted without being named."""
    network = visible_network(request, pk)
    rows = network.members.active().filter(is_listed=True)
    found = MemberFilter(request.GET, queryset=rows, request=request)
    context = {
        "network": network,
        "is_demo": network.is_demo,
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
        "unlisted": network.members.active().filter(is_listed=False).count(),
    }
    return render(request, "networks/members.html#results" if request.htmx else "networks/members.html", context)


@login_not_required
@require_safe
def publications(request, pk):
    """What the members publish, each under its own name, newest first."""
    network = visible_network(request, pk)
    rows = Publication.objects.visible_to(request.user).filter(member__network=network).for_list()
    context = {
        "network": network,
        "is_demo": network.is_demo,
        "page": page_of(request, rows),
        "writers": [row for row in own_members(network, request.user) if row.state == MemberState.ACTIVE],
    }
    return render(request, "networks/publications.html", context)


def visible_publication(request, pk: int) -> Publication:
    """Return a publication of a visible network, or answer 404."""
    rows = Publication.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.filter(member__network__in=Network.objects.visible_to(request.user)), pk=pk)


@login_not_required
@require_safe
def publication(request, pk):
    row = visible_publication(request, pk)
    context = {
        "publication": row,
        "network": row.member.network,
        "is_demo": row.member.network.is_demo,
        "may_edit": request.user.has_perm("networks.edit_publication", row),
        "is_own": speaks_for.test(request.user, row.member),
        "moves": moves_of(row, request.user, "networks:publication-move"),
    }
    return render(request, "networks/publication.html", context)


@login_not_required
@require_safe
def document(request, pk):
    """The PDF of a publication, to whoever may read it. It is saved, never run in a page of ours."""
    row = visible_publication(request, pk)
    if not row.document:
        raise Http404
    response = give(request, row.document, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-{row.member.network_id}-{row.pk}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
