"""What moderation is told of needs."""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from needs.actions import move
from needs.models import Need


def _say(row: Need) -> Thing:
    return Thing(text=row.text, title=row.title, url=row.get_absolute_url(), author=row.author, space=row.space)


register(Kind("need", _("a need"), Need, _say, move=move, joined=("space__commune", "author")))
