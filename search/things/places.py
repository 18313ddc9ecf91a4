"""Places: regions, provinces and prefectures, communes, arrondissements."""

import datetime

from django.utils.translation import gettext_lazy as _

from search.kinds import Thing, in_languages, register
from territories.models import Territory
from territories.queries import UNREAD

CENSUS = (9, 1)  # month and day: the date by which a place is ordered


@register(
    name="place", label=_("commune or territory"), many=_("Communes and territories"), icon="pin", model=Territory,
    joined=("parent",), places=("parent",), weight=1.6, is_place=True,
    rows=lambda: Territory.objects.defer(*UNREAD),
)  # fmt: skip
def place(row: Territory) -> Thing:
    return Thing(
        titles=in_languages(row, "name"), texts=in_languages(row.parent, "name") if row.parent_id else (),
        at=datetime.date(row.census_year, *CENSUS), url=row.get_absolute_url(), title=row.name, place=row.parent,
        places=(row.code,), state_label=row.get_level_display(),
    )  # fmt: skip
