"""Saying what a paragraph or an action came from: the address of a need, a debate, a consultation or a note."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit
from core.workflow import Refused
from notices.paths import in_language, without_language
from plans.actions.locking import lock_document, lock_plan
from plans.enums import OriginKind
from plans.models import KINDS, Action, ActionOrigin, Paragraph, ParagraphOrigin, Sourced

ORIGINS_MAX = 20  # of one paragraph or action
ADDRESS_MAX = 400  # characters
# The page that shows each kind, by the name of its address.
PAGES = {
    "events:notes": OriginKind.NOTE,  # the note is named after the sign #
    "needs:detail": OriginKind.NEED,
    "debates:detail": OriginKind.DEBATE,
    "consultations:detail": OriginKind.CONSULTATION,
}


def found_at(address: str, *, by: User) -> Any:
    """Return the note, need, debate or consultation whose page has this address.

    Raises `Unfit` for any other, and for one that `by` may not see.
    """
    foreign = Unfit(
        _("This is not the address of a need, a debate, a consultation or a note here. Copy it from its page."),
        "address",
    )
    site, address = settings.SITE_URL.rstrip("/"), (address or "").strip()
    if not address or len(address) > ADDRESS_MAX:
        raise foreign
    path = address.removeprefix(site) if address.startswith(f"{site}/") else address
    try:
        parts = urlsplit(path)
        if parts.scheme or parts.netloc or not path.startswith("/"):
            raise foreign
        found = resolve(in_language(without_language(parts.path)))
    except (ValueError, Resolver404):
        raise foreign from None
    kind, key = PAGES.get(found.view_name), found.kwargs.get("pk")
    if kind == OriginKind.NOTE:
        number = parts.fragment.removeprefix("note-")
        key = int(number) if number.isascii() and number.isdecimal() and len(number) < 16 else None
    thing = KINDS[kind].objects.visible_to(by).filter(pk=key).first() if kind and key else None
    if thing is None:
        raise foreign
    return thing


def name_origin(of: Paragraph | Action, thing: Any, *, by: User) -> Sourced:
    """Say that a paragraph or an action came from `thing`, and return the row; twice is once. Locks what it is of.

    Raises `PermissionDenied`, `Refused`.
    """
    kind = next(kind for kind, model in KINDS.items() if isinstance(thing, model))
    with transaction.atomic():
        _lock(of, by)
        if of.origins.count() >= ORIGINS_MAX:
            raise Refused(_("At most twenty origins are named: take one out first."), "full")
        row, _made = of.origins.get_or_create(**{str(kind): thing})
    return row


def remove_origin(origin: ParagraphOrigin | ActionOrigin, *, by: User) -> None:
    """Take an origin that was named by mistake out."""
    with transaction.atomic():
        _lock(origin.paragraph if isinstance(origin, ParagraphOrigin) else origin.action, by)
        type(origin).objects.filter(pk=origin.pk).delete()


def _lock(of: Paragraph | Action, by: User) -> None:
    if isinstance(of, Paragraph):
        lock_document(of.document_id, by)
    else:
        lock_plan(of.plan_id, by)
