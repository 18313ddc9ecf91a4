"""A network: registered, described, opened; where it works, what it asks of its members."""

import datetime
from collections.abc import Sequence
from typing import Required, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts import trust
from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.workflow import Refused, perform
from networks import workflow
from networks.actions import words
from networks.actions.locking import lock_steered
from networks.enums import MemberKind, NetworkKind
from networks.models import Condition, Mandate, Network
from networks.queries import forget
from territories.models import Territory

NETWORKS_MAX = 5  # in preparation, of one founder
TERRITORIES_MAX, CONDITIONS_MAX = 60, 20


class Described(TypedDict, total=False):
    """What a network says of itself; the two days of applications belong to the window."""

    kind: Required[str]
    name_ar: Required[str]
    name_fr: Required[str]
    presentation_ar: str
    presentation_fr: str
    themes: Sequence[str]
    since: datetime.date | None
    takes: Sequence[str]
    applications_from: datetime.date | None
    applications_to: datetime.date | None


def register_network(*, by: User, regions: Sequence[Territory] = (), **said: Unpack[Described]) -> Network:
    """Register a network in preparation and return it; whoever registers it is the first of its steering group.

    The same name is taken once. Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    trust.require(by, "networks.register")
    if not by.has_perm("networks.register_network"):
        raise PermissionDenied
    fields = _clean(**said)
    with transaction.atomic():
        # One at a time: two clicks at once register one network.
        User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
        _is_new(fields)
        if Network.objects.filter(founder=by, opened_at=None).count() >= NETWORKS_MAX:
            raise Refused(_("You prepare five networks already: open one first."), "full")
        network = Network.objects.create(founder=by, **fields)
        network.territories.set(regions)
        with override(by.language):
            task = gettext("Founder")
        Mandate.objects.create(network=network, user=by, task=task, starts_on=localdate(), given_by=by)
        forget(by)
        journal.record(network, "register", by=by)
    return network


def describe_network(network: Network, *, by: User, regions: Sequence[Territory], **said: Unpack[Described]) -> Network:
    """Write anew what a network says of itself, its regions and the days of applications; communes stay.

    Locks the network. Raises as `register_network`.
    """
    fields = _clean(**said)
    with transaction.atomic():
        row = lock_steered(network.pk, by)
        changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
        if {"name_ar", "name_fr"} & set(changed):
            _is_new(fields, besides=row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        row.territories.remove(*row.territories.filter(level="region").exclude(pk__in=[one.pk for one in regions]))
        row.territories.add(*regions)
        journal.record(row, "describe", by=by, data={"changed": changed})
    return row


def add_territory(network: Network, territory: Territory, *, by: User) -> Network:
    """Add a commune or a region where the network works. Locks the network."""
    with transaction.atomic():
        row = lock_steered(network.pk, by)
        if row.territories.count() >= TERRITORIES_MAX:
            raise Refused(_("A network names at most sixty places: name the region instead."), "full")
        row.territories.add(territory)
        journal.record(row, "add_territory", by=by, data={"territory": territory.code})
    return row


def remove_territory(network: Network, territory: Territory, *, by: User) -> Network:
    """Take a place away. Locks the network."""
    with transaction.atomic():
        row = lock_steered(network.pk, by)
        row.territories.remove(territory)
        journal.record(row, "remove_territory", by=by, data={"territory": territory.code})
    return row


def move_network(network: Network, action: str, *, by: User, note: str = "") -> Network:
    """Open, close or open a network again (`workflow.MOVES`)."""
    if action not in {workflow.OPEN, workflow.CLOSE, workflow.REOPEN}:
        raise KeyError(action)
    return perform(network, action, by=by, note=note)


def add_condition(network: Network, *, by: User, text_ar: str, text_fr: str, kind: str = "") -> Condition:
    """Add a condition of membership: for every kind of member, or for one. Locks the network.

    Who waits for the decision is asked it as well.
    """
    if kind and kind not in MemberKind.values:
        raise Unfit(_("Choose a kind of member from the list."), "kind")
    texts = {
        name: words.line(text, name, words.LINE_MAX) for name, text in (("text_ar", text_ar), ("text_fr", text_fr))
    }
    with transaction.atomic():
        row = lock_steered(network.pk, by)
        if row.conditions.filter(retired_at=None).count() >= CONDITIONS_MAX:
            raise Refused(_("A network asks at most twenty conditions: take one away first."), "full")
        condition = Condition.objects.create(network=row, kind=kind, **texts)
        journal.record(row, "add_condition", by=by, data={"condition": condition.pk})
    return condition


def retire_condition(condition: Condition, *, by: User) -> Condition:
    """Ask a condition no more; who was admitted under it stays. A second time changes nothing. Locks the network."""
    with transaction.atomic():
        row = lock_steered(condition.network_id, by)
        if row.conditions.filter(pk=condition.pk, retired_at=None).update(retired_at=now()):
            journal.record(row, "retire_condition", by=by, data={"condition": condition.pk})
    condition.refresh_from_db()
    return condition


def _is_new(fields: dict, besides: Network | None = None) -> None:
    others = Network.objects.exclude(pk=besides.pk if besides else None)
    for name in ("name_ar", "name_fr"):
        if others.filter(**{f"{name}__iexact": fields[name]}).exists():
            raise Unfit(_("A network of this name is registered already. Apply to it, or give the whole name."), name)


def _clean(
    *, kind, name_ar, name_fr, presentation_ar="", presentation_fr="", themes=(), since=None, takes=(),
    applications_from=None, applications_to=None,
) -> dict:  # fmt: skip
    if kind not in NetworkKind.values:
        raise Unfit(_("Choose what it is from the list."), "kind")
    if set(takes) - set(MemberKind.values):
        raise Unfit(_("Choose a kind of member from the list."), "takes")
    if since and not words.OLDEST <= since <= localdate():
        raise Unfit(_("Look at the day of its founding again: it is past."), "since")
    if applications_to and not applications_from:
        raise Unfit(_("Say from which day people may apply."), "applications_from")
    words.order(applications_from, applications_to, "applications_to")
    return words.names(name_ar, name_fr) | {
        "kind": kind,
        "presentation_ar": words.text(presentation_ar, "presentation_ar", needed=False),
        "presentation_fr": words.text(presentation_fr, "presentation_fr", needed=False),
        "themes": words.themes(themes),
        "since": since,
        "takes": [value for value in MemberKind.values if value in set(takes)],
        "applications_from": applications_from,
        "applications_to": applications_to,
    }
