"""What pages and papers read of the figures, ready for a template. No query grows with what was counted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from core.enums import Level
from councils.models import Council
from observatory import months
from observatory.enums import Group, Scope, Standing
from observatory.figures import BY_KEY, COMPARED, Figure, Line, line_of
from observatory.models import Benchmark, Comment, Edition, Inclusion, Snapshot
from observatory.publication_items import ITEMS, Item
from territories.models import Territory

WIDTH = 100  # of a chart, in its own units


@dataclass(frozen=True)
class Compared:
    """One figure beside its like: the council's own, the word for it, and each group's (None: fewer than five)."""

    line: Line
    value: float | None
    groups: list[tuple[Any, dict[str, Any] | None]]
    standing: Any
    chart: dict[str, float] | None

    @property
    def is_days(self) -> bool:
        return self.line.figure.key == "median_days"


def benchmarks_of(snapshot: Snapshot, region: str) -> list[Benchmark]:
    """Return the groups that a council is compared with, those of like size first. One query."""
    wanted = [(Scope.BAND, snapshot.band), (Scope.REGION, region), (Scope.COUNTRY, "")]
    rows = {
        (row.scope, row.code): row
        for row in Benchmark.objects.filter(edition=snapshot.edition_id, level=snapshot.level)
        if (row.scope, row.code) in wanted
    }
    return [rows[key] for key in wanted if key in rows]


def compared(snapshot: Snapshot, groups: list[Benchmark]) -> list[Compared]:
    """Return each figure that councils are compared by and that anything is known of."""
    rows = []
    for figure in COMPARED:
        value = snapshot.values.get(figure.key)
        beside = [(Scope(row.scope).label, row.spreads.get(figure.key)) for row in groups]
        if value is None and not any(spread for _words, spread in beside):
            continue
        word = next((found[figure.key] for found in _standings(snapshot, groups) if figure.key in found), "")
        rows.append(
            Compared(
                line_of(figure, snapshot.numbers, snapshot.median_days),
                value,
                beside,
                Standing(word).label if word else "",
                chart(figure, value, next((spread for _words, spread in beside if spread), None)),
            )
        )
    return rows


@dataclass(frozen=True)
class Beside:
    """What a page compares: the figures that another council has too (`rows`) beside the groups that say anything
    (`groups`); the figures that the council alone has, and the groups in which too few have any.
    """

    rows: list[Compared]
    groups: list[Any]
    alone: list[Compared]
    silent: list[Any]


def beside(rows: list[Compared], groups: list[Benchmark]) -> Beside:
    """Part what can be compared from what cannot, so that no row and no column is of dashes alone."""
    labels = [Scope(row.scope).label for row in groups]
    told = [row for row in rows if any(spread for _words, spread in row.groups)]
    kept = [place for place in range(len(groups)) if any(row.groups[place][1] for row in told)]
    return Beside(
        rows=[replace(row, groups=[row.groups[place] for place in kept]) for row in told],
        groups=[labels[place] for place in kept],
        alone=[row for row in rows if row not in told],
        silent=[label for place, label in enumerate(labels) if place not in kept],
    )


def _standings(snapshot: Snapshot, groups: list[Benchmark]) -> Iterable[dict[str, str]]:
    return (snapshot.standings.get(str(row.scope), {}) for row in groups)


def chart(figure: Figure, value: float | None, spread: dict[str, Any] | None) -> dict[str, float] | None:
    """Return where to draw the middle half of a group (`low` to `high`), its middle and the council's own, from 0 to
    100 from where reading begins; None when there is nothing to compare.
    """
    if spread is None:
        return None
    most = 100 if figure.key != "median_days" else max(spread["high"] * 1.5, value or 0, 1)
    scaled = {name: round(WIDTH * spread[name] / most, 1) for name in ("low", "middle", "high")}
    own = None if value is None else round(WIDTH * value / most, 1)
    return scaled | {"own": own, "wide": round(max(scaled["high"] - scaled["low"], 1), 1)}


def published_of(snapshot: Snapshot) -> list[tuple[Item, str]]:
    """Return the seventeen things, each with the address of what was found, empty when nothing was."""
    return [(item, snapshot.published.get(item.key, "")) for item in ITEMS]


def country_of(edition: Edition) -> tuple[Benchmark | None, list[Benchmark]]:
    """Return the communes of the country added up, and of each region, with `place` set. Two queries."""
    rows = list(Benchmark.objects.filter(edition=edition, level=Level.COMMUNE).exclude(scope=Scope.BAND))
    places = {
        row.code: row for row in Territory.objects.filter(level=Level.REGION).only("code", "slug", "name_ar", "name_fr")
    }
    regions = []
    for row in rows:
        if row.scope == Scope.REGION and row.code in places:
            row.place = places[row.code]
            row.cells = cells_of(row.numbers, row.median_days)
            regions.append(row)
    return next((row for row in rows if row.scope == Scope.COUNTRY), None), regions


def last_word(council: Council) -> dict[str, Any] | None:
    """Return what a council said last of figures that everyone may read, for its page. One query."""
    rows = Comment.objects.public().filter(snapshot__council=council).select_related("signed_by", "snapshot__edition")
    row = rows.defer("snapshot__months").order_by("-snapshot__edition__month", "-version").first()
    if row is None:
        return None
    said = {"text": row.text, "name": row.signed_by.name, "role": row.get_signed_role_display(), "at": row.at}
    return said | {"until": row.snapshot.edition.last_day}


# The columns of a list of councils or regions: few enough for a page.
LISTED = ("received", "answered", "on_time", "median_days", "late", "publication")


def cells_of(numbers: dict[str, int], median_days: int | None) -> list[Line]:
    """Return the few figures of a line in a list."""
    return [line_of(BY_KEY[key], numbers, median_days) for key in LISTED]


@dataclass(frozen=True)
class Presence:
    """A group of people who take part: counts that may be shown, beside the census."""

    group: Group
    count: int | None
    of: int | None
    share: int | None
    census: float | None
    census_of: str | None
    is_low: bool

    @property
    def rest(self) -> int:
        return 100 - (self.share or 0)


def presences(row: Inclusion) -> list[Presence]:
    """Return the groups of a table in their order."""
    return [
        Presence(group, *(row.groups[group].get(name) for name in ("count", "of", "share", "census", "census_of")),
                 bool(row.groups[group].get("is_low")))
        for group in Group
        if group in row.groups
    ]  # fmt: skip


def added_up(rows: Iterable[Inclusion]) -> list[tuple[Group, int, int, int | None, int]]:
    """Return each group over several spaces: (group, count, of, share, spaces), of what each may show alone."""
    found = []
    for group in Group:
        shown = [one for row in rows if (one := row.groups.get(group)) and one.get("count") is not None]
        if shown:
            count, of = (sum(one[name] for one in shown) for name in ("count", "of"))
            found.append((group, count, of, round(100 * count / of) if of else None, len(shown)))
    return found


def period_of(edition: Edition, length: int) -> list[str]:
    """Return the months (2026-11) of the period of `length` months that ends with an edition."""
    return [months.key_of(month) for month in months.ending_with(edition.month, length)]
