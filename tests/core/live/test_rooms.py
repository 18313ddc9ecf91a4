"""A room, as those who listen to it know it: in order, nothing lost, nothing twice."""

import pytest
from django.urls import path

from core.live import bus
from core.live.consumer import LiveConsumer
from tests.core.live.tools import act, listening, run

pytestmark = pytest.mark.django_db(transaction=True)


def routes(book):
    consumer = type("BookConsumer", (LiveConsumer,), {"name": "book", "feed": book})
    return [path("ws/book/<int:key>/", consumer())]


def test_what_is_written_is_told_in_order(book, each_bus):
    async def story():
        async with listening(routes(book)) as listen:
            book.write(1)
            one = await listen("/ws/book/1/")
            assert [frame["rev"] for frame in await one.greeting()] == [1, 1, 1]
            for _ in range(5):
                book.write(1)
                await act(bus.ring, "book.1")
            assert [(await one.next())["text"] for _ in range(5)] == [f"line {n}" for n in range(2, 7)]

    run(story)
