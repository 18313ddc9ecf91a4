"""When the number of the identity card may be asked for at all (law 09-08, art. 12 and 21)."""

import datetime

from django.db.models import Q

from councils.models import Council
from petitions.models import ListRequirement, Processing


def processing_on(day: datetime.date) -> Processing | None:
    """Return the authorisation of the CNDP in force on a day, None without one."""
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return Processing.objects.filter(in_force, granted_on__lte=day).order_by("-granted_on").first()


def takes_cards(council: Council, day: datetime.date) -> bool:
    """Tell whether a desk may type the number: the council's list needs it, and the operator is authorised."""
    return ListRequirement.objects.filter(council=council).exists() and processing_on(day) is not None
