"""Telephone numbers in the shapes people write them."""

import pytest

from accounts import contacts, phones

NUMBER = "+212612345678"


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678",
        "06 12 34 56 78",
        "+212612345678",
        "00212612345678",
        "212612345678",
        "06-12-34-56-78",
        "٠٦١٢٣٤٥٦٧٨",
        "\u202a06\u200f12 34\u00a056\u206678\u202c",
    ],
)
def test_normalise_eight_shapes_to_one_number(typed):
    assert phones.normalise(typed) == NUMBER
    assert contacts.parse(typed).value == NUMBER


@pytest.mark.parametrize(
    "typed",
    [
        "06.12.34.56.78",
        "(06) 12 34 56 78",
        "+212 6 12 34 56 78",
        "06/12/34/56/78",
        "+٢١٢٦١٢٣٤٥٦٧٨",
    ],
)
def test_normalise_further_shapes(typed):
    assert phones.normalise(typed) == NUMBER


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "not a phone number"),
        ("bonjour", "not a phone number"),
        ("0" * 50, "not a phone number"),
        ("++212612345678", "not a phone number"),
        ("12", "does not exist"),
        ("06123456", "does not exist"),
        ("+999123456789", "not a phone number"),
        ("+33612345678", "this country"),
        ("0522202020", "fixed line"),
    ],
)
def test_normalise_refuses_in_words(typed, words):
    with pytest.raises(phones.PhoneError) as error:
        phones.normalise(typed)
    assert words in str(error.value)


def test_normalise_takes_another_country_when_it_is_listed(settings):
    settings.PHONE_COUNTRIES = ["MA", "FR"]
    assert phones.normalise("+33 6 12 34 56 78") == "+33612345678"


def test_national_writes_as_at_home():
    assert phones.national(NUMBER) == "06 12 34 56 78"
    assert phones.national("+33612345678") == "+33 6 12 34 56 78"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("Fatima@Example.COM", "fatima@example.com"), (" \u200ffatima@example.com\u202c ", "fatima@example.com")],
)
def test_parse_takes_an_address_in_any_case(typed, value):
    assert contacts.parse(typed).value == value


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("fatima@", "not an e-mail address"),
        ("fatima", "Write a phone number"),
        ("a@" + "b" * 60 + "." + ("c" * 60 + ".") * 4 + "com", "too long"),
        ("0612", "does not exist"),
    ],
)
def test_parse_refuses_in_words(typed, words):
    with pytest.raises(contacts.ContactError) as error:
        contacts.parse(typed)
    assert words in str(error.value)


def test_masked_shows_enough_to_recognise():
    assert contacts.parse("0612345678").masked == "06••••••78"
    assert contacts.parse("fatima@example.com").masked == "f•••@example.com"
    assert contacts.parse("fatima@example.com").shown == "fatima@example.com"
