"""Figures as open data: columns, what each means, lines. A hidden number is an empty cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.cells import cell
from observatory.figures import BY_KEY, COUNTED
from observatory.lab import Board
from observatory.models import Comment, Edition, Snapshot
from observatory.publication_items import ITEMS
from territories.queries import unread_of

AT_ONCE = 200
BASES = {
    "waiting": _("what waited for an answer on the last day, whenever it began"),
    "promises": _("promises whose day fell in the twelve months"),
    "said_done": _("needs that the council said done"),
    "petitions_due": _("petitions ruled on, or whose time limit has passed"),
    "petitions_ruled": _("petitions ruled on"),
    "sessions_due": _("ordinary sessions whose last day to open went by, from the first one convened here on"),
    "sessions_told": _("of these, those with a day of opening"),
    "decisions": _("decisions of the council recorded here"),
    "projects_due": _("projects of the action plan whose day fell in the twelve months"),
    "questions": _("written questions of members"),
    "publication_items": _("things looked for"),
}


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means, how it is read off a row."""

    name: str
    words: Any
    of: Callable[[Any], Any]


def _counted(key: str) -> Column:
    words = BY_KEY[key].note if key in BY_KEY else BASES[key]
    return Column(key, words, lambda row: row.numbers.get(key, 0))


COLUMNS = (
    Column("month", _("the last month counted, as 2026-11: twelve months end with it"), lambda row: row.edition.key),
    Column("council", _("code of the council’s territory (HCP)"), lambda row: row.council.territory.code),
    Column("council_name", _("its name in French"), lambda row: row.council.territory.name_fr),
    Column("level", _("commune, province (or prefecture), region"), lambda row: row.level),
    Column("size", _("size of the commune: up to so many inhabitants"), lambda row: row.band),
    *(_counted(key) for key in COUNTED),
    Column("median_days", BY_KEY["median_days"].note, lambda row: row.median_days),
    Column("oldest_days", _("the longest delay of what is late, in days"), lambda row: row.oldest_days),
    *(
        Column(f"published_{item.key}", item.words, lambda row, key=item.key: key in row.published)
        for item in ITEMS
    ),
    Column("comment", _("what the council says of its figures, as signed last"), lambda row: row.words),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.council.is_demo),
)  # fmt: skip


def lines(edition: Edition | None, region: str = "") -> Iterator[list[str]]:
    """Yield the header, then each council of a public edition in the order of the codes, some hundred at a time.

    `region` is the code of a region (HCP): only its councils then, as `?region=` of the API.
    """
    yield [column.name for column in COLUMNS]
    if edition is None:
        return
    words = dict(Comment.objects.filter(snapshot__edition=edition).order_by("version").values_list("snapshot", "text"))
    rows = (
        Snapshot.objects.public()
        .filter(edition=edition)
        .select_related("edition", "council__territory")
        .defer("months", *unread_of("council__territory"))
    )
    if region:
        rows = rows.filter(region__code=region)
    for row in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        row.words = words.get(row.pk, "")
        yield [cell(column.of(row)) for column in COLUMNS]


def board_lines(board: Board) -> Iterator[list[str]]:
    """Yield the Lab's table: a line a commune and figure, then a line a commune and group of people."""
    yield ["month", "months", "commune", "commune_name", "what", "count", "of", "share"]
    for row in board.rows:
        place = [board.edition.key, board.length, row.space.commune.code, row.space.commune.name_fr]
        for line in row.cells:
            yield [cell(one) for one in (*place, line.figure.key, line.count, line.of, line.share)]
        for one in row.presences:
            yield [cell(value) for value in (*place, f"people_{one.group}", one.count, one.of, one.share)]
