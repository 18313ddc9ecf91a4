"""What the census says of a territory's inhabitants: its own figure, else that of the smallest territory above it.

The census figures loaded with the territories are numbers of inhabitants alone; from them comes the share of people in
rural communes. Shares of women, young people and people with disabilities are loaded by an operator
(`manage.py load_census_shares`); until then only what stands in `data/census.csv` is known, for the country.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Q, Sum

from observatory.enums import IN_CENSUS, Group
from observatory.models import CensusShare
from territories.enums import Kind
from territories.models import Territory

FILE = Path(__file__).parent / "data" / "census.csv"
RURAL_SOURCE = "HCP, RGPH"


@dataclass(frozen=True)
class Reference:
    """A share in per cent, of which territory (its code, empty for the country), from which source and year."""

    share: float
    code: str
    year: int
    source: str


@cache
def of_the_country() -> dict[str, Reference]:
    """Return what is known of the whole country without an operator."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["group"]: Reference(float(row["share"]), "", int(row["year"]), row["source"])
            for row in csv.DictReader(file)
        }


def references_for(codes: Iterable[str]) -> dict[str, dict[str, Reference]]:
    """Return, by code of territory, the reference of each group that one is known for. Two queries."""
    by_code: dict[str, dict[str, Reference]] = {"": dict(of_the_country())}
    for row in CensusShare.objects.select_related("territory").only(
        "share", "group", "year", "source", "territory__code"
    ):
        code = row.territory.code if row.territory_id else ""
        by_code.setdefault(code, {})[row.group] = Reference(float(row.share), code, row.year, row.source)
    for code, reference in _rural().items():
        by_code.setdefault(code, {}).setdefault(Group.RURAL, reference)
    return {code: _nearest(code, by_code) for code in codes}


def _nearest(code: str, by_code: dict[str, dict[str, Reference]]) -> dict[str, Reference]:
    parts = code.split(".")
    above = [".".join(parts[:count]) for count in range(len(parts), 0, -1)] + [""]
    return {
        group: reference
        for group in IN_CENSUS
        if (reference := next((by_code[one][group] for one in above if group in by_code.get(one, {})), None))
    }


def _rural() -> dict[str, Reference]:
    """Return the share of people in rural communes, by region and for the country."""
    rows = (
        Territory.objects.communes()
        .order_by()
        .values("parent__parent__code")
        .annotate(
            rural=Sum("population", filter=Q(kind=Kind.RURAL), default=0),
            urban=Sum("population", filter=Q(kind=Kind.URBAN), default=0),
        )
        .values_list("parent__parent__code", "rural", "urban")
    )
    counted = {code: (rural, urban) for code, rural, urban in rows if code and rural + urban}
    if counted:
        counted[""] = tuple(map(sum, zip(*counted.values(), strict=True)))
    return {
        code: Reference(round(100 * rural / (rural + urban), 1), code, 2024, RURAL_SOURCE)
        for code, (rural, urban) in counted.items()
    }
