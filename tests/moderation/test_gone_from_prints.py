"""What is hidden is gone from the PDFs too, at the very next request: from those made when they are asked for, and from
those that a worker made and keeps (more of them in `tests/debates/test_pdf.py`, `consultations/test_report.py`,
`deliberations/test_pages.py`).
"""

import pytest
from django.core.cache import cache
from django.utils import translation
from rest_framework.throttling import SimpleRateThrottle

from core import cached
from moderation.kinds import HIDE, kinds
from tests.doors import addresses, body_of, browser_of
from tests.moderation.test_gone_everywhere import SILENT, one_of_each

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    monkeypatch.setattr(cached, "FRESH", 0)
    cache.clear()
    with translation.override("fr"):
        yield


def bare(text: str) -> str:
    """Return text without its spaces: where a line ends in a PDF, none is read."""
    return "".join(text.split())


def printed(browser, paths: list[str]) -> dict[str, str]:
    """Return what is read in each PDF that is given."""
    found = {}
    for path in paths:
        answer = browser.get(path)
        if answer.status_code == 200 and answer.headers.get("Content-Type") == "application/pdf":
            found[path] = bare(body_of(answer))
    return found


def prints(world) -> list[str]:
    """Return the addresses of what is made into a PDF, in a language."""
    return [
        path for name, kwargs, path in addresses(world)
        if kwargs.get("language") in {"ar", "fr"} and not name.startswith(SILENT)
    ]  # fmt: skip


def test_what_is_hidden_is_gone_from_every_pdf_that_everyone_may_have(world):
    visitor = browser_of("visitor", world)
    before = printed(visitor, prints(world))
    # Every visible thing that a PDF says: a list of one of each kind would miss most of them.
    things = [
        (kind, row, bare(words))
        for kind in kinds().values() if kind.name != "discussion"  # it is named by what it is about
        for row in kind.visible_to(world.who["visitor"])
        if kind.can(row, HIDE) and len(words := kind.say(row).title or kind.say(row).text) > 5
    ]  # fmt: skip
    said = {
        (kind.name, row.pk): (kind, row, words, [path for path, body in before.items() if words in body])
        for kind, row, words in things
    }
    said = {key: one for key, one in said.items() if one[3]}
    assert {name for name, _pk in said} >= {"petition", "event", "plan"}
    for kind, row, _words, _where in said.values():
        kind.move(row, kind.names[HIDE], by=world.who["superuser"], note="تجربة الإخفاء")
    after = printed(visitor, sorted({path for *_thing, where in said.values() for path in where}))
    left = {
        key: [path for path in where if words in after.get(path, "")]
        for key, (_kind, _row, words, where) in said.items()
    }
    assert {key: where for key, where in left.items() if where} == {}


def test_a_hidden_statement_is_on_no_sheet_that_is_printed_after(world):
    desk = browser_of("superuser", world)
    paths = [path for path in prints(world) if "/sheets/" in path and "/consultations/" in path]
    statement = next(one for one in one_of_each(set()) if one[0].name == "statement")
    kind, row, words = statement
    before = printed(desk, paths)
    assert any(bare(words) in body for body in before.values())
    kind.move(row, kind.names[HIDE], by=world.who["superuser"], note="تجربة الإخفاء")
    after = printed(desk, paths)
    assert not any(bare(words) in body for body in after.values())
