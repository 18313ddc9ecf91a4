"""The door of the sockets: what is refused, and how it is said."""

import pytest
from django.db import OperationalError
from django.urls import path

from core.live.consumer import LiveConsumer
from core.live.door import Door
from tests.core.live.tools import Listener, listening, run

pytestmark = pytest.mark.django_db
ROOM = "/ws/book/1/"


@pytest.fixture
def routes(book):
    consumer = type("BookConsumer", (LiveConsumer,), {"name": "book", "feed": book})
    return [path("ws/book/<int:key>/", consumer())]


def answer(routes, address: str, **more) -> tuple[bool, int | None]:
    async def story():
        async with listening(routes) as come:
            one = await come(address, **more)
            return one.is_open, one.code

    return run(story)


@pytest.mark.parametrize(
    ("origin", "host", "is_open"),
    [
        ("http://localhost", "localhost", True),
        ("https://localhost", "localhost", True),  # a proxy speaks TLS in front
        ("http://localhost:8000", "localhost:8000", True),
        ("HTTP://LOCALHOST:8000", "localhost:8000", True),
        ("https://agraw.example", "localhost", True),  # trusted for forms
        (None, "localhost", False),
        ("", "localhost", False),
        ("null", "localhost", False),
        ("https://elsewhere.example", "localhost", False),
        ("http://localhost:8001", "localhost:8000", False),
        ("http://localhost.elsewhere.example", "localhost", False),
        ("http://localhost@elsewhere.example", "localhost", False),
        ("http://[::1", "localhost", False),
        ("file://localhost", "localhost", False),
        ("http://evil.example", "evil.example", False),  # not a host of ours
    ],
)
def test_only_a_page_of_this_site_opens_a_socket(routes, settings, origin, host, is_open):
    settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS = ["localhost"], ["https://agraw.example"]
    assert answer(routes, ROOM, origin=origin, host=host) == (is_open, None if is_open else 4403)


def test_two_origins_are_none(routes):
    assert answer(routes, ROOM, headers=[(b"origin", b"http://elsewhere.example")]) == (False, 4403)


@pytest.mark.parametrize(
    "query",
    [
        "after=-1", "after=1.5", "after=abc", "after=", "after=%00", "after=1%20", "after=+1", "after=0x1", "after=1e3",
        "after=%D9%A3", "after=99999999999999999999", "after=2147483648", "after=1&after=2", "rev=-1", "rev=x",
        "rev=2147483648", "after=1&rev=", "after=\xff", "after='%20OR%201=1--", "&".join(["x=1"] * 99),
    ],
)  # fmt: skip
def test_a_number_that_is_none_is_refused_before_the_socket_opens(routes, query):
    assert answer(routes, f"{ROOM}?{query}") == (False, 4400)


@pytest.mark.parametrize("query", ["", "?after=0", "?after=2147483647&rev=2147483647", "?after=007", "?other=1"])
def test_a_number_is_taken(routes, query):
    assert answer(routes, ROOM + query) == (True, None)


@pytest.mark.parametrize(
    "address",
    ["/ws/book/2000/", f"/ws/book/{2**63}/", f"/ws/book/{10**40}/", "/ws/book/-1/", "/ws/book/x/", "/ws/", "/"],
)
def test_a_room_that_is_not_there_is_not_found(routes, address):
    assert answer(routes, address) == (False, 4404)


def test_a_database_that_is_away_is_said_so(routes, book, caplog):
    def away(*args, **more):
        raise OperationalError("the server closed the connection unexpectedly")

    book.greeting = away
    assert answer(routes, f"{ROOM}?rev=1") == (False, 4503)
    assert "could not be greeted" in caplog.text


@pytest.mark.parametrize(("query", "status"), [("after=x", 400), ("", 404)])
def test_a_server_that_can_answers_with_a_status_and_words(routes, query, status):
    async def story():
        one = Listener(
            Door(routes), f"/ws/book/2000/?{query}", [(b"host", b"localhost"), (b"origin", b"http://localhost")]
        )
        one.scope["extensions"] = {"websocket.http.response": {}}
        await one.send_input({"type": "websocket.connect"})
        start, body = await one.receive_output(5), await one.receive_output(5)
        await one.wait(5)
        return start["status"], dict(start["headers"])[b"content-type"], body["body"]

    got, kind, words = run(story)
    assert (got, kind) == (status, b"text/plain; charset=utf-8")
    assert words.endswith(b".\n")


@pytest.mark.parametrize(
    ("messages", "code"),
    [([{"bytes": b"x"}], 1003), ([{"bytes": b""}], 1003), ([{"text": "x"}] * 6, 1008), ([{"text": ""}] * 6, 1008)],
)
def test_a_listener_who_talks_is_closed(routes, messages, code):
    async def story():
        async with listening(routes) as come:
            one = await come(ROOM)
            await one.greeting()
            for message in messages:
                await one.say(**message)
            assert await one.closed() == (code, [])

    run(story)


def test_a_few_words_are_let_pass(routes, book):
    async def story():
        async with listening(routes) as come:
            one = await come(ROOM)
            await one.greeting()
            for _ in range(5):
                await one.say(text='{"type": "ping"}')
            assert await one.receive_nothing(0.1)

    run(story)
