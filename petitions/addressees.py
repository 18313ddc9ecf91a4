"""To whom a petition begun in a commune's space may go: the councils of its commune, its province and its region."""

from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow import Refused
from councils.models import Council
from petitions.conditions import article
from petitions.requirements import Numbers, level_of, numbers_for
from spaces.models import Space
from territories.models import Territory


@dataclass(frozen=True)
class Addressee:
    """One territory above a space: its council when it is on Agraw, what citizens need there, or why they cannot."""

    territory: Territory
    council: Council | None = None
    numbers: Numbers | None = None
    why_not: str = ""

    @property
    def article(self) -> str:
        """Where the law says how many sign."""
        return article(level_of(self.territory), "citizens")


def addressees(space: Space) -> list[Addressee]:
    """Return the commune, its prefecture or province and its region, in this order, with their councils."""
    places = list(_above(space))
    councils = {one.territory_id: one for one in Council.objects.filter(territory__in=[place.pk for place in places])}
    return [_addressee(place, councils.get(place.pk)) for place in places]


def is_addressee(space: Space, council: Council) -> bool:
    """Tell whether a petition begun in a space may go to a council."""
    return council.territory_id in {place.pk for place in _above(space)}


def _above(space: Space):
    place = Territory.objects.light().get(pk=space.commune_id)
    while place:
        yield place
        place = Territory.objects.light().filter(pk=place.parent_id).first() if place.parent_id else None


def _addressee(place: Territory, council: Council | None) -> Addressee:
    if council is None:
        return Addressee(place, why_not=_("This council is not on Agraw yet."))
    council.territory = place
    try:
        return Addressee(place, council, numbers_for(place, localdate()))
    except Refused as refusal:
        return Addressee(place, council, why_not=str(refusal))
