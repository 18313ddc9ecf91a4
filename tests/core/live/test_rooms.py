"""A room, as those who listen to it know it: in order, nothing lost, nothing twice, each her own."""

import asyncio

import pytest
from django.urls import path

from core.live import bus, room, socket
from core.live.consumer import LiveConsumer
from core.live.feed import STAFF
from core.live.hub import Hub
from tests.core.live.tools import act, listening, run, signed_in, until
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
with_people = pytest.mark.django_db(transaction=True)


@pytest.fixture
def listen(book):
    """Open the house: `async with listen() as listen`."""
    consumer = type("BookConsumer", (LiveConsumer,), {"name": "book", "feed": book})
    return lambda: listening([path("ws/book/<int:key>/", consumer())])


def revs(frames) -> list[int]:
    return [frame["rev"] for frame in frames if frame["type"] == "line"]


def test_what_is_written_is_told_in_order(book, listen, each_bus):
    async def story():
        async with listen() as come:
            book.write(1)
            one = await come("/ws/book/1/")
            assert [(frame["type"], frame["rev"]) for frame in await one.greeting()] == [
                ("hello", 1),
                ("line", 1),
                ("beat", 1),
            ]
            for _ in range(5):
                book.write(1)
                await act(bus.ring, "book.1")
            assert [(await one.next())["text"] for _ in range(5)] == [f"line {n}" for n in range(2, 7)]

    run(story)


def test_who_comes_back_is_told_what_she_missed_and_nothing_twice(book, listen):
    async def story():
        async with listen() as come:
            for _ in range(3):
                book.write(1)
            one = await come("/ws/book/1/")
            told = revs(await one.greeting())
            await one.leave()
            book.write(1)
            book.write(1)
            again = await come(f"/ws/book/1/?after={told[-1]}&rev={told[-1]}")
            told += revs(await again.greeting())
            book.write(1)
            await act(bus.ring, "book.1")
            told.append((await again.next())["rev"])
            assert told == [1, 2, 3, 4, 5, 6]

    run(story)


def test_what_is_written_while_a_greeting_is_read_is_told_once(book, listen):
    """The room goes on while the newcomer is greeted: she has joined before her greeting was read."""

    async def story():
        async with listen() as come:
            first = await come("/ws/book/1/")
            await first.greeting()
            book.read.clear()
            book.gate.clear()
            coming = asyncio.ensure_future(come("/ws/book/1/"))
            await asyncio.to_thread(book.read.wait)
            for number in (1, 2):  # two readings of the room, while her greeting knows neither
                book.write(1)
                await act(bus.ring, "book.1")
                assert (await first.next())["rev"] == number
            book.gate.set()
            late = await coming
            assert revs(await late.greeting()) == []
            assert [(await late.next())["rev"] for _ in range(2)] == [1, 2]
            book.write(1)
            await act(bus.ring, "book.1")
            assert (await first.next())["rev"] == (await late.next())["rev"] == 3

    run(story)


def test_a_greeting_newer_than_the_room_is_not_told_again(book, listen):
    async def story():
        async with listen() as come:
            first = await come("/ws/book/1/")
            await first.greeting()
            book.write(1)
            book.write(1)  # no bell has rung yet
            newcomer = await come("/ws/book/1/?after=1")
            assert revs(await newcomer.greeting()) == [2]
            assert [(await first.next())["rev"] for _ in range(2)] == [1, 2]  # her coming woke the room
            book.write(1)
            await act(bus.ring, "book.1")
            assert (await newcomer.next())["rev"] == (await first.next())["rev"] == 3

    run(story)


def test_a_newcomer_behind_all_that_the_room_keeps_is_told_from_the_beginning(book, listen, monkeypatch):
    monkeypatch.setattr(room, "KEPT", 1)

    async def story():
        async with listen() as come:
            first = await come("/ws/book/1/")
            await first.greeting()
            book.read.clear()
            book.gate.clear()
            coming = asyncio.ensure_future(come("/ws/book/1/"))
            await asyncio.to_thread(book.read.wait)
            for _ in range(3):
                book.write(1)
                await act(bus.ring, "book.1")
                await first.next()
            book.gate.set()
            late = await coming
            await late.greeting()
            assert [(await late.next())["rev"] for _ in range(3)] == [1, 2, 3]

    run(story)


def test_many_bells_are_one_reading(book, listen):
    async def story():
        async with listen() as come:
            one = await come("/ws/book/1/")
            await one.greeting()
            book.reads.clear()
            hub = Hub.here()
            for _ in range(300):
                book.write(1)
                hub.heard("book.1")
            assert [(await one.next())["rev"] for _ in range(300)] == list(range(1, 301))
            assert len(book.reads) <= 2

    run(story)


def test_a_lost_bell_is_made_up_for(book, listen):
    async def story():
        async with listen() as come:
            one = await come("/ws/book/1/")
            await one.greeting()
            book.write(1)  # nobody rings
            assert (await one.next())["rev"] == 1

    run(story)


def test_a_frame_newer_than_its_news_is_told_with_the_next_news(book, listen):
    """A feed reads its number first: what it reads after may be newer, and comes again."""

    async def story():
        async with listen() as come:
            one = await come("/ws/book/1/")
            await one.greeting()
            book.write(1)
            book.write(1)
            book.behind = 1
            Hub.here().heard("book.1")
            assert (await one.next())["rev"] == 1
            book.behind = 0
            Hub.here().heard("book.1")
            assert (await one.next())["rev"] == 2

    run(story)


def test_a_room_is_heard_by_its_own_listeners_alone(book, listen):
    async def story():
        async with listen() as come:
            one, other = await come("/ws/book/1/"), await come("/ws/book/2/")
            await one.greeting()
            await other.greeting()
            book.write(1, "first")
            book.write(2, "second")
            for name in ("book.1", "book.2", "book.3", "book.", "nonsense", "recheck.", "recheck.x"):
                await act(bus.ring, name)
            assert (await one.next())["text"] == "first"
            assert (await other.next())["text"] == "second"

    run(story)


def test_an_empty_room_is_forgotten(book, listen):
    async def story():
        async with listen() as come:
            one = await come("/ws/book/1/")
            await one.greeting()
            assert list(Hub.here().rooms) == ["book.1"]
            await one.leave()
            assert Hub.here().rooms == {}

    run(story)


def test_a_heartbeat_tells_how_far_the_room_is(book, listen, monkeypatch):
    monkeypatch.setattr("core.live.hub.BEAT", 0.01)
    monkeypatch.setattr("core.live.hub.LOOK", 0.02)

    async def story():
        async with listen() as come:
            book.write(1)
            one = await come("/ws/book/1/")
            await one.greeting()
            assert await one.next() == {"type": "beat", "rev": 1}
            book.write(1)
            await one.next("line")
            assert await one.next("beat") == {"type": "beat", "rev": 2}

    run(story)


@with_people
def test_staff_are_told_more_and_in_order(book, listen):
    user = UserFactory()
    session = signed_in(user)
    book.staff.add(user.pk)

    async def story():
        async with listen() as come:
            staff, other = await come("/ws/book/1/", session=session), await come("/ws/book/1/")
            await staff.greeting()
            await other.greeting()
            for to in ("public", STAFF, "public", STAFF):
                book.write(1, to=to)
            await act(bus.ring, "book.1")
            assert [(await staff.next())["rev"] for _ in range(4)] == [1, 2, 3, 4]
            assert [(await other.next())["rev"] for _ in range(2)] == [1, 3]
            newcomer = await come("/ws/book/1/")
            assert revs(await newcomer.greeting()) == [1, 3]
            book.write(1)
            await act(bus.ring, "book.1")
            assert (await other.next())["rev"] == 5

    run(story)


@with_people
def test_what_is_for_staff_alone_is_not_told_to_who_is_staff_no_longer(book, listen, monkeypatch):
    monkeypatch.setattr("core.live.hub.LOOK", 60)  # nothing but the delivery checks
    user = UserFactory()
    session = signed_in(user)
    book.staff.add(user.pk)

    async def story():
        async with listen() as come:
            staff = await come("/ws/book/1/", session=session)
            await staff.greeting()
            book.staff.clear()
            book.write(1, "secret", to=STAFF)
            await act(bus.ring, "book.1")
            assert await staff.closed() == (4403, [{"type": "bye", "why": "rights"}])

    run(story)


def test_too_much_to_tell_is_left_to_polling(book, listen):
    book.most = 3
    for _ in range(5):
        book.write(1)

    async def story():
        async with listen() as come:
            far = await come("/ws/book/1/?after=1")
            assert await far.closed() == (4413, [{"type": "bye", "why": "slow"}])
            near = await come("/ws/book/1/?after=2")
            assert revs(await near.greeting()) == [3, 4, 5]

    run(story)


def test_strangers_who_ask_the_same_at_once_cost_one_reading(book, listen):
    async def story():
        async with listen() as come:
            book.gate.clear()
            coming = [asyncio.ensure_future(come("/ws/book/1/")) for _ in range(20)]
            await until(lambda: Hub.here().rooms and len(Hub.here().rooms["book.1"].sockets) == 20)
            book.gate.set()
            for one in await asyncio.gather(*coming):
                await one.greeting()
            assert book.greetings == 1

    run(story)


def test_a_feed_that_fails_is_asked_again(book, listen, caplog):
    async def story():
        async with listen() as come:
            one = await come("/ws/book/1/")
            await one.greeting()
            book.fails = 2
            book.write(1)
            await act(bus.ring, "book.1")
            assert (await one.next())["rev"] == 1

    run(story)
    assert "could not be read (OperationalError)" in caplog.text


def test_a_listener_who_does_not_read_is_sent_to_polling(book, listen, monkeypatch):
    monkeypatch.setattr(socket, "MOST_WAITING", 20_000)

    async def story():
        async with listen() as come:
            slow, quick = await come("/ws/book/1/"), await come("/ws/book/1/")
            await quick.greeting()
            await slow.greeting()
            slow.reads.clear()
            for _ in range(3):
                book.write(1, "x" * 9_000)
                await act(bus.ring, "book.1")
                await quick.next("line")
            slow.reads.set()
            code, told = await slow.closed()
            assert (code, told[-1]) == (4413, {"type": "bye", "why": "slow"})

    run(story)
