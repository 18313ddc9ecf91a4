"""Telephone numbers: the many ways people write them, one way to keep them (E.164)."""

import unicodedata

import phonenumbers
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumberType

REGION = "MA"
MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
LONGEST = 40  # signs a person may type, spaces and hyphens with them
SEPARATORS = set(" .-/()_\u00a0\u202f\u2009\u2010\u2011\u2012\u2013\u2212")


class PhoneError(ValueError):
    """Not a number that a text message can reach: the message says why, in words for the person who typed it."""


def plain(text: str) -> str:
    """Return `text` with Western digits, without spaces, hyphens or invisible signs; letters and the plus sign stay."""
    kept = []
    for sign in unicodedata.normalize("NFKC", text[: LONGEST * 3]):
        digit = unicodedata.digit(sign, None)
        if digit is not None:
            kept.append(str(digit))
        elif sign not in SEPARATORS and unicodedata.category(sign) not in {"Cf", "Cc", "Zs"}:
            kept.append(sign)
    return "".join(kept)


def looks_like(text: str) -> bool:
    """Tell whether the person meant a telephone number: digits, with at most one plus sign before them."""
    signs = plain(text)
    return bool(signs) and signs.removeprefix("+").isdecimal()


def normalise(text: str) -> str:
    """Return the number as E.164 (ITU-T), such as `+212612345678`; a number without a country is Moroccan.

    Raises `PhoneError` for what is no number, a number that does not exist, a fixed line, or a country that
    `settings.PHONE_COUNTRIES` does not list (ISO 3166 codes): a text message abroad costs, and invites fraud.
    """
    signs = plain(text)
    if not looks_like(text) or len(signs) > LONGEST:
        raise PhoneError(_("This is not a phone number. Write it like 0612345678."))
    try:
        number = phonenumbers.parse(signs, REGION)
    except phonenumbers.NumberParseException as error:
        raise PhoneError(_("This is not a phone number. Write it like 0612345678.")) from error
    if not phonenumbers.is_valid_number(number):
        raise PhoneError(_("This number does not exist: check its digits. A mobile number looks like 0612345678."))
    if phonenumbers.region_code_for_number(number) not in settings.PHONE_COUNTRIES:
        raise PhoneError(_("We cannot send text messages to this country. Use an e-mail address."))
    if phonenumbers.number_type(number) not in MOBILE:
        raise PhoneError(
            _("This is a fixed line: it receives no text message. Use a mobile number or an e-mail address.")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(number: str) -> str:
    """Return an E.164 number as it is said at home: `06 12 34 56 78`; another country's in its international form."""
    parsed = phonenumbers.parse(number, REGION)
    style = phonenumbers.PhoneNumberFormat
    at_home = phonenumbers.region_code_for_number(parsed) == REGION
    return phonenumbers.format_number(parsed, style.NATIONAL if at_home else style.INTERNATIONAL)
