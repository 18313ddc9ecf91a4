"""For whom a person may speak when she offers, asks, applies: each side with the value of a form's choice."""

from dataclasses import dataclass

from networks.models import Network, Partner
from networks.queries import facilitated_by, led_by, offices_of, steered_by
from spaces.models import Association, Space
from territories.queries import unread_of

PERSON = "person"


@dataclass(frozen=True)
class Side:
    """One choice: its value in a form ("association-12"), and the thing that it names."""

    value: str
    thing: Association | Space | Network | Partner


def _side(thing) -> Side:
    return Side(f"{thing._meta.model_name}-{thing.pk}", thing)


def applicants(user) -> list[Side]:
    """Return the associations that the person represents and the spaces that she facilitates. Two queries."""
    associations = Association.objects.for_list().filter(pk__in=led_by(user)).order_by("pk")
    spaces = Space.objects.select_related("commune").defer(*unread_of("commune"))
    found = spaces.filter(pk__in=facilitated_by(user)).order_by("pk")
    return [_side(thing) for thing in (*associations, *found)]


def sides_of(user) -> list[Side]:
    """Return every side for which the person may offer or ask: also her networks and partners. Four queries."""
    partners = Partner.objects.filter(pk__in=offices_of(user)).order_by("pk")
    networks = Network.objects.filter(pk__in=steered_by(user)).order_by("pk")
    return [*(_side(thing) for thing in (*partners, *networks)), *applicants(user)]
