"""Partners and donors: registered by an officer, listed by the Lab; what they support, said by both sides."""

import datetime
from collections.abc import Sequence
from typing import Required, TypedDict, Unpack
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import trust
from accounts.models import User
from core import journal
from core.enums import Visibility
from core.fitness import Unfit
from core.text import isolate
from core.workflow import Refused, perform
from networks.actions import words
from networks.actions.telling import officers, side_of, tell
from networks.enums import NetworkState, PartnerKind, SupportState
from networks.models import Network, Officer, Partner, Support
from networks.queries import forget
from networks.workflow import LIST
from spaces.enums import SpaceState
from spaces.models import Association, Space
from territories.models import Territory

PARTNERS_MAX = 5  # waiting, of one officer
SUPPORTS_MAX = 500  # of one partner
AMOUNT_MAX = 10_000_000_000  # dirhams


class Presented(TypedDict, total=False):
    """What a partner says of itself."""

    kind: Required[str]
    name_ar: Required[str]
    name_fr: Required[str]
    presentation: str
    website: str
    themes: Sequence[str]


def register_partner(*, by: User, regions: Sequence[Territory] = (), **said: Unpack[Presented]) -> Partner:
    """Register a partner and return it; whoever registers it is its first officer, and the Lab puts it on the list.

    Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    trust.require(by, "networks.register")
    if not by.has_perm("networks.register_partner"):
        raise PermissionDenied
    fields = _clean(**said)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
        _is_new(fields)
        if Partner.objects.filter(officers__user=by, state="waiting").count() >= PARTNERS_MAX:
            raise Refused(_("Five partners that you registered wait for the Lab: wait for its answer first."), "full")
        partner = Partner.objects.create(**fields)
        partner.territories.set(regions)
        Officer.objects.create(partner=partner, user=by)
        forget(by)
        journal.record(partner, "register", by=by)
    return partner


def describe_partner(partner: Partner, *, by: User, regions: Sequence[Territory], **said: Unpack[Presented]) -> Partner:
    """Write anew what a partner says of itself. Locks the partner. Raises as `register_partner`."""
    fields = _clean(**said)
    with transaction.atomic():
        row = _lock(partner.pk)
        if not by.has_perm("networks.act_for_partner", row):
            raise PermissionDenied
        _is_new(fields, besides=row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        row.territories.set(regions)
        journal.record(row, "describe", by=by)
    return row


def move_partner(partner: Partner, action: str, *, by: User, note: str = "") -> Partner:
    """Put a partner on the Lab's list, or take it off with a reason; its officers are told."""
    with transaction.atomic():
        row = perform(partner, action, by=by, note=note)
        tell(
            officers([row.pk]),
            besides=by,
            key=f"partner.{row.pk}.{action}",
            text=lambda: (
                (
                    gettext("%(partner)s is on the list of partners.")
                    if action == LIST
                    else gettext("%(partner)s is not on the list of partners any more.")
                )
                % {"partner": isolate(str(row))}
            ),
            url=row.get_absolute_url(),
        )
    return row


@transaction.atomic
def propose_support(
    partner: Partner,
    *,
    by: User,
    to: Network | Association | Space,
    subject: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    amount: int | None = None,
) -> Support:
    """Say what a partner supports; it is shown to everyone once the other side confirms it. Locks the partner.

    `amount` counts dirhams. Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    subject = words.line(subject, "subject", 200)
    words.order(starts_on, ends_on, "ends_on")
    if starts_on < words.OLDEST:
        raise Unfit(_("Look at the year again."), "starts_on")
    if amount is not None and not 0 < amount <= AMOUNT_MAX:
        raise Unfit(_("Look at the amount again: it is a number of dirhams."), "amount")
    row = _lock(partner.pk)
    if not by.has_perm("networks.act_for_partner", row):
        raise PermissionDenied
    side = {"network": None, "association": None, "space": None, to._meta.model_name: to}
    if not _is_public(to):
        raise Unfit(_("Choose a network, an association or a space that everyone sees."), "to")
    if row.supports.count() >= SUPPORTS_MAX:
        raise Refused(_("A partner says at most five hundred supports here."), "full")
    if row.supports.filter(**side, subject=subject, state=SupportState.PROPOSED).exists():
        raise Refused(_("You said this already: the other side is asked to confirm it."), "already")
    support = Support.objects.create(
        partner=row, subject=subject, starts_on=starts_on, ends_on=ends_on, amount=amount, said_by=by, **side
    )
    journal.record(support, "propose", by=by, data={"partner": row.pk})
    tell(
        side_of([support]),
        besides=by,
        key=f"support.{support.pk}",
        text=lambda: (
            gettext(
                "%(partner)s says that it supports %(supported)s: %(subject)s. Confirm it, or say that it is not so."
            )
            % {"partner": isolate(str(row)), "supported": isolate(str(to)), "subject": isolate(subject)}
        ),
        url=row.get_absolute_url(),
    )
    return support


def move_support(support: Support, action: str, *, by: User, note: str = "") -> Support:
    """Confirm, decline or end a support (`workflow.SUPPORT_MOVES`); the partner's officers are told of the answer."""
    with transaction.atomic():
        row = perform(support, action, by=by, note=note)
        tell(
            officers([row.partner_id]),
            besides=by,
            key=f"support.{row.pk}.{action}",
            text=lambda: (
                gettext("“%(subject)s”, which you support: %(state)s.")
                % {"subject": isolate(row.subject), "state": row.get_state_display()}
            ),
            url=row.get_absolute_url(),
        )
    return row


def _lock(pk: int) -> Partner:
    return Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _is_public(thing: Network | Association | Space) -> bool:
    if isinstance(thing, Network):
        return thing.state == NetworkState.OPEN and thing.visibility == Visibility.VISIBLE
    return not isinstance(thing, Space) or thing.state != SpaceState.DRAFT


def _is_new(fields: dict, besides: Partner | None = None) -> None:
    others = Partner.objects.exclude(pk=besides.pk if besides else None)
    for name in ("name_ar", "name_fr"):
        if others.filter(**{f"{name}__iexact": fields[name]}).exists():
            raise Unfit(_("A partner of this name is registered already. Ask its people to add you."), name)


def _clean(*, kind, name_ar, name_fr, presentation="", website="", themes=()) -> dict:
    if kind not in PartnerKind.values:
        raise Unfit(_("Choose what it is from the list."), "kind")
    return words.names(name_ar, name_fr) | {
        "kind": kind,
        "presentation": words.text(presentation, "presentation", needed=False),
        "website": _address(website.strip()),
        "themes": words.themes(themes),
    }


def _address(website: str) -> str:
    if not website:
        return ""
    try:
        URLValidator(schemes=["https"])(words.fits(website, 200, "website"))
        plain = "@" not in urlsplit(website).netloc
    except (ValidationError, ValueError):
        plain = False
    if not plain:
        raise Unfit(_("Give a whole address that begins with https://."), "website")
    return website
