"""The pages of open data: what there is, and one dataset with what each field means."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Scope
from opendata.catalogue import address_of
from opendata.enums import Format, Kind, Unit
from opendata.examples import GROUPS
from opendata.models import Dump
from opendata.tables import DATASETS, Dataset
from spaces.enums import SpaceState
from spaces.models import Space


def _files(dataset: Dataset, rows: dict) -> list[dict]:
    """Return the files of a dataset: the table that its room gives as it is now, and those written at night."""
    told = []
    if dataset.live:
        told.append({"format": Format.CSV, "url": reverse(dataset.live), "row": None, "is_live": True})
    for kind in dataset.formats:
        row = rows.get((dataset.slug, kind))
        told.append({"format": Format(kind), "url": reverse("opendata-file", args=[dataset.slug, kind]), "row": row})
    return told


def _rows() -> dict:
    return {(row.dataset, row.format): row for row in Dump.objects.all()}


@login_not_required
@require_safe
def listing(request):
    """Every dataset: what it is, how many rows, how large, of when."""
    rows = _rows()
    datasets = [
        {"dataset": dataset, "files": _files(dataset, rows), "json": rows.get((dataset.slug, Format.JSON))}
        for dataset in DATASETS.values()
    ]
    newest = max((row.read_at for row in rows.values()), default=None)
    return render(request, "opendata/list.html", {"datasets": datasets, "newest": newest})


@login_not_required
@require_safe
def detail(request, slug):
    """One dataset: its files with their checksums, what each field means, what each code says."""
    if slug not in DATASETS:
        raise Http404
    dataset = DATASETS[slug]
    fields = [
        {"field": one, "kind": Kind(one.kind).label, "unit": Unit(one.unit).label if one.unit else ""}
        for one in dataset.fields
    ]
    context = {
        "dataset": dataset, "files": _files(dataset, _rows()), "fields": fields, "codes": list(dataset.choices()),
        "example": address_of(slug, Format.JSON),
    }  # fmt: skip
    return render(request, "opendata/detail.html", context)


@login_not_required
@require_safe
def programs(request):
    """How to read and write by program: commands to try, on a commune that has an open space."""
    spaces = Space.objects.filter(state=SpaceState.OPEN).order_by("pk").values_list("commune__slug", flat=True)
    slug = spaces.first() or "tiznit"
    groups = [
        {"title": title, "examples": [{"title": one.title, "command": one.told(slug)} for one in examples]}
        for title, examples in GROUPS
    ]
    return render(request, "opendata/programs.html", {"groups": groups, "scopes": Scope.choices})
