"""What a coordinator's table says of the events of spaces."""

from django.db.models import Count, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.enums import Visibility
from events.enums import EventState
from events.models import Event
from spaces.coordination import Figure

HELD = {EventState.PUBLISHED, EventState.OVER, EventState.CLOSED}


def figures_of(spaces) -> list[Figure]:
    """Return the events that are announced and still to come. One query."""
    to_come = Q(state=EventState.PUBLISHED, visibility=Visibility.VISIBLE, starts_at__gt=now())
    rows = Event.objects.filter(space__in=spaces).order_by().values("space_id").annotate(n=Count("id", filter=to_come))
    return [Figure(_("Meetings to come"), {row["space_id"]: row["n"] for row in rows})]


def lacks_of(spaces) -> dict[int, list]:
    """Return which spaces have not announced a first meeting yet. One query."""
    met = set(Event.objects.filter(space__in=spaces, state__in=HELD).order_by().values_list("space_id", flat=True))
    return {space.pk: [_("a first meeting")] for space in spaces if space.pk not in met}
