"""Needs as the requests of Open311: which are asked for, what is told of each.

A need is `open` until the people who asked confirm that it is done, or the council declines it: "said done" is open.
"""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, localtime, make_aware, now
from django.utils.translation import gettext as _

from councils.enums import Theme, Verdict
from councils.models import Answer, Council
from needs.enums import NeedState
from needs.models import Need, Photo
from needs.queries import NeedQuerySet
from notices.paths import absolute
from opendata.open311.answers import Wrong
from opendata.tables.shape import EVERYONE
from spaces.models import Space
from territories.queries import unread_of

SPAN = datetime.timedelta(days=90)  # of the standard: what is asked for without dates, and the longest span
MOST = 1_000  # requests of one answer, by the standard
NUMBERS_MOST = 100  # requests asked for by their numbers
CLOSED_STATES = {NeedState.CONFIRMED, NeedState.DECLINED}


def space_of(jurisdiction: str) -> Space:
    """Return the space of a jurisdiction: the slug of its commune. Raises `Wrong` (404) for one that there is not."""
    spaces = Space.objects.visible_to(EVERYONE).select_related("commune").defer(*unread_of("commune"))
    space = spaces.filter(commune__slug=jurisdiction).first()
    if space is None:
        raise Wrong(404, _("There is no such jurisdiction_id: it is the name of a commune in the addresses of Agraw."))
    return space


def theme_of(code: str) -> str:
    """Return a theme by its code. Raises `Wrong` (404) for one that there is not."""
    if code not in Theme.values:
        raise Wrong(404, _("There is no such service_code: ask /services for those that there are."))
    return code


def asked_for(query: Any) -> list[Need]:
    """Return the needs that an address asks for, the newest first, all that everyone may see.

    `service_request_id` (several, with commas between them) goes before everything else. Raises `Wrong` for what cannot
    be read or does not exist.
    """
    needs = Need.objects.visible_to(EVERYONE)
    if jurisdiction := query.get("jurisdiction_id", ""):
        needs = needs.filter(space=space_of(jurisdiction))
    if numbers := query.get("service_request_id", ""):
        return told_with(needs.filter(pk__in=_numbers(numbers)))
    needs = needs.standing().filter(**_between(query.get("start_date", ""), query.get("end_date", "")))
    if codes := query.get("service_code", ""):
        needs = needs.filter(theme__in=[theme_of(code.strip()) for code in codes.split(",")])
    if asked := {word.strip() for word in query.get("status", "").split(",") if word.strip()}:
        if asked - {"open", "closed"}:
            raise Wrong(400, _("status is open, closed, or both with a comma between them."))
        if asked == {"closed"}:
            needs = needs.filter(state__in=CLOSED_STATES)
        elif asked == {"open"}:
            needs = needs.exclude(state__in=CLOSED_STATES)
    size = _whole(query.get("page_size", ""), "page_size", MOST)
    first = (_whole(query.get("page", ""), "page", 1, most=100_000) - 1) * size
    return told_with(needs, first, first + size)


def told_with(needs: NeedQuerySet, first: int = 0, end: int = MOST) -> list[Need]:
    """Return needs with everything that is told of one, in one query."""
    of = {"need": OuterRef("pk")}
    promises = Answer.objects.published().filter(referral=OuterRef("referral"), verdict=Verdict.PLANNED)
    unread = ("folded", "keys", "merged_into__text", "merged_into__folded", "merged_into__keys")
    rows = needs.select_related("space__commune", "merged_into").defer(*unread_of("space__commune"), *unread)
    rows = rows.annotate(
        photo_id=Subquery(Photo.objects.shown().filter(**of).order_by("pk").values("pk")[:1]),
        promised_on=Subquery(promises.order_by("-published_at").values("planned_for")[:1]),
        has_council=Exists(Council.objects.filter(territory=OuterRef("space__commune"))),
    )
    return list(rows.order_by("-created_at", "-pk")[first:end])


def request_of(need: Need) -> dict[str, Any]:
    """Return what is told of one need, in the standard's words. No word about who asked."""
    commune = need.space.commune
    merged = need.merged_into
    is_seen = merged is not None and merged.visibility == "visible"
    notes = str(NeedState(need.state).label)
    if merged is not None:
        notes = (
            _("Joined to request %(number)s.") % {"number": merged.pk} if is_seen else _("Joined to another request.")
        )
    changed = max(at for at in (need.created_at, need.heard_at, need.said_done_at, need.confirmed_at) if at)
    photo = reverse("needs:photo", args=[need.photo_id]) if need.photo_id else ""
    return {
        "service_request_id": str(need.pk),
        "status": "closed" if merged is not None or need.state in CLOSED_STATES else "open",
        "status_notes": notes,
        "service_name": str(Theme(need.theme).label),
        "service_code": need.theme,
        "description": f"{need.title}\n\n{need.text}".strip(),
        "agency_responsible": _("Council of %(place)s") % {"place": commune.name} if need.has_council else "",
        "service_notice": absolute(need.get_absolute_url(), settings.LANGUAGE_CODE),
        "requested_datetime": moment(need.created_at),
        "updated_datetime": moment(changed),
        "expected_datetime": _beginning(need.promised_on),
        "address": ", ".join(part for part in (need.place, commune.name) if part),
        "address_id": commune.code,
        "zipcode": None,
        "lat": round(need.location.y, 5) if need.location else None,
        "long": round(need.location.x, 5) if need.location else None,
        "media_url": absolute(photo, settings.LANGUAGE_CODE) if photo else "",
    }


def moment(at: datetime.datetime) -> str:
    return localtime(at).isoformat(timespec="seconds")


def _beginning(day: datetime.date | None) -> str | None:
    """The beginning of a day, in Morocco."""
    return datetime.datetime.combine(day, datetime.time(), get_current_timezone()).isoformat() if day else None


def _numbers(text: str) -> list[int]:
    numbers = [part.strip() for part in text.split(",") if part.strip()]
    if len(numbers) > NUMBERS_MOST:
        raise Wrong(400, _("At most 100 numbers may be asked for at once."))
    return [int(part) for part in numbers if part.isascii() and part.isdigit() and len(part) <= 15]


def _whole(text: str, name: str, usual: int, *, most: int = MOST) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= most):
        raise Wrong(400, _("%(name)s is a whole number from 1 to %(most)s.") % {"name": name, "most": most})
    return int(text)


def _between(start: str, end: str) -> dict[str, datetime.datetime]:
    """Return the filter of the span asked for: the last 90 days, or 90 days from or up to the one date given."""
    until = _read(end, "end_date") if end else None
    since = _read(start, "start_date") if start else None
    if since and until is None:
        until = since + SPAN
    until = until or now()
    since = since or until - SPAN
    if until < since:
        raise Wrong(400, _("end_date is before start_date."))
    if until - since > SPAN:
        raise Wrong(400, _("At most 90 days may be asked for at once: ask several times."))
    return {"created_at__gte": since, "created_at__lte": until}


def _read(text: str, name: str) -> datetime.datetime:
    """Read a moment or a day; a plus sign that an address turned into a space is a plus sign."""
    try:
        found = parse_datetime(text.strip().replace(" ", "+"))
        if found is None and (day := parse_date(text.strip())):
            found = datetime.datetime.combine(day, datetime.time())
        if found is not None:
            return make_aware(found) if is_naive(found) else found.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        pass
    raise Wrong(400, _("%(name)s is a moment, as 2026-11-28T21:30:00Z.") % {"name": name})
