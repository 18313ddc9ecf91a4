"""Who the mandatary (وكيل العريضة) is, for the council's form: particulars that only the form and the sheets show."""

import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused
from petitions import requirements, secrets
from petitions.actions.locking import is_hers, lock
from petitions.conditions import article
from petitions.enums import SIGNING_STATES, Bearer, PetitionState
from petitions.models import Petition

NAME_MAX, ADDRESS_MAX = 120, 240  # characters
OLDEST = 120  # years


def name_mandatary(
    petition: Petition,
    *,
    by: User,
    name: str,
    address: str,
    phone: str = "",
    email: str = "",
    born_on: datetime.date | None = None,
    appointed: bool | None = None,
) -> Petition:
    """Say who the mandatary (or the association's legal representative) is, for the council's form, and return the
    petition. The particulars are enciphered; no page but the form and the sheets shows them.

    A mandatary is 18 or older today (57-11, art. 3–4): `born_on` is asked of her, not of a representative.
    `appointed` says that the citizens appoint her by signing (113-14, art. 122). While signatures are collected, only
    the address, the phone and the e-mail may change: the sheets carry the name. Locks the petition. Raises
    `PermissionDenied`, or `Unfit` which names the field.
    """
    with transaction.atomic():
        row = lock(petition.pk)
        is_hers(row, by)
        if row.state not in {PetitionState.DRAFT, *SIGNING_STATES}:
            raise Refused(_("This petition is before the council: write to the council about a change."), "deposited")
        who = _particulars(row, name, address, phone, email, born_on)
        before = secrets.unseal(row.pk, row.particulars)
        # Nobody is named after a hand-over of the association: its new representative says who she is.
        if (
            row.state != PetitionState.DRAFT
            and before
            and any(before.get(key) != who.get(key) for key in ("name", "born_on"))
        ):
            raise Unfit(_("People signed for this mandatary: the name and the date of birth stay."), "name")
        row.particulars = secrets.seal(row.pk, who)
        if appointed is not None and row.state == PetitionState.DRAFT:
            row.appointed = appointed
        row.save(update_fields=["particulars", "appointed"])
    return row


def _particulars(row: Petition, name: str, address: str, phone: str, email: str, born_on) -> dict[str, str]:
    name, address = clean_line(name), clean_line(address)
    if not has_words(name):
        raise Unfit(_("Write the full name, as on the identity card."), "name")
    if not has_words(address):
        raise Unfit(_("Write the address where the council can write to."), "address")
    who = {"name": fits(name, NAME_MAX, "name"), "address": fits(address, ADDRESS_MAX, "address")}
    for key, text, parse in (("phone", phone, contacts.phone), ("email", email, contacts.email)):
        if text.strip():
            try:
                who[key] = parse(text).value
            except contacts.ContactError as error:
                raise Unfit(error.args[0], key) from error
    if row.bearer == Bearer.CITIZENS:
        who["born_on"] = _birth(row, born_on).isoformat()
    return who


def _birth(row: Petition, born_on: datetime.date | None) -> datetime.date:
    today = localdate()
    if born_on is None:
        raise Unfit(_("Write the date of birth: a mandatary is 18 or older."), "born_on")
    if born_on > today or today.year - born_on.year > OLDEST:
        raise Unfit(_("Look at the date of birth again: no such person can sign today."), "born_on")
    if not requirements.is_adult(born_on, today):
        level = requirements.level_of(row.council.territory)
        raise Unfit(
            _(
                "A mandatary must be 18 or older today, as for the electoral rolls (57-11, art. 3–4; %(article)s). "
                "Choose another one: nothing else is lost."
            )
            % {"article": article(level, "citizens")},
            "born_on",
        )
    return born_on
