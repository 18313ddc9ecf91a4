"""Sockets, and the API with a key of another commune, by the tables of `tests/matrix` (the world: 30 s of CPU)."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from rest_framework.throttling import SimpleRateThrottle

from accounts import actions as people
from accounts.enums import Scope
from config.asgi import SOCKETS
from core.live.consumer import _read
from core.live.door import Refusal
from tests import matrix
from tests.doors import PLAUSIBLE, addresses, browser_of, one_of_each, rolled_back
from tests.test_doors import WHOLE, is_hidden
from tests.world import ROLES


@pytest.fixture(autouse=True)
def _french(monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    cache.clear()
    with translation.override("fr"):
        yield


def test_a_socket_opens_to_those_of_the_table(world):
    for one in SOCKETS:
        row = matrix.rows()[str(one.pattern), "*", "SOCKET"]
        for is_secret, key in rooms(world, str(one.pattern)):
            allowed = row.who(is_hidden=is_secret)
            room = SimpleNamespace(feed=one.callback.feed, key=key, name=f"{one.callback.name}.{key}")
            for role in ROLES:
                session = None if role == "visitor" else browser_of(role, world).session.session_key
                assert is_let_into(room, session) == (role in allowed), f"{role} {room.name} hidden={is_secret}"


def is_let_into(room, session) -> bool:
    try:
        _read(room, session, 0, None)
    except Refusal as refusal:
        return refusal.status != 404
    return True


def rooms(world, address):
    """Return what a socket's address is filled with: (whether it is hidden, key)."""
    assert address == "ws/threads/<int:key>/", f"say here what to fill {address} with"
    made = world.debates
    return [(False, made.live.thread_id), (True, made.draft.thread_id)]


@pytest.mark.parametrize("role", ["facilitator_elsewhere", "president_elsewhere"])
def test_a_key_of_another_commune_opens_what_its_person_may_and_no_more(world, role):
    """A token with every scope, at the addresses of the API: nothing that the tables keep its person out of."""
    person = world.who[role]
    _row, key = people.make_token(person, name="everything", scopes=Scope.values, by=person)
    client = Client(headers={"Authorization": f"Bearer {key}"})
    client.raise_request_exception = False
    chosen = addresses(world) if WHOLE else one_of_each(addresses(world), ROLES.index(role))
    wrongs, tried = [], 0
    for name, kwargs, path in chosen:
        if not path.startswith("/api/v1/") or name in {"schema", "reference"}:
            continue
        with rolled_back(client):
            answer = client.post(path, PLAUSIBLE, content_type="application/json")
        told = matrix.wrongs(role, name, kwargs, "post", is_hidden=is_hidden(world, name, kwargs), response=answer)
        wrongs += [f"{answer.status_code} {path}: {one}" for one in told]
        tried += answer.status_code not in {404, 405}
    assert wrongs == [], "\n".join(wrongs)
    assert tried > 20  # nothing is proved at addresses that answer nothing
