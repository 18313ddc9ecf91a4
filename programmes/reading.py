"""Where a project comes from, and what came of a thing: walked both ways, each as far as the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from programmes.enums import OriginKind
from programmes.models import HELD_IN, KINDS, Programme, Project, ProjectOrigin, Sourced, Step


@dataclass(frozen=True)
class Source:
    """Something that a project came from, as the reader may see it."""

    pk: int
    kind: OriginKind
    title: str
    url: str


def sources(rows: Iterable[Sourced], user: Any) -> list[Source]:
    """Return the origins that `user` may see, in their order: a query for each kind that is there, six at most."""
    rows = list(rows)
    seen: dict[tuple[str, int], Any] = {}
    for kind, model in KINDS.items():
        keys = [row.key for row in rows if row.kind == kind]
        if keys:
            seen |= {(kind, one.pk): one for one in model.objects.visible_to(user).filter(pk__in=keys)}
    return [
        Source(row.pk, row.kind, thing.title, thing.get_absolute_url())
        for row in rows
        if (thing := seen.get((row.kind, row.key))) is not None
    ]


def held_in(steps: Iterable[Step], user: Any) -> dict[int, Any]:
    """Return the debate, consultation, meeting or opinion of each step that has one, by the step's key.

    Those that `user` may see; a query for each kind that is there, four at most."""
    rows, found = list(steps), {}
    for column, model in HELD_IN.items():
        keys = {row.pk: getattr(row, f"{column}_id") for row in rows if getattr(row, f"{column}_id")}
        if keys:
            seen = model.objects.visible_to(user).in_bulk(set(keys.values()))
            found |= {pk: seen[key] for pk, key in keys.items() if key in seen}
    return found


def projects_from(kind: str, key: int, user: Any) -> list[Project]:
    """Return the projects that came from a thing, those of a version in force first, as `user` may see. One query."""
    rows = Project.objects.visible_to(user).filter(pk__in=ProjectOrigin.objects.filter(**{kind: key}).values("project"))
    return list(rows.filter(later__isnull=True).for_list())


def programme_of_decision(key: int, user: Any) -> Programme | None:
    """Return the programme that a decision of the council voted. One query."""
    return Programme.objects.visible_to(user).filter(decision=key).for_list().first()
