"""Every page that is said to be explained shows its text that is easy to read, and its voice where one was recorded."""

import re

import pytest

from plain import shelf
from plain.easy import easy, keys
from plain.enums import HelpKey
from plain.places import PLACES
from tests.doors import addresses, browser_of
from tests.test_costs import plant

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = ("visitor", "author", "president", "facilitator")
# Shown to whoever waits for a code, and to whoever is suspended: nobody of the small world is.
ELSEWHERE = {"people:code", "people:suspension"}


def test_a_page_that_is_explained_shows_its_text_and_its_voice(world, monkeypatch):
    plant(world)
    everything = {(None, key): {"fr": 7} for key in HelpKey.values}
    monkeypatch.setattr(shelf, "heard", lambda commune, key: everything[(None, key)])
    found = [(name, path) for name, _kwargs, path in addresses(world) if name in PLACES]
    shown, silent = set(), []
    for role in READERS:
        browser = browser_of(role, world)
        for name, path in found:
            if name in shown:
                continue
            page = browser.get(path)
            if page.status_code != 200:
                continue
            key = PLACES[name]
            if f"/easy/{key}/?next=" in page.text and "/listen/recordings/7/" in page.text:
                shown.add(name)
            else:
                silent.append((role, path))
    assert silent == []
    assert set(PLACES) - shown == ELSEWHERE


def test_every_text_stands_beside_a_page():
    assert set(PLACES.values()) == set(keys())


def test_the_french_of_the_texts_breaks_no_line_before_its_signs():
    for key in keys():
        text = easy(key, "fr")
        for words in (text.title, *(step.text for step in text.steps)):
            assert not re.search(r" [?!;:»]|« ", words), words
