"""Identifiers of Open Civic Data: of places by their code, of councils, offices and people by what they are here.

A place is `ocd-division/country:ma/region:09/province:581/commune:01.07`. An organization, a post and a person have a
UUID that is made from the address of this site and their number: the same for ever, and it tells nothing else.
"""

import uuid

from opendata.catalogue import site
from territories.enums import Level
from territories.models import Territory

COUNTRY = "ocd-division/country:ma"


def division(territory: Territory) -> str:
    """Return the OCD identifier of a territory, made from its code at the HCP."""
    parts = territory.code.split(".")
    names = ["region", "prefecture" if territory.level == Level.PREFECTURE else "province"]
    told = [f"{name}:{part}" for name, part in zip(names, parts, strict=False)]
    if len(parts) > 2:
        told[1] = f"province:{parts[1]}"
        last = "arrondissement" if territory.level == Level.ARRONDISSEMENT else "commune"
        told.append(f"{last}:{'.'.join(parts[2:])}")
    return "/".join([COUNTRY, *told])


def named(kind: str, *parts: object) -> str:
    """Return the identifier of an organization, a post, a membership or a person."""
    return f"ocd-{kind}/{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join([site('/' + kind), *map(str, parts)]))}"
