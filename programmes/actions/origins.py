"""Saying what a project came from, or where a consultation was held: by the address of its page here."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.models import Consultation
from core import journal
from core.fitness import Unfit
from core.workflow import Refused
from debates.models import Debate
from equality.models import Opinion
from events.models import Event
from notices.paths import in_language, without_language
from programmes.actions.locking import lock_programme
from programmes.enums import OriginKind
from programmes.models import KINDS, Project, ProjectOrigin

ORIGINS_MAX, ADDRESS_MAX, NUMBER_MAX = 20, 400, 16
SESSION = "deliberations:session"
# The page that shows each kind, by the name of its address.
PAGES = {
    "needs:detail": OriginKind.NEED,
    "debates:detail": OriginKind.DEBATE,
    "petitions:detail": OriginKind.PETITION,
    "consultations:detail": OriginKind.CONSULTATION,
    "deliberations:session": OriginKind.ITEM,
    "deliberations:decision": OriginKind.DECISION,
}
HELD_IN = {
    "debates:detail": ("debate", Debate),
    "consultations:detail": ("consultation", Consultation),
    "events:detail": ("event", Event),
    "equality:opinion": ("opinion", Opinion),
}


def _page(address: str) -> tuple[str, dict[str, Any]]:
    """Return the name of the page that an address of this site leads to, and what finds its thing; nothing for any
    other. A point of an agenda is named after the sign # on the page of its session."""
    site, address = settings.SITE_URL.rstrip("/"), (address or "").strip()
    if not address or len(address) > ADDRESS_MAX:
        return "", {}
    path = address.removeprefix(site) if address.startswith(f"{site}/") else address
    try:
        parts = urlsplit(path)
        if parts.scheme or parts.netloc or not path.startswith("/"):
            return "", {}
        found = resolve(in_language(without_language(parts.path)))
    except (ValueError, Resolver404):
        return "", {}
    if found.view_name == SESSION:
        number = parts.fragment.removeprefix("point-")
        is_number = number.isascii() and number.isdecimal() and len(number) < NUMBER_MAX
        return found.view_name, {"pk": int(number), "session": found.kwargs["pk"]} if is_number else {}
    return found.view_name, found.kwargs


def found_at(address: str, *, by: User) -> Any:
    """Return the thing whose page has this address. Raises `Unfit` for any other, and for one `by` may not see."""
    name, keys = _page(address)
    kind = PAGES.get(name)
    thing = KINDS[kind].objects.visible_to(by).filter(**keys).first() if kind and keys else None
    if thing is None:
        raise Unfit(
            _(
                "This is not the address of a need, a debate, a petition, a consultation, a point of an agenda or a "
                "decision here. Copy it from its page."
            ),
            "address",
        )
    return thing


def held_at(address: str, *, by: User) -> dict[str, Any]:
    """Return the columns of the debate, consultation, meeting or opinion that an address leads to, if one is given."""
    if not (address or "").strip():
        return {}
    name, keys = _page(address)
    column, model = HELD_IN.get(name, ("", None))
    thing = model.objects.visible_to(by).filter(**keys).first() if model and keys else None
    if thing is None:
        raise Unfit(
            _(
                "This is not the address of a debate, a consultation, a meeting or an opinion here. Copy it from its "
                "page."
            ),
            "address",
        )
    return dict.fromkeys(("debate", "consultation", "event", "opinion")) | {column: thing}


def name_origin(project: Project, thing: Any, *, by: User) -> ProjectOrigin:
    """Say that a project came from `thing`, and return the row; twice is once. Locks the programme.

    It may be said at any time, also of a project that is done. Raises `PermissionDenied`, `Refused`.
    """
    kind = next(kind for kind, model in KINDS.items() if isinstance(thing, model))
    with transaction.atomic():
        lock_programme(project.programme_id, by)
        if project.origins.count() >= ORIGINS_MAX:
            raise Refused(_("At most twenty origins are named: take one out first."), "full")
        row, made = project.origins.get_or_create(**{str(kind): thing})
        if made:
            journal.record(project, "name_origin", by=by, data={"kind": str(kind), "key": thing.pk})
    return row


def remove_origin(origin: ProjectOrigin, *, by: User) -> None:
    """Take an origin that was named by mistake out."""
    with transaction.atomic():
        lock_programme(origin.project.programme_id, by)
        if ProjectOrigin.objects.filter(pk=origin.pk).delete()[0]:
            journal.record(origin.project, "remove_origin", by=by, data={"kind": str(origin.kind), "key": origin.key})
