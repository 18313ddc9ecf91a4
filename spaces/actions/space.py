"""Opening, describing and closing a civil society space."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, workflow
from core.text import clean_line, clean_text
from core.workflow import Refused
from councils.models import Council
from spaces import workflow as moves
from spaces.enums import Role
from spaces.models import Charter, Clause, Space
from territories.enums import Level
from territories.models import Territory

CHARTER_FILE = Path(__file__).resolve().parent.parent / "data" / "charter.json"
WELCOME_LENGTH = 2000  # characters
CONTACT_LENGTH = Space._meta.get_field("contact").max_length


def open_from_template(commune: Territory, *, by: User, is_demo: bool = False) -> Space:
    """Prepare the space of a commune: a draft with the first version of the charter, from the template.

    Its council gets its page on Agraw with it, when it has none.

    Only its coordinators see it until `open_space`. Raises `PermissionDenied` when the commune is not among those
    that `by` coordinates, `Refused` when the territory is not a commune or has a space already.
    """
    if not by.has_perm("spaces.open_commune", commune):
        raise PermissionDenied
    if commune.level != Level.COMMUNE:
        raise Refused(_("A civil society space belongs to a commune: choose one."), "not_a_commune")
    try:
        with transaction.atomic():
            space = Space.objects.create(commune=commune, is_demo=is_demo)
            Council.objects.get_or_create(territory=commune, defaults={"is_demo": is_demo})
            charter = Charter.objects.create(space=space, version=1, published_at=now())
            texts = json.loads(CHARTER_FILE.read_text(encoding="utf-8"))["clauses"]
            Clause.objects.bulk_create(
                Clause(charter=charter, number=number, text_ar=text["ar"], text_fr=text["fr"])
                for number, text in enumerate(texts, start=1)
            )
            journal.record(space, "prepare", by=by, target=space.state)
    except IntegrityError as error:
        raise Refused(_("This commune has its space already."), "exists") from error
    return space


def missing_to_open(space: Space) -> list[Any]:
    """Return what a space in preparation lacks, as sentences for the person who prepares it (two queries)."""
    missing = []
    if not space.memberships.filter(role=Role.FACILITATOR, ended_at__isnull=True).exists():
        missing.append(_("Appoint at least one facilitator: an open space has someone who answers."))
    if not space.charters.filter(published_at__isnull=False).exists():
        missing.append(_("Publish a charter: people adhere to it when they join."))
    if not space.contact:
        missing.append(_("Say where and when the desk is open, and how to reach it."))
    return missing


@transaction.atomic
def open_space(space: Space, *, by: User) -> Space:
    """Open a prepared space to everyone. Raises `Refused` with what it lacks."""
    row = Space.objects.locked().get(pk=space.pk)
    missing = missing_to_open(row)
    if missing and by.has_perm("spaces.open_space", row):
        raise Refused(missing[0], "not_ready")
    return workflow.perform(row, moves.OPEN, by=by)


def close(space: Space, *, by: User, note: str) -> Space:
    """Close a space for a reason shown to all: it stays readable, nothing new starts in it."""
    return workflow.perform(space, moves.CLOSE, by=by, note=clean_text(note))


def reopen(space: Space, *, by: User, note: str) -> Space:
    return workflow.perform(space, moves.REOPEN, by=by, note=clean_text(note))


@transaction.atomic
def describe(space: Space, *, by: User, welcome_ar: str, welcome_fr: str, contact: str) -> Space:
    """Change the words of welcome and the desk's contact and opening hours."""
    row = Space.objects.locked().get(pk=space.pk)
    if not by.has_perm("spaces.facilitate_space", row):
        raise PermissionDenied
    row.welcome_ar, row.welcome_fr = clean_text(welcome_ar), clean_text(welcome_fr)
    row.contact = clean_line(contact)
    if max(len(row.welcome_ar), len(row.welcome_fr)) > WELCOME_LENGTH or len(row.contact) > CONTACT_LENGTH:
        raise Refused(_("This text is too long: shorten it and save again."), "too_long")
    row.save(update_fields=["welcome_ar", "welcome_fr", "contact"])
    journal.record(row, "describe", by=by)
    return row
