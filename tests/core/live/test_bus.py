"""The bell: heard after COMMIT by every process, never a reason to fail."""

import asyncio
import logging
import time

import pytest
from django.db import connection, transaction

from core.live import bus, by_redis, ear
from tests.core.live.tools import act, run, until
from tests.servers import free_port

pytestmark = pytest.mark.django_db


async def hearing(bells: list, opened: list) -> asyncio.Task:
    before = len(opened)
    task = asyncio.ensure_future(ear.listen(bells.append, lambda: opened.append(1)))
    await until(lambda: len(opened) > before)
    return task


async def silence(*tasks: asyncio.Task) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_every_listener_hears_every_bell_after_commit_and_none_of_what_is_undone(each_bus):
    bells, others = [], []

    def undone():
        with transaction.atomic():
            bus.ring("thread.1")
            transaction.set_rollback(True)

    def done(in_between):
        with transaction.atomic():
            bus.ring("thread.2")
            in_between()
        bus.recheck(7)

    async def story():
        tasks = [await hearing(bells, []), await hearing(others, [])]
        await act(undone)
        await act(done, lambda: (time.sleep(0.1), bells.append("not yet")))
        await until(lambda: len(bells) == 3 and len(others) == 2)
        assert (bells, others) == (["not yet", "thread.2", "recheck.7"], ["thread.2", "recheck.7"])
        await silence(*tasks)

    run(story)


async def until_silent() -> None:
    """Wait until who listened for the test before is gone: PostgreSQL shows it a moment longer."""
    async with asyncio.timeout(10):
        while await act(bus.is_heard):
            await asyncio.sleep(0.05)


def test_the_house_knows_whether_anyone_listens(each_bus):
    async def story():
        await until_silent()
        task = await hearing([], [])
        assert await act(bus.is_heard) is True
        await silence(task)

    run(story)


def test_redis_away_is_a_warning_and_a_rest(settings, monkeypatch, caplog):
    settings.LIVE_BUS, settings.REDIS_URL = bus.REDIS, f"redis://127.0.0.1:{free_port()}/0"
    monkeypatch.setattr(by_redis, "_rests_until", 0.0)

    def ring():
        for _ in range(3):
            bus.ring("thread.1")

    with caplog.at_level(logging.WARNING):
        run(lambda: act(ring))
    assert [record.getMessage() for record in caplog.records] == ["The bell could not be rung: ConnectionError"]
    assert bus.is_heard() is None


def test_a_subscription_that_is_cut_is_opened_again(caplog):
    bells, opened = [], []

    def cut():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND application_name = %s",
                [bus.CHANNEL],
            )
            return cursor.fetchone()[0]

    async def story():
        await until_silent()
        task = await hearing(bells, opened)
        for times in (2, 3):
            assert await act(cut) == 1
            await until(lambda times=times: len(opened) == times)
        await act(bus.ring, "thread.1")
        await until(lambda: bells)
        await silence(task)

    run(story)
    assert bells == ["thread.1"]
    assert "The bus is away (OperationalError); trying again" in caplog.text


def test_redis_that_is_killed_and_back_is_heard_again(redis_server, settings, caplog):
    settings.LIVE_BUS, settings.REDIS_URL = bus.REDIS, redis_server.url
    bells, opened = [], []

    async def story():
        task = await hearing(bells, opened)
        await asyncio.to_thread(redis_server.kill)
        await until(lambda: "The bus is away" in caplog.text)
        await asyncio.to_thread(redis_server.start)
        await until(lambda: len(opened) == 2)
        by_redis._rests_until = 0.0
        await act(bus.ring, "thread.1")
        await until(lambda: bells)
        await silence(task)

    run(story)
    assert bells == ["thread.1"]
