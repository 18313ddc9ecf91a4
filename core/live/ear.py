"""The one subscription of a process to the bell (`bus`), kept open for as long as the process lives."""

import asyncio
import logging
import random
from collections.abc import Callable

import psycopg
from django.conf import settings
from django.db import connection

from core.live.bus import CHANNEL, REDIS, by_redis

SOON, LATE = 0.1, 2.0  # seconds until the first new try, and between later ones
PULSE = 5  # seconds of silence after which the bus is asked whether it is there
# A host that vanished without a word is noticed by the kernel within this time (seconds; tries).
KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "connect_timeout": 5}

log = logging.getLogger(__name__)


async def listen(heard: Callable[[str], None], opened: Callable[[], None]) -> None:
    """Call `heard` with each bell, and `opened` each time that the bus is heard again; never ends."""
    wait = SOON

    def begun() -> None:
        nonlocal wait
        wait = SOON
        opened()

    while True:
        try:
            if settings.LIVE_BUS == REDIS:
                await by_redis().listen(CHANNEL, PULSE, heard, begun)
            else:
                await _postgresql(heard, begun)
        except (psycopg.Error, OSError) as error:
            log.warning("The bus is away (%s); trying again", type(error).__name__)
        await asyncio.sleep(wait * random.uniform(0.5, 1))  # noqa: S311 -- so that processes do not come back as one
        wait = min(wait * 2, LATE)


async def _postgresql(heard: Callable[[str], None], begun: Callable[[], None]) -> None:
    params = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name not in {"cursor_factory", "context", "prepare_threshold"}
    }
    params |= KEEPALIVE | {"application_name": CHANNEL, "autocommit": True}
    async with await psycopg.AsyncConnection.connect(**params) as bus:
        await bus.execute(f"LISTEN {CHANNEL}")
        begun()
        while True:
            async for bell in bus.notifies(timeout=PULSE):
                heard(bell.payload)
            await bus.execute("SELECT 1")
