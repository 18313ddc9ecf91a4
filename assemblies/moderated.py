"""What moderation is told of general assemblies: the Lab looks after those of networks, a space after those of its
associations."""

from django.utils.translation import gettext_lazy as _

from assemblies.actions import move
from assemblies.models import Assembly
from moderation.kinds import Kind, Thing, register
from spaces.models import Space


def _say(row: Assembly) -> Thing:
    space = None
    if row.association_id:
        space = Space.objects.seated_in(row.association.seat_id)
    return Thing(text=row.words, title=row.title, url=row.get_absolute_url(), author=row.author, space=space)


register(Kind("assembly", _("a general assembly"), Assembly, _say, move=move, joined=("association__seat", "author")))
