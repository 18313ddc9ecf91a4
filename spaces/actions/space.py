"""Opening, describing and closing a civil society space."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import actions as people
from accounts.contacts import Contact
from accounts.models import User
from core import journal, workflow
from core.fitness import fits
from core.text import clean_line, clean_text, isolate
from core.workflow import Refused
from councils.models import Council
from deliberations.actions import plan_council
from notices.actions import notify
from spaces import signals
from spaces import workflow as moves
from spaces.actions.membership import appoint
from spaces.enums import Role, SpaceState
from spaces.models import Charter, Clause, Space
from territories.enums import Level
from territories.models import Territory

CHARTER_FILE = Path(__file__).resolve().parent.parent / "data" / "charter.json"
WELCOME_LENGTH = 2000  # characters
CONTACT_LENGTH = Space._meta.get_field("contact").max_length


def open_from_template(
    commune: Territory,
    *,
    by: User,
    is_demo: bool = False,
    roles: Mapping[str, User] | None = None,
    contact: str = "",
) -> Space:
    """Prepare the space of a commune: a draft with the first version of the charter, from the template.

    Its council gets its page on Agraw with it, when it has none. `roles` (values of `Role`) are given at once, and
    `contact` says where and when its desk is open. Higher floors add what a new space starts with
    (`signals.prepared`): first courses, first meetings.

    Only its coordinators and who acts for it see it until `open_space`. Raises `PermissionDenied` when the commune is
    not among those that `by` coordinates, `Refused` when the territory is not a commune or has a space already, or when
    a role cannot be given: then nothing is prepared.
    """
    if not by.has_perm("spaces.open_commune", commune):
        raise PermissionDenied
    if commune.level != Level.COMMUNE:
        raise Refused(_("A civil society space belongs to a commune: choose one."), "not_a_commune")
    contact = fits(clean_line(contact), CONTACT_LENGTH, "contact")
    with transaction.atomic():
        space = _created(commune, is_demo, contact)
        council, _is_new = Council.objects.get_or_create(territory=commune, defaults={"is_demo": is_demo})
        plan_council(council)  # when it sits is known from the first day
        charter = Charter.objects.create(space=space, version=1, published_at=now())
        texts = json.loads(CHARTER_FILE.read_text(encoding="utf-8"))["clauses"]
        Clause.objects.bulk_create(
            Clause(charter=charter, number=number, text_ar=text["ar"], text_fr=text["fr"])
            for number, text in enumerate(texts, start=1)
        )
        journal.record(space, "prepare", by=by, target=space.state)
        for role, user in (roles or {}).items():
            appoint(space, user, role, by=by)
        signals.prepared.send(Space, space=space, by=by)
    return space


def _created(commune: Territory, is_demo: bool, contact: str) -> Space:
    try:
        with transaction.atomic():
            return Space.objects.create(commune=commune, is_demo=is_demo, contact=contact)
    except IntegrityError as error:
        raise Refused(_("This commune has its space already."), "exists") from error


def find_for_commune(commune: Territory, contact: Contact, *, by: User) -> User:
    """Return the person of an exact contact, to be given a role in a space that is being prepared. Raises as
    `look_for`."""
    if not by.has_perm("spaces.open_commune", commune):
        raise PermissionDenied
    return people.look_for(contact, by=by)


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


def missing_to_stand(space: Space) -> list[Any]:
    """Return what a space lacks before its coordinator hands it over: what opening asks for, and what higher floors
    know to be missing (`signals.lacking`: a first course, a first meeting)."""
    missing = [] if space.state == SpaceState.OPEN else [_("Open it to everyone.")]
    for _receiver, found in signals.lacking.send(Space, spaces=[space]):
        missing += (found or {}).get(space.pk, [])
    return missing_to_open(space) + missing


@transaction.atomic
def hand_over_space(space: Space, *, by: User) -> Space:
    """Say that a space stands on its own: its facilitators run it from now on, and are told; twice is once.

    The coordinator still sees it beside the others, and steps in when it is stuck. Locks the space. Raises
    `PermissionDenied`, `Refused` with the first thing that it lacks.
    """
    row = Space.objects.locked().get(pk=space.pk)
    if not by.has_perm("spaces.coordinate_space", row):
        raise PermissionDenied
    if row.handed_over_at:
        return row
    if missing := missing_to_stand(row):
        raise Refused(missing[0], "not_ready")
    row.handed_over_at = now()
    row.save(update_fields=["handed_over_at"])
    journal.record(row, "hand_over", by=by)
    notify(
        User.objects.filter(
            memberships__in=row.memberships.filter(role=Role.FACILITATOR, ended_at__isnull=True)
        ).distinct(),
        key=f"space.{row.pk}.handed_over",
        text=lambda: (
            gettext("The space of %(place)s stands on its own: it is in your hands from now on.")
            % {"place": isolate(row.commune.name)}
        ),
        url=reverse("spaces:manage", args=[row.commune.slug]),
        urgent=True,
    )
    return row


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
