"""Cases that say nearly the same: shown together, decided together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from moderation.enums import WAITING
from moderation.models import Case
from moderation.queries import LIKE

MOST = 100  # cases on one page, those included that were brought beside one that is like them

# `%%` is pg_trgm's operator, which the index answers; the share itself is asked of what it finds.
ALIKE = """
SELECT a.id, b.id FROM moderation_case a JOIN moderation_case b
ON b.folded %% a.folded AND b.id <> a.id AND b.folded <> '' AND b.state = ANY(%s)
AND b.space_id IS NOT DISTINCT FROM a.space_id AND similarity(a.folded, b.folded) >= %s
WHERE a.id = ANY(%s) AND a.folded <> '' ORDER BY a.id, b.id
"""


@dataclass
class Group:
    """Cases that are alike, the oldest first; `key` names them all in a form ("12.15.20")."""

    cases: list[Any]

    @property
    def key(self) -> str:
        return ".".join(str(case.pk) for case in self.cases)

    @property
    def others(self) -> int:
        """How many there are besides the first."""
        return len(self.cases) - 1


def alike(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of waiting cases of one space that are alike, the first one among `keys`."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [list(WAITING), LIKE, list(keys)])
        return cursor.fetchall()


def grouped(cases: Sequence[Case]) -> list[Group]:
    """Return a page of cases in groups of those that are alike, with those that are alike and stand on no page yet.

    Two queries, however many cases there are.
    """
    pairs = alike([case.pk for case in cases])
    known = {case.pk: case for case in cases}
    beside = {other for _first, other in pairs} - set(known)
    rows = Case.objects.for_list().filter(pk__in=sorted(beside)[: max(MOST - len(known), 0)])
    known |= {case.pk: case for case in rows}
    head = {pk: pk for pk in known}

    def first(pk: int) -> int:
        while head[pk] != pk:
            pk = head[pk]
        return pk

    for one, other in pairs:
        if one in known and other in known:
            low, high = sorted((first(one), first(other)))
            head[high] = low
    groups: dict[int, Group] = {}
    for pk in known:  # in the order of the page; what was brought beside comes after
        groups.setdefault(first(pk), Group([])).cases.append(known[pk])
    for group in groups.values():
        group.cases.sort(key=lambda case: case.pk)
    return list(groups.values())
