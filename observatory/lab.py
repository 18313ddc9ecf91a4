"""The Lab over its communes: their figures over a period, side by side and added up, and who takes part."""

from dataclasses import dataclass, field
from typing import Any

from core.enums import Level
from observatory import months, reading
from observatory.counting.editions import over
from observatory.figures import BY_KEY, Figure, Line, lines_of
from observatory.models import Edition, Inclusion, Snapshot
from spaces.models import Space
from territories.models import Territory
from territories.queries import unread_of


@dataclass
class Row:
    """A commune in the table: its space, the few figures of a list, and who takes part there."""

    space: Space
    cells: list[Line] = field(default_factory=list)
    presences: list[reading.Presence] = field(default_factory=list)
    people: int | None = None  # online in a year, rounded; None when they are few


@dataclass
class Board:
    """All that the dashboard and the donor report say. `lines` are all communes added up."""

    edition: Edition
    length: int
    rows: list[Row]
    lines: list[tuple[Any, list[Line]]]
    presence: list[tuple]
    territories: list[Territory]
    counted: int  # communes with figures

    @property
    def columns(self) -> list[Figure]:
        """The figures of each commune's line."""
        return [BY_KEY[key] for key in reading.LISTED]

    @property
    def first_day(self):
        return months.before(self.edition.month, self.length - 1)


def board_of(user, edition: Edition, length: int) -> Board:
    """Return the board of the communes that `user` coordinates, over `length` months. A fixed number of queries."""
    spaces = list(
        Space.objects.coordinated_by(user)
        .exclude(state="draft")
        .select_related("commune")
        .defer(*unread_of("commune"))
        .order_by("commune__code")
    )
    communes = {space.commune_id: space for space in spaces}
    snapshots = {
        row.council.territory_id: row
        for row in Snapshot.objects.public()
        .filter(edition=edition, level=Level.COMMUNE, council__territory__in=list(communes))
        .select_related("council")
        .only("numbers", "months", "council__territory_id")
    }
    inclusion = {row.space_id: row for row in Inclusion.objects.filter(process="space", space__in=spaces)}
    wanted = reading.period_of(edition, length)
    rows = [_row(space, snapshots.get(space.commune_id), inclusion.get(space.pk), wanted) for space in spaces]
    whole = over(snapshots.values(), wanted)
    held = Territory.objects.filter(pk__in=user.coordinations.filter(ended_at__isnull=True).values("territory"))
    return Board(
        edition, length, rows, lines_of(whole.numbers, whole.median_days),
        reading.added_up(inclusion.values()), list(held.only("code", "name_ar", "name_fr")), len(snapshots),
    )  # fmt: skip


def _row(space: Space, snapshot: Snapshot | None, inclusion: Inclusion | None, wanted: list[str]) -> Row:
    row = Row(space)
    if snapshot is not None:
        whole = over([snapshot], wanted)
        row.cells = reading.cells_of(whole.numbers, whole.median_days)
    if inclusion is not None:
        row.presences, row.people = reading.presences(inclusion), inclusion.online
    return row
