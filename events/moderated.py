"""What moderation is told of events."""

from django.utils.translation import gettext_lazy as _

from events.actions import move
from events.models import Event, Stand
from moderation.kinds import Kind, Thing, register


def _say(row: Event) -> Thing:
    return Thing(text=row.about, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


def _stand(row: Stand) -> Thing:
    return Thing(
        text=row.about, title=row.title, url=row.get_absolute_url(), author=row.asked_by, space=row.event.space
    )


register(Kind("event", _("a meeting or a forum"), Event, _say, move=move, joined=("space__commune", "author")))
# Whoever leads the meeting declines a stand that should not be there: from then on nobody else sees it.
register(
    Kind("stand", _("a stand of a project exhibition"), Stand, _stand, joined=("event__space__commune", "asked_by"))
)
