"""A contact: the phone number or the e-mail address by which a person is known and reached."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import phones
from core.enums import Channel
from core.text import clean_line

LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3
is_email = EmailValidator()


class ContactError(ValueError):
    """What was typed is neither a number nor an address: the message is for the person who typed it."""


@dataclass(frozen=True)
class Contact:
    """A way to reach a person: `channel` is SMS or MAIL, `value` an E.164 number or a lower-case address."""

    channel: str
    value: str

    @property
    def field(self) -> str:
        """The column of `User` that holds it."""
        return "phone" if self.channel == Channel.SMS else "email"

    @property
    def digest(self) -> str:
        """A keyed fingerprint (HMAC-SHA-256), to count by without keeping the contact."""
        return salted_hmac("accounts.contact", self.value, algorithm="sha256").hexdigest()

    @property
    def shown(self) -> str:
        """As people write it, never broken over two lines."""
        return phones.national(self.value).replace(" ", "\u00a0") if self.channel == Channel.SMS else self.value

    @property
    def masked(self) -> str:
        """Enough to recognise one's own, too little to learn another's."""
        if self.channel == Channel.SMS:
            shown = phones.plain(phones.national(self.value))
            return shown[:2] + "•" * (len(shown) - 4) + shown[-2:]
        name, _at, host = self.value.partition("@")
        return f"{name[0]}•••@{host}"


def phone(text: str) -> Contact:
    """Return the contact of a phone number in any of its shapes. Raises `ContactError`."""
    try:
        return Contact(Channel.SMS, phones.normalise(text))
    except phones.PhoneError as error:
        raise ContactError(error.args[0]) from error


def email(text: str) -> Contact:
    """Return the contact of an e-mail address, in lower case. Raises `ContactError`."""
    address = "".join(clean_line(text).split()).strip("\u200e\u200f\u061c").lower()
    try:
        is_email(address)
    except ValidationError as error:
        raise ContactError(_("This is not an e-mail address. It looks like name@example.com.")) from error
    if len(address) > LONGEST_EMAIL:
        raise ContactError(_("This e-mail address is too long."))
    return Contact(Channel.MAIL, address)


def parse(text: str) -> Contact:
    """Return the contact that a person typed in the one field of the door. Raises `ContactError`, in words."""
    if "@" in text:
        return email(text)
    if phones.looks_like(text):
        return phone(text)
    raise ContactError(_("Write a phone number like 0612345678, or an e-mail address like name@example.com."))


def of(user) -> list[Contact]:
    """Return the confirmed contacts of a person, the phone first."""
    found = []
    if user.phone and user.phone_verified:
        found.append(Contact(Channel.SMS, user.phone))
    if user.email:
        found.append(Contact(Channel.MAIL, user.email))
    return found
