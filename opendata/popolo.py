"""Councils and the people who hold a mandate in them, as Popolo has it: organizations, posts, memberships, persons,
areas, tied by identifiers.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from councils.enums import Role
from councils.models import Committee, Council, Mandate
from notices.paths import absolute
from opendata.catalogue import site
from opendata.divisions import division, named
from opendata.people import of_council
from territories.models import Territory

ONE_HOLDER = {Role.PRESIDENT, Role.SECRETARY, Role.DIRECTOR}  # offices that are posts of the council


def council(row: Council) -> dict[str, Any]:
    """Return all of one council: four queries, however many people sit in it."""
    territory = row.territory
    committees = list(row.committees.order_by("pk"))
    organizations = [_council(row), *(_committee(one, row) for one in committees)]
    people = of_council(row)
    posts: dict[str, dict[str, Any]] = {}
    memberships = []
    for person in people:
        for mandate in person.mandates:
            post = _post(mandate, row)
            posts[post["id"]] = post
            memberships.append(_membership(mandate, person.number, post["id"], row))
            if mandate.committee_id:
                memberships.append(_in_committee(mandate, person.number))
    return {
        "areas": [_area(one) for one in _above(territory)],
        "organizations": organizations,
        "posts": list(posts.values()),
        "persons": [_person(person) for person in people],
        "memberships": memberships,
    }


def councils(rows) -> dict[str, Any]:
    """Return every council as an organization with its area, and where its people are told."""
    rows = list(rows)
    return {
        "organizations": [_council(row) for row in rows],
        "areas": [_area(row.territory) for row in rows],
    }


def _names(arabic: str, french: str) -> dict[str, Any]:
    return {"name": french, "other_names": [{"name": arabic, "note": "ar"}]}


def _moment(at) -> str:
    return localtime(at).isoformat(timespec="seconds")


def _page(path: str, note: str) -> dict[str, str]:
    return {"url": absolute(path, settings.LANGUAGE_CODE), "note": note}


def _council(row: Council) -> dict[str, Any]:
    territory = row.territory
    slug = territory.slug
    machine = site(reverse("popolo-council", args=[slug]))
    return {
        "id": named("organization", "council", row.pk),
        **_names(f"مجلس {territory.name_ar}", f"Conseil de {territory.name_fr}"),
        "identifiers": [{"scheme": "ma-hcp", "identifier": territory.code}, {"scheme": "agraw", "identifier": slug}],
        "classification": "council",
        "area_id": division(territory),
        "links": [_page(row.get_absolute_url(), "page"), {"url": machine, "note": "Popolo"}],
        "created_at": _moment(row.opened_at),
        "updated_at": _moment(row.changed_at),
    }


def _committee(row: Committee, council: Council) -> dict[str, Any]:
    return {
        "id": named("organization", "committee", row.pk),
        **_names(row.name_ar, row.name_fr),
        "classification": "committee",
        "parent_id": named("organization", "council", council.pk),
        "area_id": division(council.territory),
        "updated_at": _moment(row.changed_at),
    }


def _key(mandate: Mandate) -> tuple:
    """What makes a post: an office that one person holds, a seat's kind, a committee's chair, a service."""
    if mandate.role in ONE_HOLDER:
        return (mandate.role,)
    return (mandate.role, mandate.committee_id or "", mandate.delegation)


def _post(mandate: Mandate, council: Council) -> dict[str, Any]:
    label = str(Role(mandate.role).label)
    if mandate.role not in ONE_HOLDER and mandate.delegation:
        label = f"{label} ({mandate.delegation})"
    return {
        "id": named("post", council.pk, *_key(mandate)),
        "label": label,
        "role": mandate.role,
        "organization_id": named("organization", "council", council.pk),
        "area_id": division(council.territory),
    }


def _membership(mandate: Mandate, person: int, post: str, council: Council) -> dict[str, Any]:
    return {
        "id": named("membership", mandate.pk),
        "label": str(Role(mandate.role).label),
        "role": mandate.role,
        "person_id": named("person", person),
        "organization_id": named("organization", "council", council.pk),
        "post_id": post,
        "area_id": division(council.territory),
        "start_date": mandate.starts_on.isoformat(),
        "end_date": mandate.ends_on.isoformat() if mandate.ends_on else None,
        "updated_at": _moment(mandate.changed_at),
    }


def _in_committee(mandate: Mandate, person: int) -> dict[str, Any]:
    role = "chair" if mandate.role == Role.CHAIR else "member"
    return {
        "id": named("membership", mandate.pk, "committee"),
        "role": role,
        "person_id": named("person", person),
        "organization_id": named("organization", "committee", mandate.committee_id),
        "start_date": mandate.starts_on.isoformat(),
        "end_date": mandate.ends_on.isoformat() if mandate.ends_on else None,
        "updated_at": _moment(mandate.changed_at),
    }


def _person(person) -> dict[str, Any]:
    """A person by the name under which she holds her mandate: nothing else of her."""
    latest = person.latest
    return {
        "id": named("person", person.number),
        **_names(latest.name_ar, latest.name_fr),
        "updated_at": _moment(person.changed_at),
    }


def _above(territory: Territory) -> list[Territory]:
    """Return a territory and those that it is in, the smallest first."""
    found, one = [], territory
    while one is not None:
        found.append(one)
        one = one.parent
    return found


def _area(territory: Territory) -> dict[str, Any]:
    point = territory.point
    return {
        "id": division(territory),
        "name": territory.name_fr,
        "identifier": territory.code,
        "classification": territory.level,
        "parent_id": division(territory.parent) if territory.parent_id else None,
        "geometry": {"type": "Point", "coordinates": [round(point.x, 5), round(point.y, 5)]} if point else None,
    }
