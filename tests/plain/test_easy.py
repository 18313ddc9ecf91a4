"""Texts easy to read hold their rules; the glossary and the signs are where pages point to."""

import itertools
import re

from django.urls import get_resolver
from django.utils import translation

from core.icons import FAMILY, shapes
from plain import glossary
from plain.easy import WORDS_MAX, easy, keys, sentences, too_long, words_of
from plain.enums import HelpKey
from plain.places import PLACES

LANGUAGES = ("ar", "fr", "en")
# Signs of the passive: "is given", "a été fait", "تم", "من طرف".
PASSIVE = {
    "ar": re.compile(r"\b(?:تم|يتم|تتم|من طرف|من قبل)\b"),
    "fr": re.compile(r"\b(?:été|(?:est|sont|sera|seront) \w+(?:é|ée|és|ées) par)\b"),
    "en": re.compile(r"\b(?:is|are|was|were|been|be) \w+ed\b|\bby the\b"),
}
ROOMS = ("templates/spaces/_rooms.html", "templates/councils/_rooms.html")


def texts():
    return [easy(key, language) for key in keys() for language in LANGUAGES]


def test_each_step_that_has_a_voice_has_its_easy_text_in_each_language():
    assert set(keys()) == set(HelpKey.values)
    assert {text.language for text in texts()} == set(LANGUAGES)
    assert easy("need", "zgh").language == "fr"  # until its translator comes
    assert easy("no such thing", "ar") is None


def test_a_sentence_has_twelve_words_at_most_and_no_passive():
    for text in texts():
        for step in text.steps:
            assert not too_long(step.text), step.text
            assert not PASSIVE[text.language].search(step.text), step.text
        assert len(text.steps) <= 8, text.key
    assert too_long(" ".join(["mot"] * (WORDS_MAX + 1)) + ".")
    assert sentences("واحد. اثنان؟ ثلاثة") == ["واحد.", "اثنان؟", "ثلاثة"]


def test_signs_and_words_of_the_easy_texts_are_there():
    for text in texts():
        assert {step.sign for step in text.steps} <= set(FAMILY)
        assert set(words_of(text.key)) <= set(glossary.by_key())


def test_every_meaning_is_drawn_and_no_two_rooms_of_a_place_share_a_sign(settings):
    assert set(FAMILY.values()) <= set(shapes())
    assert not [name for name, drawn in shapes().items() if "stroke" in drawn or "<g" in drawn]
    for room in ROOMS:
        signs = re.findall(r'icon "(\w+)"', (settings.BASE_DIR / room).read_text(encoding="utf-8"))
        drawn = [FAMILY[sign] for sign in signs]
        assert len(drawn) == len(set(drawn)) > 5, room


def test_the_glossary_says_each_word_once_and_the_law_has_its_article():
    words = glossary.WORDS
    assert len(glossary.by_key()) == len(words)
    for one, other in itertools.combinations(words, 2):
        assert one.ar != other.ar, one.key
    assert glossary.by_key()["petition"].articles == "121–125"
    assert all(re.fullmatch(r"[\d–, ]+", word.articles) for word in words if word.articles)
    with translation.override("fr"):
        assert glossary.label(glossary.by_key()["quorum"], "fr") == "quorum"


def test_pages_lead_to_help_that_exists():
    known: set[str] = set()
    _collect(get_resolver(), "", known)
    assert set(PLACES) <= known
    assert set(PLACES.values()) <= set(HelpKey)


def _collect(resolver, space: str, known: set) -> None:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            _collect(pattern, inner, known)
        elif pattern.name:
            known.add(f"{space}{pattern.name}")
