"""Reading from a streaming replica of PostgreSQL, where there is one (`DATABASE_REPLICA_URL`).

What a page reads while it answers GET or HEAD is read from the replica; everything else from the primary: sessions and
sign-in, what is read inside a transaction, SQL written by hand, programs with a key, jobs, sockets. Two things hold:

- **One's own writes.** An answer to a request that may write carries how far the primary's log had come (a cookie that
  a minute ends). The next pages of that browser are read from the replica only once it has come as far.
- **The replica's loss.** When it does not answer, or lags by more than `MOST_LAG`, the primary is read: a page that had
  begun is made again, and the replica is tried anew after `PAUSE`. How far it lags is measured against the primary: a
  replica that is cut off from it believes itself that nothing happens.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, InterfaceError, OperationalError, connections

from core.pool import patience

PRIMARY, REPLICA = "default", "replica"
WRITTEN = "written"  # the cookie: a place in the primary's log
KEPT = 60  # seconds that the cookie lives: a replica that is further behind is not read
SAFE = {"GET", "HEAD"}
OF_THE_DOOR = {"sessions", "usersessions"}  # apps: who is signed in is never a moment old
FRESH = 0.5  # seconds for which it is not asked again how far the replica has come
PAUSE = 5.0  # seconds after which a replica that was away is tried again
PATIENCE = 2.0  # seconds for which one waits to be told how far they have come
MOST_LAG = 1.0  # seconds behind the primary: what was hidden, and a role that ended, are gone within one

logger = logging.getLogger(__name__)
_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


class Router:
    """Django's router: where reads and writes go."""

    def db_for_read(self, model, **hints) -> str | None:
        is_of_the_door = model._meta.app_label in OF_THE_DOOR
        if not _reads_replica.get() or is_of_the_door or connections[PRIMARY].in_atomic_block:
            return PRIMARY
        return REPLICA

    def db_for_write(self, model, **hints) -> str:
        _reads_replica.set(False)  # what this request has written it reads where it wrote it
        return PRIMARY

    def allow_relation(self, first, second, **hints) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool | None:
        return db == PRIMARY


@dataclass
class _State:
    """What this process knows of the replica. Moments are seconds of the machine's own clock (`time.monotonic`)."""

    place: int = 0  # how far it has come, in bytes of the log
    caught_up: float = float("-inf")  # the last moment at which the primary had come no further than that
    told: deque[tuple[float, int]] = field(default_factory=deque)  # moments, and how far the primary had come then
    asked_at: float = float("-inf")
    away_until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def holds(self, wanted: int, moment: float) -> bool:
        """Tell whether it had come as far as `wanted`, and lagged little, as far as is known."""
        return self.place >= wanted and moment - self.caught_up <= MOST_LAG

    def note(self, moment: float, primary: int, replica: int) -> None:
        """Note how far both had come: the primary at `moment`, the replica just after."""
        self.place, self.asked_at = replica, moment
        self.told.append((moment, primary))
        while self.told and (self.told[0][1] <= replica or moment - self.told[0][0] > MOST_LAG):
            since, place = self.told.popleft()
            if place <= replica:
                self.caught_up = since


_state = _State()


def place_of(lsn: str) -> int:
    """Return a place in the log (`16/B374D848`) as a number of bytes. Raises ValueError."""
    high, _, low = lsn.partition("/")
    return (int(high, 16) << 32) + int(low, 16)


def lost() -> None:
    """Note that the replica does not answer."""
    if _state.away_until < time.monotonic():
        logger.warning("The replica does not answer: pages are read from the primary.")
    _state.away_until = time.monotonic() + PAUSE


def is_fresh(wanted: int = 0) -> bool:
    """Tell whether the replica answers, lags little, and has come as far as `wanted` (bytes of the log).

    One thread asks; meanwhile the others go by what is known, and nobody waits for a replica that is lost.
    """
    moment = time.monotonic()
    if moment < _state.away_until:
        return False
    is_known = moment - _state.asked_at < FRESH and _state.place >= wanted
    if is_known or not _state.lock.acquire(blocking=False):
        return _state.holds(wanted, moment)
    try:
        if moment < _state.away_until:  # another one has just found out
            return False
        moment, primary = time.monotonic(), _ask(PRIMARY, "SELECT pg_current_wal_flush_lsn()::text")
        if primary is None:
            return False
        replica = _ask(REPLICA, "SELECT pg_last_wal_replay_lsn()::text")
        if replica is None:
            lost()
            return False
        _state.note(moment, primary, replica)
        return _state.holds(wanted, moment)
    finally:
        _state.lock.release()


def _ask(alias: str, question: str) -> int | None:
    """Return the place in the log that one of both tells; None when it does not answer."""
    try:
        with patience(PATIENCE), connections[alias].cursor() as cursor:
            cursor.execute(question)
            return place_of(cursor.fetchone()[0])
    except (Error, AttributeError, ValueError):  # a database that is no replica tells nothing
        return None


def is_read() -> bool:
    """Tell whether what is read now comes from the replica."""
    return _reads_replica.get()


@contextmanager
def reading(replica: bool) -> Iterator[None]:
    """Read from the replica, or from the primary, in here."""
    token = _reads_replica.set(replica)
    try:
        yield
    finally:
        _reads_replica.reset(token)


def middleware(get_response):
    """Read what pages show from the replica, as the head of this file says. Stands last, before the view."""
    if REPLICA not in settings.DATABASES:
        raise MiddlewareNotUsed

    def answer(request):
        with reading(replica=False):
            response = get_response(request)
        if request.method not in SAFE:
            _mark(response)
        return response

    def process_view(request, view, args, kwargs):
        may = request.method in SAFE and "Authorization" not in request.headers
        _reads_replica.set(may and is_fresh(_wanted(request)))

    def process_exception(request, exception):
        if isinstance(exception, OperationalError | InterfaceError) and _reads_replica.get():
            lost()
            _reads_replica.set(False)
            match = request.resolver_match
            return match.func(request, *match.args, **match.kwargs)
        return None

    answer.process_view, answer.process_exception = process_view, process_exception
    return answer


def _wanted(request) -> int:
    try:
        return place_of(request.COOKIES[WRITTEN])
    except (KeyError, ValueError):
        return 0


def _mark(response) -> None:
    """Tell the browser how far the log had come when its request was answered."""
    try:
        with connections[PRIMARY].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
            (lsn,) = cursor.fetchone()
    except Error:
        return  # nothing was written
    response.set_cookie(
        WRITTEN, lsn, max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
