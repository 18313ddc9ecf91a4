"""Who sits in a council: one voice a person, whatever number of mandates she holds in it."""

import datetime

from django.utils.timezone import localdate

from councils.enums import ELECTED, Role
from councils.models import Council, Mandate

RANK = [Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.CHAIR, Role.MEMBER]


def _person(mandate: Mandate) -> tuple:
    """Return what tells one person from another: her account, else her name."""
    return ("user", mandate.user_id) if mandate.user_id else ("name", mandate.name_ar, mandate.name_fr)


def in_office(council: Council | int, on: datetime.date | None = None) -> list[Mandate]:
    """Return the members in office on a day (today in Morocco by default), the president first, one mandate each.

    Elected people only: an officer or a director has no voice. One query.
    """
    held = Mandate.objects.current(on or localdate()).filter(council=council, role__in=ELECTED).order_by("id")
    first: dict[tuple, Mandate] = {}
    for mandate in sorted(held, key=lambda one: RANK.index(one.role)):
        first.setdefault(_person(mandate), mandate)
    return list(first.values())


def president_among(members: list[Mandate]) -> Mandate | None:
    return next((member for member in members if member.role == Role.PRESIDENT), None)


def is_quorum(there: int, in_office: int) -> bool:
    """Tell whether more than half of the members in office are there (113-14, art. 42)."""
    return there * 2 > in_office
