"""People find what they look for, however they write it: a fixed corpus, what is typed, and the first thing found."""

import pytest

from search.asking import Filters
from search.results import search
from tests.search import corpus


@pytest.mark.django_db
def test_the_first_thing_found_is_the_one_hoped_for():
    made, missed = corpus.make(), []
    for asked, kind, name in corpus.EXPECTED:
        results = search(asked, Filters())
        first = (results.shown[0].kind.name, results.shown[0].key) if results.shown else None
        if first != (kind, made[kind][name].pk):
            missed.append((asked, kind, name, results.shown[0].thing.title if results.shown else None, results.instead))
    assert not missed


@pytest.mark.django_db
def test_a_common_word_is_looked_for_by_its_stem_alone_and_finds_the_same(monkeypatch):
    corpus.make()
    before = search("ordures", Filters())
    monkeypatch.setattr("search.asking.COMMON", 1)
    after = search("ordures", Filters())
    assert "ordures" in before.asked.terms[0].lexemes
    assert "ordures" not in after.asked.terms[0].lexemes
    assert [(one.kind.name, one.key) for one in after.shown] == [(one.kind.name, one.key) for one in before.shown] != []
