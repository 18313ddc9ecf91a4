"""Events as open data: columns, what each means, lines. Counts of few people are left out, as on pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.cells import cell
from core.hiding import hide_share
from events.enums import EventState, Group
from events.models import Event
from territories.queries import unread_of

AT_ONCE = 500


@dataclass(frozen=True)
class Column:
    name: str
    words: Any
    value: Callable[[Event], Any]


def _moment(at) -> str:
    return at.isoformat(timespec="minutes") if at else ""


def _group(group: Group) -> Callable[[Event], Any]:
    def value(event: Event):
        found = next((one for one in event.headcounts.all() if one.group == group), None)
        is_counted = found is not None and (found.entered is not None or found.declared)
        return hide_share(found.count, event.people) if is_counted else None

    return value


def _came(event: Event) -> int | None:
    return event.people if event.state in {EventState.OVER, EventState.CLOSED} else None


COLUMNS = [
    Column("id", _("number of the event"), lambda event: event.pk),
    Column("commune", _("code of the commune"), lambda event: event.space.commune.code),
    Column("commune_slug", _("commune, as in addresses"), lambda event: event.space.commune.slug),
    Column("kind", _("what it is, a code"), lambda event: event.kind),
    Column("state", _("where it stands, a code"), lambda event: event.state),
    Column("theme", _("subject, a code"), lambda event: event.theme),
    Column("title_ar", _("title in Arabic"), lambda event: event.title_ar),
    Column("title_fr", _("title in French"), lambda event: event.title_fr),
    Column("starts_at", _("beginning, with the offset from UTC"), lambda event: _moment(event.starts_at)),
    Column("ends_at", _("end, likewise"), lambda event: _moment(event.ends_at)),
    Column("venue", _("hall and address"), lambda event: event.venue),
    Column("capacity", _("places, empty for no limit"), lambda event: event.capacity),
    Column("registered", _("people with a place"), lambda event: event.placed_count),
    Column("waiting", _("people on the waiting list"), lambda event: event.waiting_count),
    Column("came", _("people who came, empty until it is over"), _came),
    Column("women", _("women among them, empty when not counted or too few to be shown"), _group(Group.WOMEN)),
    Column("young", _("people under 35, likewise"), _group(Group.YOUNG)),
    Column("disabled", _("people with disabilities, likewise"), _group(Group.DISABLED)),
    Column("is_demo", _("1 for made-up data"), lambda event: event.is_demo),
]  # fmt: skip


def rows() -> Iterator[Event]:
    """Yield every event that everyone may read, in the order of their numbers."""
    found = Event.objects.public().select_related("space__commune").defer(
        *unread_of("space__commune"), "about", "minutes", "folded"
    )  # fmt: skip
    yield from found.prefetch_related("headcounts").order_by("pk").iterator(chunk_size=AT_ONCE)


def lines() -> Iterator[list[str]]:
    """Yield the table line by line, its head first."""
    yield [column.name for column in COLUMNS]
    for event in rows():
        yield [cell(column.value(event)) for column in COLUMNS]
