"""Desks: opened by whoever facilitates the space, with the people who work at them."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, has_words, isolate
from core.workflow import Refused
from mediation.enums import DeskKind
from mediation.models import Agent, Desk
from notices.actions import notify
from spaces.actions import appoint
from spaces.enums import Role, SpaceState
from spaces.models import Association, Space

NAME_MAX, PLACE_MAX = 100, 200  # characters


def open_desk(
    space: Space, *, by: User, kind: str, name: str, place: str, association: Association | None = None
) -> Desk:
    """Open a desk in a space and return it. `association` is the one that keeps it, when one does.

    Raises `PermissionDenied`, `Unfit` with the field, `Refused` in a closed space.
    """
    if not by.has_perm("mediation.open_desk", space):
        raise PermissionDenied
    if space.state == SpaceState.CLOSED:
        raise Refused(_("This space is closed: no desk opens in it."), "closed")
    name, place = fits(clean_line(name), NAME_MAX, "name"), fits(clean_line(place), PLACE_MAX, "place")
    if not has_words(name):
        raise Unfit(_("Name the desk."), "name")
    if not has_words(place):
        raise Unfit(_("Say where the desk is, and when it is open."), "place")
    if kind not in DeskKind.values:
        raise Unfit(_("Choose from the list what this desk is."), "kind")
    try:
        with transaction.atomic():
            desk = Desk.objects.create(space=space, kind=kind, name=name, place=place, association=association)
            journal.record(desk, "open", by=by, data={"kind": kind})
    except IntegrityError:
        raise Unfit(_("A desk of this space has this name already."), "name") from None
    return desk


def name_agent(desk: Desk, user: User, *, by: User) -> Agent:
    """Give a person a place at a desk, with the role of desk agent in its space, and tell her; twice is once.

    Raises `PermissionDenied`, `Refused` when the desk is closed or she may not have the role (`spaces.actions`).
    """
    if not by.has_perm("mediation.run_desk", desk):
        raise PermissionDenied
    with transaction.atomic():
        row = _open(desk)
        if not user.has_perm("spaces.relay_space", row.space):
            appoint(row.space, user, Role.DESK, by=by)
        agent, created = Agent.objects.get_or_create(desk=row, user=user, ended_at=None, defaults={"named_by": by})
        if created:
            journal.record(row, "name_agent", by=by, data={"agent": agent.pk})
            notify(
                [user],
                key=f"space.desk.{row.pk}.agent.{agent.pk}",
                text=lambda: gettext("You work at the desk %(desk)s now.") % {"desk": isolate(row.name)},
                url=reverse("mediation:desk", args=[row.pk]),
                commune=row.space.commune_id,
            )
    return agent


def end_agent(agent: Agent, *, by: User) -> Agent:
    """End a person's place at a desk; what she wrote stays. Her own place, anyone ends."""
    with transaction.atomic():
        row = Agent.objects.select_for_update(of=("self",), no_key=True).select_related("desk__space").get(pk=agent.pk)
        if by.pk != row.user_id and not by.has_perm("mediation.run_desk", row.desk):
            raise PermissionDenied
        if row.ended_at is None:
            row.ended_at = now()
            row.save(update_fields=["ended_at"])
            journal.record(row.desk, "end_agent", by=by, data={"agent": row.pk})
    return row


def close_desk(desk: Desk, *, by: User) -> Desk:
    """Close a desk: nothing more is written there. What was written stays, and can be claimed."""
    if not by.has_perm("mediation.run_desk", desk):
        raise PermissionDenied
    with transaction.atomic():
        row = _open(desk)
        row.closed_at = now()
        row.save(update_fields=["closed_at"])
        row.agents.filter(ended_at__isnull=True).update(ended_at=row.closed_at)
        journal.record(row, "close", by=by)
    return row


def _open(desk: Desk) -> Desk:
    row = Desk.objects.select_for_update(of=("self",), no_key=True).select_related("space__commune").get(pk=desk.pk)
    if row.closed_at:
        raise Refused(_("This desk is closed: nothing more is written there."), "closed")
    return row
