"""The number of a card, in any shape."""

import pytest

from core.fitness import Unfit
from petitions import cards


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("AB123456", "AB123456"),
        ("ab 123 456", "AB123456"),
        ("j-12345", "J12345"),
        ("Ｊ１２３４", "J1234"),
        ("BE١٢٣٤٥٦٧", "BE1234567"),
        ("\u200fBK۱۲۳۴۵۶\u200e", "BK123456"),
        ("  z 9 8 7 6  ", "Z9876"),
    ],
)
def test_a_number_is_read_however_it_is_written(typed, read):
    assert cards.is_card_number(typed)
    assert cards.read(typed) == read


@pytest.mark.parametrize(
    "typed", ["", " ", "AB", "123456", "A123", "AB12345678", "ABC12345", "أب123456", "AB12345X", "1AB2345", "A" * 99]
)
def test_what_is_none_is_refused_in_words(typed):
    assert not cards.is_card_number(typed)
    with pytest.raises(Unfit) as refusal:
        cards.read(typed)
    assert refusal.value.field == "cin"
