"""What a coordinator sees of the communes in her charge: their spaces side by side, and what happens there."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from councils.models import Answer, Council, Referral
from councils.queries import Numbers, numbers_of
from spaces import signals
from spaces.enums import Role, SpaceState
from spaces.models import Coordination, Membership, Space
from spaces.queries import roles_of, under
from territories.models import Territory
from territories.queries import unread_of

MOST_FOUND = 20  # communes


class Figure(NamedTuple):
    """One column of the table, as a receiver of `signals.figures` returns it: `numbers` by the key of the space.

    With `is_stuck` it is no column: what waits too long is said in words, where there is some.
    """

    label: Any
    numbers: dict[int, int]
    is_stuck: bool = False


@dataclass
class Row:
    """A space in the table: its council's numbers, its figures in the order of the columns, what is stuck and what it
    lacks before it stands on its own."""

    space: Space
    numbers: Numbers | None = None
    figures: list[tuple[Any, int]] = field(default_factory=list)
    stuck: list[tuple[Any, int]] = field(default_factory=list)
    missing: list[Any] = field(default_factory=list)


def coordination_of(user, words: str = "") -> dict:
    """Return the territories that `user` coordinates, their spaces side by side, and the communes without a space whose
    name may be `words`. A fixed number of queries; a superuser coordinates every territory."""
    spaces = list(Space.objects.coordinated_by(user).for_list())
    held = Coordination.objects.filter(user=user, ended_at__isnull=True).select_related("territory")
    return {
        "territories": [one.territory for one in held.defer(*unread_of("territory"))],
        "rows": rows_of(spaces),
        "found": find_communes(user, words) if words.strip() else [],
    }


def rows_of(spaces: list[Space]) -> list[Row]:
    """Return a row for each space, in their order, with a fixed number of queries: those of each receiver are, too."""
    if not spaces:
        return []
    communes = [space.commune_id for space in spaces]
    councils = list(Council.objects.filter(territory__in=communes).only("id", "territory_id"))
    numbers = numbers_of(councils, Referral.objects.all(), Answer.objects.all())
    by_commune = {council.territory_id: numbers[council.pk] for council in councils}
    columns = [Figure(*one) for _receiver, found in signals.figures.send(Space, spaces=spaces) for one in found or []]
    missing = missing_of(spaces)
    return [
        Row(
            space,
            by_commune.get(space.commune_id),
            [(one.label, one.numbers.get(space.pk, 0)) for one in columns if not one.is_stuck],
            [(one.label, count) for one in columns if one.is_stuck and (count := one.numbers.get(space.pk, 0))],
            missing[space.pk],
        )
        for space in spaces
    ]


def missing_of(spaces: list[Space]) -> dict[int, list[Any]]:
    """Return what each space lacks before it stands on its own, in a few words; nothing for one that was handed over.

    `spaces` came from `for_list`. The sentences for one space are those of `actions.missing_to_stand`.
    """
    facilitated = set(
        Membership.objects.current()
        .filter(space__in=spaces, role=Role.FACILITATOR)
        .order_by()
        .values_list("space_id", flat=True)
    )
    missing: dict[int, list[Any]] = defaultdict(list)
    for space in spaces:
        lacks = [
            (space.pk not in facilitated, _("a facilitator")),
            (space.charter_version is None, _("a charter")),
            (not space.contact, _("a desk")),
            (space.state == SpaceState.DRAFT, _("its opening")),
        ]
        missing[space.pk] = [words for is_lacking, words in lacks if is_lacking]
    for _receiver, found in signals.lacking.send(Space, spaces=spaces):
        for pk, sentences in (found or {}).items():
            missing[pk] += sentences
    for space in spaces:
        if space.handed_over_at:
            missing[space.pk] = []
    return missing


def find_communes(user, words: str) -> list[Territory]:
    """Return the communes in a coordinator's charge that have no space yet and whose name may be `words`."""
    communes = Territory.objects.communes().search(words).filter(space__isnull=True)
    if not user.is_superuser:
        communes = communes.filter(under(roles_of(user).codes, "code"))
    return list(communes.for_list()[:MOST_FOUND])
