"""An edition made out of what was counted: one snapshot a council, and the groups that they are compared with."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from core.enums import Level
from councils.models import Council
from observatory import months
from observatory.counting import house, matters
from observatory.counting.past import Past
from observatory.counting.publication import published_by
from observatory.enums import Scope
from observatory.figures import COMPARED, STOCKS, Tally, value_of
from observatory.models import Benchmark, Edition, Snapshot
from observatory.publication_items import ITEMS
from observatory.standing import band_of, spread_of, standing_of
from territories.models import Territory

Key = tuple[str, str, str]  # scope, code, level


@dataclass
class Counted:
    """What was counted of one council: by month, on the last day, and the longest delay in days."""

    by_month: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    stock: Tally = field(default_factory=Tally)
    oldest_days: int | None = None


def gathered(parts: Iterable[matters.Part]) -> dict[int, Counted]:
    """Return parts put together by council."""
    found: dict[int, Counted] = defaultdict(Counted)
    for part in parts:
        of = found[part.council]
        tally = of.stock if part.month is None else of.by_month[months.key_of(part.month)]
        tally.numbers.update(part.numbers)
        tally.days.update(part.days)
        if part.oldest_days is not None:
            of.oldest_days = part.oldest_days
    return found


def edition_of(edition: Edition) -> tuple[list[Snapshot], list[Benchmark]]:
    """Return the rows of an edition, not saved, in the order of the territories' codes. A fixed number of queries."""
    first, last = edition.first_day, edition.last_day
    past = Past(last)
    counted = gathered(matters.parts(first, past))
    councils = list(_councils(last))
    for part in house.parts(first, past, councils):
        one = counted[part.council]
        one.by_month[months.key_of(part.month)].numbers.update(part.numbers)
    regions = {row.code: row for row in Territory.objects.filter(level=Level.REGION).only("id", "code")}
    published = published_by(past)
    totals: dict[Key, Tally] = defaultdict(Tally)
    sizes: dict[Key, int] = defaultdict(int)
    rows = []
    for council in councils:
        one = counted.pop(council.pk, None) or Counted()
        row, whole = _snapshot(edition, council, regions, one, published)
        rows.append(row)
        for key in groups_of(row, council.territory.code[:2]):
            totals[key].add(whole)
            sizes[key] += 1
    values = _values(rows)
    for row in rows:
        row.standings = standings_of(row, values)
    return rows, [_benchmark(edition, key, totals[key], sizes[key], values) for key in sorted(totals)]


def _councils(last: datetime.date) -> Iterable[Council]:
    return (
        Council.objects.filter(opened_at__date__lte=last)
        .select_related("territory")
        .only("id", "pledge_days", "territory__code", "territory__level", "territory__slug", "territory__population")
        .order_by("territory__code")
    )


def _snapshot(edition, council, regions, one: Counted, published) -> tuple[Snapshot, Tally]:
    whole = Tally()
    for tally in one.by_month.values():
        whole.add(tally)
    whole.numbers.update(one.stock.numbers)
    found = {item.key: path for item in ITEMS if (path := published[item.key].get(council.pk))}
    whole.numbers.update({"publication": len(found), "publication_items": len(ITEMS)})
    place = council.territory
    level = Level.PROVINCE if place.level == Level.PREFECTURE else place.level
    row = Snapshot(
        edition=edition,
        council=council,
        region=regions.get(place.code[:2]),
        level=level,
        band=band_of(place.population) if level == Level.COMMUNE else "",
        numbers={key: count for key, count in whole.numbers.items() if count},
        median_days=whole.median_days,
        oldest_days=one.oldest_days,
        months={key: tally.data() for key, tally in sorted(one.by_month.items())},
        published=found,
    )
    row.values = {
        figure.key: round(value, 3)
        for figure in COMPARED
        if (value := value_of(figure, row.numbers, row.median_days)) is not None
    }
    return row, whole


def groups_of(row: Snapshot, region: str) -> list[Key]:
    """Return the groups that a council is compared in: those of its level, and for a commune of its size."""
    level = str(row.level)
    keys = [(str(Scope.COUNTRY), "", level), (str(Scope.REGION), region, level)]
    return [*keys, (str(Scope.BAND), str(row.band), level)] if row.band else keys


def _values(rows: Iterable[Snapshot]) -> dict[Key, dict[str, list[float]]]:
    """Return the values of each figure in each group."""
    found: dict[Key, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for key in groups_of(row, row.council.territory.code[:2]):
            for figure, value in row.values.items():
                found[key][figure].append(value)
    return found


def standings_of(row: Snapshot, values: Mapping[Key, Mapping[str, list[float]]]) -> dict[str, dict[str, str]]:
    """Return the word for each figure of a council, by scope."""
    found: dict[str, dict[str, str]] = {}
    for key in groups_of(row, row.council.territory.code[:2]):
        words = {
            figure.key: str(word)
            for figure in COMPARED
            if figure.key in row.values
            and (word := standing_of(row.values[figure.key], values[key][figure.key], figure.better))
        }
        if words:
            found[key[0]] = words
    return found


def _benchmark(edition, key: Key, whole: Tally, size: int, values) -> Benchmark:
    scope, code, level = key
    spreads = {
        figure.key: asdict(spread)
        for figure in COMPARED
        if (spread := spread_of(values[key].get(figure.key, []) if key in values else []))
    }
    return Benchmark(
        edition=edition, scope=scope, code=code, level=level, councils=size, spreads=spreads,
        numbers={name: count for name, count in whole.numbers.items() if count}, median_days=whole.median_days,
    )  # fmt: skip


def over(rows: Iterable[Snapshot], wanted: list[str]) -> Tally:
    """Return councils added up over the months that `wanted` names; what stands on the last day is that of the edition.

    Rows come with their months.
    """
    whole = Tally()
    for row in rows:
        for key in wanted:
            if key in row.months:
                whole.add(Tally.of(row.months[key]))
        whole.numbers.update({key: count for key, count in row.numbers.items() if key in STOCKS})
    return whole
