"""A council as an OParl body: its organizations, people, meetings, points of the agenda and papers.

A meeting is a session of the council, a paper one of its published decisions. Names are told in Arabic; French ones
stand beside them, as `agraw:nameFr`.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.timezone import get_current_timezone

from councils.enums import Role
from councils.models import Committee, Council, Mandate
from deliberations.enums import ItemState, SessionState, SittingState
from deliberations.models import AgendaItem, Decision, Session
from deliberations.queries import is_shown
from notices.paths import absolute
from opendata.catalogue import site
from opendata.oparl.shape import LISTED, Told, list_address, object_address
from opendata.people import Person, of_council
from opendata.tables.shape import CC_BY

STATES = {SessionState.PLANNED: "terminiert", SessionState.CONVENED: "eingeladen", SessionState.OPEN: "eingeladen",
          SessionState.CLOSED: "durchgeführt"}  # fmt: skip
GONE_ITEMS = {ItemState.WITHDRAWN}
NEVER_SHOWN = {ItemState.PROPOSED}


def page(path: str) -> str:
    return absolute(path, settings.LANGUAGE_CODE)


def body(row: Council) -> Told:
    """The council of a territory: where all its lists are."""
    territory, slug = row.territory, row.territory.slug

    def tell() -> dict[str, Any]:
        point = territory.point
        geometry = {"type": "Point", "coordinates": [round(point.x, 5), round(point.y, 5)]} if point else None
        location = {"type": "Feature", "geometry": geometry, "properties": {"name": territory.name_ar}}
        return {
            "system": site("/oparl/v1.1/system"),
            "name": f"مجلس {territory.name_ar}",
            "shortName": territory.name_ar,
            "agraw:nameFr": f"Conseil de {territory.name_fr}",
            "classification": territory.level,
            "equivalent": [],
            "license": CC_BY.url,
            "web": page(row.get_absolute_url()),
            "agraw:hcp": territory.code,
            "location": {"geojson": location, "description": territory.name_ar} if point else None,
            "legislativeTerm": [],
            **{name: list_address(slug, name) for name in LISTED},
        }

    return Told("body", slug, row.opened_at, row.changed_at, tell)


def organizations(row: Council) -> list[Told]:
    """The council itself, then its standing committees."""
    return [_council(row), *(_committee(one, row) for one in row.committees.order_by("pk"))]


def _council(row: Council) -> Told:
    def tell() -> dict[str, Any]:
        return {
            "body": object_address("body", row.territory.slug),
            "name": f"مجلس {row.territory.name_ar}",
            "agraw:nameFr": f"Conseil de {row.territory.name_fr}",
            "organizationType": "Gremium",
            "classification": "Parlament",
            "meeting": list_address(row.territory.slug, "meeting"),
            "web": page(row.get_absolute_url()),
        }

    return Told("organization", f"council-{row.pk}", row.opened_at, row.changed_at, tell)


def _committee(one: Committee, row: Council) -> Told:
    def tell() -> dict[str, Any]:
        return {
            "body": object_address("body", row.territory.slug),
            "name": one.name_ar,
            "agraw:nameFr": one.name_fr,
            "organizationType": "Gremium",
            "classification": "Ausschuss",
            "subOrganizationOf": object_address("organization", f"council-{row.pk}"),
        }

    return Told("organization", f"committee-{one.pk}", row.opened_at, one.changed_at, tell)


def people(row: Council) -> list[Told]:
    """Whoever everyone may know of the council, each once, with her memberships inside."""
    return [_person(one, row) for one in of_council(row)]


def _person(person: Person, row: Council) -> Told:
    def tell() -> dict[str, Any]:
        return {
            "body": object_address("body", row.territory.slug),
            "name": person.latest.name_ar,
            "agraw:nameFr": person.latest.name_fr,
            "membership": [one.as_data() for one in _memberships(person, row)],
        }

    return Told("person", person.number, _beginning(person.mandates[0].starts_on), person.changed_at, tell)


def memberships(row: Council) -> list[Told]:
    return [one for person in of_council(row) for one in _memberships(person, row)]


def _memberships(person: Person, row: Council) -> list[Told]:
    return [told for mandate in person.mandates for told in _of_mandate(mandate, person.number, row)]


def _of_mandate(mandate: Mandate, person: int, row: Council) -> list[Told]:
    """A mandate is a membership of the council, and of its committee if there is one."""

    def telling(organization: str, role: str, is_voting: bool) -> Callable[[], dict[str, Any]]:
        return lambda: {
            "person": object_address("person", person),
            "organization": object_address("organization", organization),
            "role": role,
            "votingRight": is_voting,
            "startDate": mandate.starts_on.isoformat(),
            "endDate": mandate.ends_on.isoformat() if mandate.ends_on else None,
        }

    is_elected = mandate.role not in {Role.OFFICER, Role.DIRECTOR}
    began = _beginning(mandate.starts_on)
    in_council = telling(f"council-{row.pk}", str(Role(mandate.role).label), is_elected)
    told = [Told("membership", mandate.pk, began, mandate.changed_at, in_council)]
    if mandate.committee_id:
        in_committee = telling(f"committee-{mandate.committee_id}", str(Role(mandate.role).label), is_elected)
        told.append(Told("membership", f"{mandate.pk}-committee", began, mandate.changed_at, in_committee))
    return told


def meetings(row: Council) -> list[Told]:
    items = Prefetch("items", AgendaItem.objects.select_related("referral", "deliberation"))
    rows = Session.objects.filter(council=row).order_by("pk").prefetch_related("sittings", items)
    return [_meeting(one, row) for one in rows]


def _meeting(one: Session, row: Council) -> Told:
    def tell() -> dict[str, Any]:
        sittings = sorted(one.sittings.all(), key=lambda sitting: sitting.starts_at)
        held = [sitting for sitting in sittings if sitting.state != SittingState.CANCELLED]
        first = held[0] if held else None
        items = sorted(
            (item for item in one.items.all() if _is_public(item)), key=lambda item: (item.number or 10_000, item.pk)
        )
        return {
            "name": one.name,
            "meetingState": STATES[one.state],
            "cancelled": False,
            "start": (first.starts_at if first else _beginning(one.day)).isoformat(),
            "end": one.closed_at.isoformat() if one.closed_at else None,
            "location": {"description": first.place} if first else None,
            "organization": [object_address("organization", f"council-{row.pk}")],
            "agendaItem": [_item(item, one.pk).as_data() for item in items],
            "web": page(one.get_absolute_url()),
            "agraw:sittings": [
                {"number": sitting.number, "start": sitting.starts_at.isoformat(), "place": sitting.place,
                 "public": sitting.is_public, "state": sitting.state}
                for sitting in sittings
            ],
        }  # fmt: skip

    return Told("meeting", one.pk, one.changed_at, one.changed_at, tell)


def _is_public(item: AgendaItem) -> bool:
    is_open = item.referral is None or is_shown(item.referral)
    return is_open and item.state not in GONE_ITEMS | NEVER_SHOWN


def items(row: Council) -> list[Told]:
    """The points that everyone may see, and those that were on an agenda and are gone from it."""
    rows = AgendaItem.objects.filter(session__council=row).exclude(state__in=NEVER_SHOWN)
    return [_item(one, one.session_id) for one in rows.select_related("referral", "deliberation").order_by("pk")]


def _item(one: AgendaItem, session: int) -> Told:
    def tell() -> dict[str, Any]:
        deliberation = getattr(one, "deliberation", None) if one.state == ItemState.DELIBERATED else None
        return {
            "meeting": object_address("meeting", session),
            "number": str(one.number) if one.number else None,
            "name": one.title_ar,
            "agraw:nameFr": one.title_fr,
            "public": True,
            "result": None if deliberation is None else "adopted" if deliberation.is_adopted else "rejected",
            "agraw:state": one.state,
            "agraw:article": one.article,
            "web": page(one.get_absolute_url()),
        }

    return Told("agendaItem", one.pk, one.created_at, one.changed_at, tell, is_gone=not _is_public(one))


def papers(row: Council) -> list[Told]:
    return [_paper(one, row) for one in _decisions(row)]


def consultations(row: Council) -> list[Told]:
    return [_consultation(one, row) for one in _decisions(row)]


def _decisions(row: Council):
    return Decision.objects.published().filter(council=row).select_related("deliberation__item").order_by("pk")


def _paper(one: Decision, row: Council) -> Told:
    def tell() -> dict[str, Any]:
        return {
            "body": object_address("body", row.territory.slug),
            "name": one.title_ar,
            "agraw:nameFr": one.title_fr,
            "reference": one.reference,
            "date": one.adopted_on.isoformat(),
            "paperType": "مقرر",
            "originatorOrganization": [object_address("organization", f"council-{row.pk}")],
            "consultation": [_consultation(one, row).as_data()],
            "agraw:text": one.text_ar,
            "agraw:textFr": one.text_fr,
            "agraw:visa": one.visa,
            "web": page(one.get_absolute_url()),
        }

    return Told("paper", one.pk, one.published_at, max(one.published_at, one.changed_at), tell)


def _consultation(one: Decision, row: Council) -> Told:
    item = one.deliberation.item

    def tell() -> dict[str, Any]:
        return {
            "paper": object_address("paper", one.pk),
            "agendaItem": object_address("agendaItem", item.pk),
            "meeting": object_address("meeting", item.session_id),
            "organization": [object_address("organization", f"council-{row.pk}")],
            "authoritative": True,
            "role": "Entscheidung",
        }

    return Told("consultation", one.pk, one.published_at, max(one.published_at, one.changed_at), tell)


def _beginning(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), get_current_timezone())


LISTS: dict[str, Callable[[Council], list[Told]]] = {
    "organization": organizations, "person": people, "meeting": meetings, "paper": papers, "agendaitem": items,
    "membership": memberships, "consultation": consultations,
}  # fmt: skip
# In which council an object is, by its kind: a number, and the path from its model to the council.
OWNERS = {
    "person": (Mandate, "council"), "membership": (Mandate, "council"), "meeting": (Session, "council"),
    "agendaitem": (AgendaItem, "session__council"), "paper": (Decision, "council"),
    "consultation": (Decision, "council"),
}  # fmt: skip
