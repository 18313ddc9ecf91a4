"""Vouching: finding a person by her exact contact, and raising her trust."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import trust
from accounts.contacts import Contact
from accounts.enums import Trust
from accounts.models import User, Voucher
from core import journal
from core.enums import Channel
from core.models import Entry
from core.workflow import Refused

LOOKS_AN_HOUR = 30  # contacts that one person may try: a desk's busy hour, far too few to learn who has an account
HOUR = datetime.timedelta(hours=1)
LOOK = "look_for"  # the journal's word


def check_agent(by: User, person: User | None = None) -> None:
    """Let an agent through who may vouch (for `person`, when she is known).

    Raises `PermissionDenied` by the rule, `Refused` when the agent's own identity was not seen. A superuser's need not
    be: somebody has to see the first ones.
    """
    if not by.has_perm("accounts.vouch_user", person):
        raise PermissionDenied
    if not by.is_superuser:
        trust.require(by, "people.vouch")


def look_for(contact: Contact, *, by: User) -> User:
    """Return the person whose own confirmed contact this exact one is.

    Each look is kept in the journal of whoever looks, without the contact, and counted there under the lock of her
    row, whatever the look is for. Raises `PermissionDenied`, and `Refused` with code `too_many_looks`, or `nobody`: an
    account that is closed, or whose number was never confirmed, is told as none.
    """
    if not by.has_perm("accounts.look_for_user"):
        raise PermissionDenied
    with transaction.atomic():
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
        looks = Entry.objects.filter(subject=journal.subject_of(by), action=LOOK, at__gt=now() - HOUR)
        if looks.count() >= LOOKS_AN_HOUR:
            raise Refused(
                ngettext(
                    "You looked for %(count)d person within an hour, which is the most. "
                    "Come back in an hour; what you did before is kept.",
                    "You looked for %(count)d people within an hour, which is the most. "
                    "Come back in an hour; what you did before is kept.",
                    LOOKS_AN_HOUR,
                )
                % {"count": LOOKS_AN_HOUR},
                "too_many_looks",
            )
        journal.record(by, LOOK, by=by)
    person = User.objects.by_contact(contact)
    is_proved = person and (contact.channel == Channel.MAIL or person.phone_verified)
    if not is_proved or not person.is_active or person.is_system:
        raise Refused(
            _("Nobody with this contact has signed in to Agraw. Check it, or ask the person to sign in once."), "nobody"
        )
    return person


def vouch(user: User, *, by: User, level: int, on_behalf_of: str) -> User:
    """Raise a person's trust to `level`, in the name of an association or a desk, and return her.

    Locks her row; keeps a `Voucher` and a journal entry. Raises as `check_agent`, and `Refused` for a level that would
    lower or leave unchanged, and for one that no agent can give.
    """
    if by.pk == user.pk:
        raise PermissionDenied
    check_agent(by, user)
    if level not in {Trust.VOUCHED, Trust.SEEN}:
        raise Refused(_("An agent can vouch for a person, or say that her identity was seen."), "wrong_level")
    with transaction.atomic():
        row = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        if row.erased_at or row.is_system:
            raise PermissionDenied
        if level <= row.trust:
            raise Refused(_("This person is already at this level or above it. Nothing was changed."), "not_higher")
        Voucher.objects.create(user=row, by=by, level=level, on_behalf_of=on_behalf_of)
        raise_trust(row, Trust(level), by=by)
        row.save(update_fields=["trust"])
    return row


def raise_trust(row: User, level: Trust, *, by: User) -> None:
    """Set the level on a locked row, which the caller saves, and record it."""
    before, row.trust = row.trust, level
    journal.record(row, "raise_trust", by=by, axis="trust", source=str(int(before)), target=str(int(level)))
