"""A person's account: made and changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import contacts
from accounts.actions.barring import bar, carry_on
from accounts.actions.vouching import raise_trust
from accounts.contacts import Contact
from accounts.enums import Trust
from accounts.models import Declaration, User
from core import journal, outbox
from core.enums import Channel
from core.workflow import Refused


def sign_up(contact: Contact, *, display_name: str, commune: Any, language: str) -> User:
    """Make the account of a person who has just proved that `contact` is hers, and return it.

    When the contact got an account meanwhile (two windows), that one is returned unchanged. A suspension that runs for
    this contact goes on (`accounts.actions.barring`).
    """
    fields = {contact.field: contact.value, "phone_verified": contact.channel == Channel.SMS}
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                **fields,
                display_name=display_name,
                commune=commune,
                language=language,
                trust=Trust.CONTACT,
                privacy_read_at=now(),
            )
            journal.record(user, "sign_up", by=user)
            carry_on(user, contact)
    except IntegrityError:
        user = User.objects.by_contact(contact)
    return user


def register_for(*, display_name: str, commune: Any, language: str, by: User) -> User:
    """Make an account for a person without a phone, whom a desk registers (`mediation`), and return it.

    Nobody can enter it: it has no contact. Its caller has asked whether `by` may, and what she agreed to.
    """
    with transaction.atomic():
        user = User.objects.create_user(display_name=display_name, commune=commune, language=language)
        journal.record(user, "register_for", by=by)
    return user


def confirm_contact(user: User, contact: Contact, *, by: User) -> User:
    """Note that `contact` reaches this person: her trust rises to "contact confirmed", and never falls here."""
    if getattr(user, contact.field) != contact.value:
        raise PermissionDenied
    with transaction.atomic():
        row = _locked(user)
        changed = []
        if contact.channel == Channel.SMS and not row.phone_verified:
            row.phone_verified = True
            changed.append("phone_verified")
        if row.trust < Trust.CONTACT:
            raise_trust(row, Trust.CONTACT, by=by)
            changed.append("trust")
        if changed:
            row.save(update_fields=changed)
    return row


def change_profile(user: User, *, display_name: str, commune: Any, language: str, by: User) -> User:
    """Change what a person says about herself to everyone, and her language."""
    _only_self(user, by)
    with transaction.atomic():
        row = _locked(user)
        row.display_name, row.commune, row.language = display_name, commune, language
        row.privacy_read_at = row.privacy_read_at or now()
        row.save(update_fields=["display_name", "commune", "language", "privacy_read_at"])
    return row


def take_name(user: User, *, by: User) -> None:
    """Take away the name that a person shows: until she chooses another one, everyone reads “an inhabitant”.

    The name itself is written nowhere. Raises `PermissionDenied`, and `Refused` for an account that is not a person's.
    """
    if not by.has_perm("accounts.take_name", user):
        raise PermissionDenied
    with transaction.atomic():
        row = _locked(user)
        if row.is_system or row.erased_at:
            raise Refused(_("This account is not a person's."), "system_account")
        row.display_name = ""
        row.save(update_fields=["display_name"])
        journal.record(row, "take_name", by=by)


def change_contact(user: User, contact: Contact, *, by: User) -> User:
    """Put a contact that the person has just proved hers in the place of the old one; the old one is told.

    Raises `Refused` when another account holds it: she has proved it hers, so this tells her nothing new.
    """
    _only_self(user, by)
    try:
        with transaction.atomic():
            row = _locked(user)
            old = next((one for one in contacts.of(row) if one.channel == contact.channel), None)
            setattr(row, contact.field, contact.value)
            row.phone_verified = row.phone_verified or contact.channel == Channel.SMS
            row.save(update_fields=["phone", "email", "phone_verified"])
            journal.record(row, "change_contact", by=by, target=contact.field)
            if row.is_suspended:
                bar(row, row.suspended_until)
            if row.trust < Trust.CONTACT:
                raise_trust(row, Trust.CONTACT, by=by)
                row.save(update_fields=["trust"])
            if old and old != contact:
                _tell_old(old, row)
    except IntegrityError as error:
        raise Refused(
            _(
                "Another account already uses this. Nothing was changed. "
                "Sign in with it to use that account, or remove it there first."
            ),
            "contact_taken",
        ) from error
    return row


def remove_contact(user: User, channel: str, *, by: User) -> User:
    """Take one of two contacts away; the last one stays, as it is the only way in."""
    _only_self(user, by)
    with transaction.atomic():
        row = _locked(user)
        held = contacts.of(row)
        gone = next((one for one in held if one.channel == channel), None)
        if gone is None or len(held) < 2:
            raise Refused(_("This is the only way to reach you and to sign in: add another one first."), "last_contact")
        setattr(row, gone.field, None)
        row.phone_verified = bool(row.phone) and row.phone_verified
        row.save(update_fields=["phone", "email", "phone_verified"])
        journal.record(row, "remove_contact", by=by, source=gone.field)
        _tell_old(gone, row)
    return row


def declare(
    user: User, *, birth_year: int | None, gender: str, has_disability: bool | None, by: User
) -> Declaration | None:
    """Keep what a person chose to say about herself; when she says nothing, nothing is kept."""
    _only_self(user, by)
    if birth_year is None and not gender and has_disability is None:
        forget_declaration(user, by=by)
        return None
    said = {"birth_year": birth_year, "gender": gender, "has_disability": has_disability}
    return Declaration.objects.update_or_create(user=user, defaults=said)[0]


def forget_declaration(user: User, *, by: User) -> None:
    """Delete what a person said about herself. Not journalled: the journal would remember that there was something."""
    _only_self(user, by)
    Declaration.objects.filter(user=user).delete()


def _tell_old(contact: Contact, user: User) -> None:
    """Warn the contact that was replaced or removed: if it was not her, she learns it there (ASVS 5.0, 6.3.7)."""
    outbox.post(
        key=f"contact.{user.pk}.{contact.digest[:16]}.{now():%Y%m%d%H%M%S}",
        channel=contact.channel,
        to=contact.value,
        subject=gettext("Your Agraw account") if contact.channel == Channel.MAIL else "",
        body=gettext(
            "This contact no longer opens your Agraw account. If you did not ask for it, write to us at once."
        ),
    )


def _only_self(user: User, by: User) -> None:
    if not by.has_perm("accounts.change_user", user):
        raise PermissionDenied


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
