"""Civil society spaces, whose room stands below: their words of welcome and their charter are read by who coordinates.

Nothing of a space is hidden from the queue: whoever facilitates it writes its page, and the coordinators look.
"""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from spaces.models import Space


def _say(row: Space) -> Thing:
    return Thing(text=row.welcome, title=str(row), url=row.get_absolute_url(), author=None, space=None)


register(Kind("space", _("page of a space"), Space, _say, joined=("commune",), names={}))
