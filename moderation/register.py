"""The public register as open data: one line an act. Nobody is named, and nothing of what was written is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from core.cells import cell
from moderation.models import Act


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means in words, and how it is read off an act."""

    name: str
    words: Any
    of: Callable[[Act], Any]


COLUMNS = (
    Column("id", _("number of the act, for ever"), lambda act: act.pk),
    Column("case", _("number of the case: the acts about one thing share it"), lambda act: act.case_id),
    Column("at", _("moment of the act, in Morocco"), lambda act: localtime(act.at).isoformat(timespec="minutes")),
    Column(
        "space", _("code of the commune of the space (HCP); empty: the Lab"),
        lambda act: act.space.commune.code if act.space_id else None,
    ),
    Column("thing", _("code of what kind of thing it is about"), lambda act: act.kind),
    Column("act", _("code of what was done"), lambda act: act.act),
    Column("ground", _("code of the reason, a common rule"), lambda act: act.ground),
    Column(
        "article", _("number of the article of the space’s charter, when one was named"),
        lambda act: act.clause.number if act.clause_id else None,
    ),
    Column("rule", _("code of the automatic rule, when one acted"), lambda act: act.rule),
    Column("by", _("person or rule"), lambda act: "rule" if act.is_by_rule else "person"),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda act: act.is_demo),
)  # fmt: skip


def rows() -> Iterator[Act]:
    """Yield each act in the order of their numbers, read a few hundred at a time."""
    yield from Act.objects.public().for_list().order_by("pk").iterator(chunk_size=500)


def lines() -> Iterator[list[str]]:
    """Yield the header, then a line an act."""
    yield [column.name for column in COLUMNS]
    for row in rows():
        yield [cell(column.of(row)) for column in COLUMNS]
