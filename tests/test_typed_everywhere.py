"""Every form of every room takes what a person types as words: nothing breaks, nothing is shown as anything else, and
no sign that turns a line around reaches a row. `tests/test_typed.py` types what the first rooms ask for, one after the
other; here each form is found on its page, filled in as the page offers it, and sent with hostile words.
"""

import os
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from rest_framework.throttling import SimpleRateThrottle

from tests.doors import NAMING_ACTS, addresses, body_of, browser_of, one_of_each, rolled_back
from tests.hostile import forms as hostile
from tests.hostile.words import found_in
from tests.test_typed import NO_HTML

pytestmark = pytest.mark.django_db
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
TYPED = f"ماء <img src=x onerror=agraw(1)>{TURNS}\u0007 water"
WHOLE = os.environ.get("AGRAW_WHOLE") == "1"
# Who opens the pages, each of the later ones what was closed to those before. No rule stops a superuser: she comes to
# the guards. AGRAW_WHOLE=1: everybody, and each act on each thing.
BY = ("superuser", "author", "facilitator", "president", "coordinator", "desk", "officer", "citizen")[
    : 8 if WHOLE else 2
]
# What the house keeps as it came, and reads again before it is shown.
AS_IT_CAME = re.compile(r"\b(django_session|django_admin_log|procrastinate_\w+|accounts_onetimecode)\b")
WRITES = re.compile(r"\s*(INSERT|UPDATE)\b", re.IGNORECASE)
SIGN = re.compile(f"[{TURNS}\u0007]")


@pytest.fixture
def written():
    """Note each table to which a sign went that turns a line around."""
    tables = set()

    def look(execute, sql, params, many, context):
        if WRITES.match(sql) and not AS_IT_CAME.search(sql):
            rows = params if many else [params or ()]
            if any(SIGN.search(one) for row in rows for one in map(str, row)):
                tables.add(re.search(r'"(\w+)"', sql)[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield tables


def forms_of(client, world, turn: int, doors: set):
    """Yield (address, what it is filled in with, names of what is typed) of each form on pages not opened before."""
    found = addresses(world, turn)
    for name, kwargs, path in found if WHOLE else one_of_each(found, turn):
        door = (name, *(kwargs[one] for one in sorted(NAMING_ACTS & kwargs.keys())))
        if door in doors or path.startswith("/api/") or name in NO_HTML:
            continue
        page = client.get(path)
        if page.status_code == 200 and page.headers.get("Content-Type", "").startswith("text/html"):
            doors.add(door)
            forms = hostile.Forms(path)
            forms.feed(body_of(page))
            yield from forms.worded


def wrongs_of(client, address: str, data: dict, written: set) -> list[str]:
    """Send a form, undo what it did, and return what was wrong with the answer or with what was written."""
    written.clear()
    with rolled_back(client):
        answer = client.post(address, data)
        shown = client.get(answer.url) if answer.status_code == 302 else answer
        text, kind = body_of(shown), shown.headers.get("Content-Type", "")
    broke = ["broke"] if max(answer.status_code, shown.status_code) >= 500 else []
    return broke + found_in(text, kind) + [f"wrote the signs to {table}" for table in sorted(written)]


def test_every_form_takes_what_is_typed_as_words(world, written, monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    sent, doors, wrongs = set(), set(), []
    with translation.override("fr"):
        for turn, role in enumerate(BY):
            cache.clear()
            client = browser_of(role, world)
            client.raise_request_exception = False
            for address, data, words in forms_of(client, world, turn, doors):
                key = (re.sub(r"\d+", "N", address), *sorted(words))
                if key not in sent:
                    sent.add(key)
                    found = wrongs_of(client, address, data | dict.fromkeys(words, TYPED), written)
                    wrongs += [f"{role} {address}: {wrong}" for wrong in found]
    assert not wrongs, "\n".join(wrongs)
    assert len(sent) > 200
