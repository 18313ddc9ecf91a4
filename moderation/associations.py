"""Associations, whose room stands below: what they wrote of themselves for everyone is read, and can be hidden.

Their names, seat and receipt were declared to the authority: they stay. Their purpose is not read out: it is part of
their dossier, not of their page.
"""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import HIDE, SHOW, Kind, Thing, register
from spaces.actions import move_written
from spaces.models import Association, Space


def _say(row: Association) -> Thing:
    space = Space.objects.seated_in(row.seat_id)
    text = "\n".join(row.written.values())
    return Thing(text=text, title=str(row), url=row.get_absolute_url(), author=row.representative, space=space)


register(
    Kind(
        "association", _("page of an association"), Association, _say, move=move_written,
        joined=("seat", "representative"), names={HIDE: HIDE, SHOW: SHOW},
    )
)  # fmt: skip
