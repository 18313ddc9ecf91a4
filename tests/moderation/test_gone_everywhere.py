"""What is hidden is gone from every page, list, feed, table, calendar and answer of the API that a visitor reaches, at
the very next request: one thing of each kind is looked for everywhere, hidden, and looked for again.
"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import translation
from rest_framework.throttling import SimpleRateThrottle

from core import cached
from moderation.kinds import HIDE, kinds
from needs import actions as needs
from opendata import actions as opendata
from opendata.tables import DATASETS
from search.actions import index
from search.kinds import kinds as found_kinds
from search.models import Entry
from tests.doors import NAMING_ACTS, addresses, body_of, browser_of

pytestmark = pytest.mark.django_db
# Nothing of the thing is shown there: what is asked for is a form, a code or a file of somebody's own.
SILENT = ("account_", "mfa_", "schema", "reference", "people:", "health")
SHORTEST = 6  # signs of a word that nothing else says
DECLARED = {"association"}  # its name was declared to the authority, and stays: what it wrote of itself goes


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    monkeypatch.setattr(cached, "FRESH", 0)
    cache.clear()
    with translation.override("fr"):
        yield


def one_of_each(taken: set[str]):
    """Yield (kind, row, words) of one visible thing of each kind that can be hidden; no two say the same words."""
    for kind in kinds().values():
        for row in kind.visible_to(AnonymousUser()).order_by("pk"):
            thing = kind.say(row)
            words = ("" if kind.name in DECLARED else thing.title) or (thing.text.splitlines() or [""])[0]
            words = words.strip()
            if (
                kind.can(row, HIDE)
                and len(words) >= SHORTEST
                and not any(words in one or one in words for one in taken)
            ):
                taken.add(words)
                yield kind, row, words
                break


def name_apart() -> None:
    """Give each thing that has a title one that nothing else says."""
    for kind in kinds().values():
        if any(field.name == "title" for field in kind.model._meta.concrete_fields):
            title = Concat(Value(f"ساقية {kind.name} رقم "), Cast("pk", CharField()), Value("."))
            kind.model._default_manager.update(title=title)


def told(visitor, paths: list[str]) -> dict[str, str]:
    """Return what a visitor reads at each address."""
    found = {}
    for path in paths:
        answer = visitor.get(path)
        if answer.status_code == 200:
            found[path] = body_of(answer)
    return found


def test_what_is_hidden_is_gone_from_everywhere(world):
    visitor = browser_of("visitor", world)
    acts = set(NAMING_ACTS)
    paths = [
        path
        for name, kwargs, path in addresses(world)
        if not name.startswith(SILENT) and not acts & kwargs.keys() and not path.endswith(".pdf")
    ]
    needs.contest(world.done, by=world.who["author"], note="كلمات لا يقولها غيرها عن القنطرة")
    name_apart()
    for slug in DATASETS:  # the files of a night after that
        opendata.make(slug)
    things = list(one_of_each(set()))
    assert {kind.name for kind, _row, _words in things} >= {"need", "contribution", "event", "resource", "note"}
    before = told(visitor, paths)
    told_of = {kind.name: [path for path, body in before.items() if words in body] for kind, _row, words in things}
    assert {name for name, where in told_of.items() if where} >= {"need", "contribution", "event", "note"}
    for kind, row, _words in things:
        if kind.name in found_kinds():
            index(found_kinds()[kind.name], [row.pk])
    for kind, row, _words in things:
        kind.move(row, kind.names[HIDE], by=world.who["superuser"], note="تجربة الإخفاء")
    again = told(visitor, sorted({path for where in told_of.values() for path in where}))
    left = {
        kind.name: [path for path in told_of[kind.name] if words in again.get(path, "")] for kind, _row, words in things
    }
    assert {name: where for name, where in left.items() if where} == {}
    assert any(path.startswith("/open-data/") for where in told_of.values() for path in where)
    keys = {(kind.name, row.pk) for kind, row, _words in things}
    assert [one for one in Entry.objects.values_list("kind", "key") if one in keys] == []
