"""An association: registered and described by its legal representative."""

import datetime
from collections.abc import Sequence
from typing import Any, Required, TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused, perform
from councils.enums import Theme
from spaces.actions.locking import lock_for
from spaces.actions.papers import refresh, uncheck
from spaces.enums import PaperKind, Reach, Tongue
from spaces.models import Association
from spaces.names import folded_of, number_of, sounds_of
from territories.enums import Level
from territories.models import Territory

ASSOCIATION_NAME_MAX, PURPOSE_MAX = 160, 2_000  # characters
ASSOCIATIONS_MAX = 10  # of one representative
BRANCHES_MAX = 100
RECEIPT_MAX, SITE_MAX = 40, 200  # characters
DERIVED = {"receipt_key", "folded", "keys"}
EDITING = "spaces.edit_association"
MEMBERS_MAX = 1_000_000
OLDEST = datetime.date(1900, 1, 1)
# What the documents prove: a change of it takes the checks of them back.
PROVES = {
    "name_ar": {PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "name_fr": {PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "seat": {PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "founded_on": {PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "purpose": {PaperKind.STATUTES},
    "receipt_number": {PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "member_count": {PaperKind.HEADCOUNT},
}


class Described(TypedDict, total=False):
    """What a representative says of her association; `member_count` counts people as of `counted_on`.

    `languages` are values of `Tongue`. Of `email`, `phone` and `site`, everyone sees those that `shown` names.
    """

    name_ar: Required[str]
    name_fr: Required[str]
    seat: Required[Territory]
    founded_on: Required[datetime.date]
    purpose: str
    themes: Sequence[str]
    member_count: int | None
    counted_on: datetime.date | None
    languages: Sequence[str]
    receipt_number: str
    email: str
    phone: str
    site: str
    shown: Sequence[str]


def register_association(*, by: User, **said: Unpack[Described]) -> Association:
    """Register an association under the account of its legal representative, and return it.

    The same name at the same seat is taken once, so is a receipt's number in a province (dahir 1-58-376, art. 5).
    Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    if not by.has_perm("spaces.register_association"):
        raise PermissionDenied
    fields = _clean(**said)
    with transaction.atomic():
        # One at a time in a commune: two clicks at once register one association.
        Territory.objects.select_for_update(no_key=True).only("pk").get(pk=fields["seat"].pk)
        _is_new(fields)
        if Association.objects.represented_by(by).count() >= ASSOCIATIONS_MAX:
            raise Refused(_("One account represents at most ten associations."), "full")
        association = Association(representative=by, **fields)
        _save(association)
        refresh(association)
        journal.record(association, "register", by=by)
    return association


def describe_association(association: Association, *, by: User, **said: Unpack[Described]) -> Association:
    """Write anew what an association says of itself and return it; a document whose facts changed is checked again.

    Locks the association. Raises as `register_association`.
    """
    fields = _clean(**said)
    with transaction.atomic():
        row = lock_for(association.pk, EDITING, by)
        changed = [name for name, value in fields.items() if getattr(row, name) != value]
        if {"name_ar", "name_fr", "seat", "receipt_key"} & set(changed):
            _is_new(fields, besides=row)
        for name, value in fields.items():
            setattr(row, name, value)
        _save(row, list(fields))
        uncheck(row, set().union(*(PROVES.get(name, set()) for name in changed)))
        journal.record(row, "describe", by=by, data={"changed": sorted(set(changed) - DERIVED)})
    return row


def add_branch(association: Association, branch: Territory, *, by: User) -> Association:
    """Add a commune where the association has a declared branch. Locks the association."""
    with transaction.atomic():
        row = lock_for(association.pk, EDITING, by)
        if branch.level != Level.COMMUNE:
            raise Unfit(_("Choose a commune."), "branch")
        if row.branches.count() >= BRANCHES_MAX:
            raise Refused(_("An association has at most a hundred branches here."), "full")
        row.branches.add(branch)
        uncheck(row, {PaperKind.BRANCH})
        journal.record(row, "add_branch", by=by, data={"territory": branch.code})
    return row


def remove_branch(association: Association, branch: Territory, *, by: User) -> Association:
    """Take a branch away. Locks the association."""
    with transaction.atomic():
        row = lock_for(association.pk, EDITING, by)
        row.branches.remove(branch)
        refresh(row)
        journal.record(row, "remove_branch", by=by, data={"territory": branch.code})
    return row


def move_written(association: Association, action: str, *, by: User, note: str = "") -> Association:
    """Hide what an association wrote of itself for everyone, or show it again, and return its row.

    What was declared to the authority stays: its names, its seat, its receipt. Locks the association.
    """
    return perform(association, action, by=by, note=clean_text(note))


def _is_new(fields: dict[str, Any], besides: Association | None = None) -> None:
    registered = Association.objects.exclude(pk=besides.pk if besides else None)
    others = registered.filter(seat=fields["seat"])
    for name in ("name_ar", "name_fr"):
        if others.filter(**{f"{name}__iexact": fields[name]}).exists():
            raise Unfit(
                _("An association of this name is registered in this commune. Ask the facilitator of the space."), name
            )
    if fields["receipt_key"] and registered.filter(receipt_key=fields["receipt_key"]).exists():
        raise _same_receipt()


def _same_receipt() -> Unfit:
    return Unfit(
        _(
            "Another association of this province is registered with this number. Read the receipt again; if it is "
            "yours, ask the facilitator of your commune’s space, who can see the other dossier."
        ),
        "receipt_number",
    )


def _save(row: Association, names: Sequence[str] | None = None) -> None:
    """Save; two associations that give one number at the same moment are found out by the database."""
    try:
        with transaction.atomic():
            row.save(update_fields=names)
    except IntegrityError as error:
        if "one_association_a_receipt" in str(error):
            raise _same_receipt() from error
        raise


def _clean(
    *, name_ar, name_fr, seat, founded_on, purpose="", themes=(), member_count=None, counted_on=None, languages=(),
    receipt_number="", **reached,
) -> dict[str, Any]:  # fmt: skip
    names = {"name_ar": clean_line(name_ar), "name_fr": clean_line(name_fr)}
    for name, value in names.items():
        if not has_words(value):
            raise Unfit(_("Write the name in both languages, as in the statutes."), name)
        fits(value, ASSOCIATION_NAME_MAX, name)
    if seat is None or seat.level != Level.COMMUNE:
        raise Unfit(_("Choose the commune of the seat."), "seat")
    if founded_on > localdate():
        raise Unfit(_("This day has not come yet: give the day of the founding assembly."), "founded_on")
    if founded_on < OLDEST:
        raise Unfit(_("Look at the year again."), "founded_on")
    if set(themes) - set(Theme.values):
        raise Unfit(_("Choose themes from the list."), "themes")
    if set(languages) - set(Tongue.values):
        raise Unfit(_("Choose languages from the list."), "languages")
    if member_count is not None:
        _check_count(member_count, counted_on, founded_on)
    described = {
        "seat": seat,
        "founded_on": founded_on,
        "purpose": fits(clean_text(purpose), PURPOSE_MAX, "purpose"),
        "themes": sorted(set(themes)),
        "member_count": member_count,
        "counted_on": counted_on if member_count is not None else None,
        "languages": sorted(set(languages)),
        "folded": folded_of(*names.values()),
        "keys": sounds_of(*names.values()),
    }
    return names | described | _receipt(receipt_number, seat) | _reach(**reached)


def _receipt(written: str, seat: Territory) -> dict[str, str]:
    """An authority numbers its receipts: a number is one association's within the province of its seat."""
    written = fits(clean_line(written), RECEIPT_MAX, "receipt_number")
    number = number_of(written)
    if written and not number:
        raise Unfit(_("Write the number that stands on the receipt."), "receipt_number")
    return {"receipt_number": written, "receipt_key": f"{seat.parent_id}:{number}"[:80] if number else ""}


def _reach(*, email: str = "", phone: str = "", site: str = "", shown: Sequence[str] = ()) -> dict[str, Any]:
    """How to reach it: written as people use it, and shown only as far as it was chosen and is there."""
    given = {"email": email.strip(), "phone": phone.strip(), "site": fits(site.strip(), SITE_MAX, "site")}
    for name, parse in (("email", contacts.email), ("phone", contacts.phone)):
        if given[name]:
            try:
                given[name] = parse(given[name]).value
            except contacts.ContactError as error:
                raise Unfit(error.args[0], name) from error
    if given["site"]:
        try:
            URLValidator(schemes=["https", "http"])(given["site"])
        except ValidationError as error:
            raise Unfit(_("Write the whole address of the site, as https://example.org."), "site") from error
    if set(shown) - set(Reach.values):
        raise Unfit(_("Choose from the list what everyone sees."), "shown")
    return given | {"shown": sorted(name for name in set(shown) if given[name])}


def _check_count(member_count: int, counted_on: datetime.date | None, founded_on: datetime.date) -> None:
    if not 0 <= member_count <= MEMBERS_MAX:
        raise Unfit(_("Look at the number of members again."), "member_count")
    if counted_on is None:
        raise Unfit(_("Say on which day the members were counted."), "counted_on")
    if not founded_on <= counted_on <= localdate():
        raise Unfit(_("Members are counted between the founding and today."), "counted_on")
