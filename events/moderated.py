"""What moderation is told of events."""

from django.utils.translation import gettext_lazy as _

from events.actions import move
from events.models import Event
from moderation.kinds import Kind, Thing, register


def _say(row: Event) -> Thing:
    return Thing(text=row.about, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


register(Kind("event", _("a meeting or a forum"), Event, _say, move=move, joined=("space__commune", "author")))
