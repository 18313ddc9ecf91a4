"""What people type, made safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean_line, clean_text, has_words, isolate

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  طريق \t الدوار \r\n", "طريق الدوار"),
        (f"a{OVERRIDES}b", "ab"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\ufeffb\u200bc\u00add\ud800e", "abcde"),
        ("x\U000e0041y\ue000z\uffff", "xyz"),
        ("\u200fم\u200cی\u200d", "\u200fم\u200cی\u200d"),
        ("e\u0301", "é"),
        ("مُدَرِّسٌ", "مُدَرِّسٌ"),
        ("z" + "\u0301\u0302\u0303\u0304\u0305\u0306\u0307" * 20, "\u017a\u0302\u0303\u0304\u0305"),
        ("👩‍🌾 ⵣ", "👩‍🌾 ⵣ"),
        ("", ""),
    ],
)
def test_a_line_keeps_words_and_drops_what_hides_in_them(typed, kept):
    assert clean_line(typed) == kept


def test_a_text_keeps_its_paragraphs():
    assert clean_text("\n\n a \r\n\r\n\r\n\r\nb\u2028c\v \u202ed\n") == "a\n\nb\nc\nd"


@given(st.text())
def test_cleaning_twice_changes_nothing(typed):
    assert clean_line(clean_line(typed)) == clean_line(typed)
    assert clean_text(clean_text(typed)) == clean_text(typed)
    assert not set(clean_text(typed)) & set(OVERRIDES)
    assert "\n" not in clean_line(typed)


@pytest.mark.parametrize("words", ["ماء", "ⴰⵎⴰⵏ", "eau", "2 طرق", "lma 3ndna", "水"])
def test_words_of_any_script_are_words(words):
    assert has_words(words)


@pytest.mark.parametrize("no_words", ["", "  ", "123", "!?…", "👍👍🏽", "ℹ️ ™", "ـــ", "\u202e", "+212 600"])
def test_signs_without_a_letter_are_no_words(no_words):
    assert not has_words(no_words)


def test_what_a_person_typed_is_isolated_in_plain_text():
    assert isolate("ورززات") == "\u2068ورززات\u2069"
