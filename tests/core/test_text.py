"""What people type, made safe."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.dates import MONTHS
from core.text import citation, clean_line, clean_text, for_reader, has_words, isolate, law_numbers
from tests.signs import read

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("language", "kept", "shown"),
    [
        ("ar", "loi organique 113-14, art. 38", "القانون التنظيمي 113-14، المادة 38"),
        ("ar", "loi organique 113-14, art. 36-37", "القانون التنظيمي 113-14، المواد من 36 إلى 37"),
        ("ar", "113-14, art. 78; 2-16-301, art. 6", "113-14، المادة 78؛ 2-16-301، المادة 6"),
        ("ar", "113-14, art. 43, 78", "113-14، المادتان 43 و78"),
        ("ar", "113-14, art. 10, 11, 12", "113-14، المادة 10، 11، 12"),
        ("ar", "emploi 1-1, art. 3 bis", "emploi 1-1، المادة 3 مكرر"),
        ("ar", "113-14, art. 33 and 48", "113-14، المادتان 33 و48"),
        ("ar", "loi 36-15, art. 3 bis", "القانون 36-15، المادة 3 مكرر"),
        ("ar", "décret 2-16-301, art. 4-6", "المرسوم 2-16-301، المواد من 4 إلى 6"),
        ("ar", "décret 2-17-265 (23 juin 2017)", "المرسوم 2-17-265 (23 يونيو 2017)"),
        ("en", "décret 2-17-265 (23 juin 2017)", "decree 2-17-265 (23 June 2017)"),
        ("fr", "113-14, art. 78; 2-16-301, art. 6", "113-14, art. 78\u00a0; 2-16-301, art. 6"),
        ("fr", "113-14, art. 33 and 48", "113-14, art. 33 et 48"),
        ("en", "loi organique 113-14, art. 38", "organic law 113-14, art. 38"),
        ("zgh", "loi organique 113-14, art. 38", "loi organique 113-14, art. 38"),
    ],
)
def test_an_article_is_cited_in_the_language_of_the_page(language, kept, shown):
    with translation.override(language):
        assert read(citation(kept)) == shown


MOROCCAN = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]


@pytest.mark.parametrize(("french", "arabic", "english"), [*zip(MONTHS["fr"], MOROCCAN, MONTHS["en"], strict=True)])
def test_the_day_of_a_law_is_cited_with_the_month_of_the_page(french, arabic, english):
    kept = f"décret 2-17-265 (23 {french} 2017)"
    told = {}
    for language in ("ar", "en", "fr", "zgh"):
        with translation.override(language):
            told[language] = read(citation(kept))
    assert told == {
        "ar": f"المرسوم 2-17-265 (23 {arabic} 2017)", "en": f"decree 2-17-265 (23 {english} 2017)", "fr": kept,
        "zgh": kept,
    }  # fmt: skip


def test_the_first_of_a_month_is_cited_as_each_language_writes_it():
    with translation.override("ar"):
        assert citation("dahir du 1er mars 2018") == "الظهير الشريف du 1 مارس 2018"
    with translation.override("fr"):
        assert citation("dahir du 1er mars 2018") == "dahir du 1er mars 2018"


@pytest.mark.parametrize(
    ("language", "said", "kept"),
    [
        ("fr", "Loi 113-14, art. 38", "Loi 113-\u206014, art. 38"),
        ("en", "decree 2-16-301", "decree 2-\u206016-\u2060301"),
        ("ar", "القانون 113-14،", "القانون \u2068113-\u206014\u2069،"),
        ("fr", "2026-11-28 et 06-12-00-00-00", "2026-11-28 et 06-12-00-00-00"),
        ("fr", "https://example.org/113-14", "https://example.org/113-14"),
        ("ar", "113.14", "113.14"),
    ],
)
def test_the_number_of_a_law_stays_on_one_line_and_in_its_own_order(language, said, kept):
    with translation.override(language):
        assert law_numbers(said) == kept


def test_an_article_is_cited_with_the_number_of_its_law_whole():
    with translation.override("ar"):
        assert citation("loi organique 113-14, art. 38") == "القانون التنظيمي \u2068113-\u206014\u2069، المادة 38"
    with translation.override("fr"):
        assert citation("loi organique 113-14, art. 38") == "loi organique 113-\u206014, art. 38"


def test_the_signs_that_keep_a_number_whole_are_not_kept_of_what_people_paste():
    assert clean_line(law_numbers("113-14", is_rtl=True)) == "113-14"


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


def test_what_is_isolated_cannot_turn_the_line_around():
    assert isolate("ماء\u202e\u0007 \u2067x") == "\u2068ماء x\u2069"


@pytest.mark.parametrize(
    ("language", "shown"), [("ar", "قُبلت.\n\nشكرا."), ("fr", "Acceptée.\n\nMerci."), ("en", "Acceptée.\n\nMerci.")]
)
def test_of_words_in_two_languages_the_reader_s_are_shown(language, shown):
    with translation.override(language):
        assert for_reader("قُبلت.\n\nAcceptée.\n\nشكرا.\n\nMerci.") == shown
        for alone in ("نعم.", "Oui.", "", "نعم، ONEE."):
            assert for_reader(alone) == alone
