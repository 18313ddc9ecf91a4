"""Posting a need by Open311: the standard's arguments made into what `needs.actions.post` takes."""

import math
import uuid
from typing import Any

from django.contrib.gis.geos import Point
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Token, User
from needs import actions
from needs.actions.posting import TITLE_MAX, shortened
from needs.enums import Beneficiary
from needs.models import Need
from opendata.open311.answers import Wrong
from opendata.open311.requests import space_of, theme_of
from spaces.models import Space
from territories.models import Territory

# Sent twice (a program that heard no answer), a request is one need.
SAME = uuid.uuid5(uuid.NAMESPACE_URL, "open311")


def post(data: Any, files: Any, *, by: User, key: Token | None) -> Need:
    """Voice a need from what a program sent, in its owner's name, and return it.

    Name, e-mail and phone of a requester are neither read nor kept: who asks is the owner of the key. A photo is sent
    as a file, `media`; `media_url` is not fetched. Raises `Wrong` for what is missing, else as `needs.actions.post`.
    """
    words = {name: value for name, value in data.items() if isinstance(value, str)}  # a file is no word
    data = {name: value.replace("\x00", "") for name, value in words.items()}
    if not (code := data.get("service_code", "")):
        raise Wrong(400, _("Send a service_code: ask /services for those that there are."))
    theme = theme_of(code)
    point, place = _point(data), data.get("address_string", "").strip()
    if point is None and not place:
        raise Wrong(400, _("Say where: lat and long, or address_string."))
    words = data.get("description", "").strip()
    if not words:
        raise Wrong(400, _("Send a description: what is needed."))
    space = _space(data.get("jurisdiction_id", ""), point)
    title = data.get("attribute[title]", "").strip()
    said = {
        "title": title or shortened(words.split("\n")[0].strip(), TITLE_MAX),
        "text": words if title or "\n" in words or len(words) > TITLE_MAX else "",
        "theme": theme,
        "place": place,
        "location": point,
        "beneficiary": data.get("attribute[beneficiary]", "") or Beneficiary.EVERYONE,
        "photos": [(file, "") for file in files.getlist("media")],
        "client_key": _once(key, space, [theme, place, title, words, point.wkt if point else ""]),
    }
    return actions.post(space, by=by, **said)


def _once(key: Token | None, space: Space, parts: list[str]) -> uuid.UUID | None:
    """What makes the same words of the same key on the same day one need."""
    if key is None:
        return None
    return uuid.uuid5(SAME, "\x1f".join([str(key.pk), str(space.pk), localdate().isoformat(), *parts]))


def _point(data: Any) -> Point | None:
    lat, lon = data.get("lat", ""), data.get("long", "")
    if not lat and not lon:
        return None
    try:
        at = float(lon), float(lat)
    except ValueError:
        raise Wrong(400, _("lat and long are degrees (WGS84), both or neither.")) from None
    if not (all(map(math.isfinite, at)) and -180 <= at[0] <= 180 and -90 <= at[1] <= 90):
        raise Wrong(400, _("lat and long are degrees (WGS84), both or neither."))
    return Point(*at, srid=4326)


def _space(jurisdiction: str, point: Point | None) -> Space:
    """Return the space named, or else the one of the commune in which the point is."""
    if jurisdiction:
        return space_of(jurisdiction)
    if point is None:
        raise Wrong(400, _("Send a jurisdiction_id: the name of a commune in the addresses of Agraw."))
    found = Territory.objects.locate(point.x, point.y)
    if found is None:
        raise Wrong(400, _("This point is in no commune that we know."))
    return space_of(found.commune.slug)
