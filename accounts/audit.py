"""Doors that open files of personal data note who came in (`accounts.Reading`)."""

from django.db.models import Model

from accounts import actions
from accounts.models import User


def note(request, thing: Model, kind: str, *, owner: User | None = None) -> None:
    """Note that the person of this request reads a file of `kind` now, on the page of this address."""
    actions.note_reading(thing, kind, by=request.user, page=request.resolver_match.view_name or "", owner=owner)
