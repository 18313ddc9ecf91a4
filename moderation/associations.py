"""Associations, whose room stands below: their pages can be reported; what is wrong there is written to them about.

Their purpose is not read out: it is part of their dossier, not of their page.
"""

from django.utils.translation import gettext_lazy as _

from moderation.kinds import Kind, Thing, register
from spaces.models import Association, Space


def _say(row: Association) -> Thing:
    space = Space.objects.seated_in(row.seat_id)
    return Thing(text="", title=str(row), url=row.get_absolute_url(), author=row.representative, space=space)


register(Kind("association", _("page of an association"), Association, _say, joined=("seat", "representative")))
