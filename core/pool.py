"""The pool of connections to the database: whether one that waited there still is one, without asking the database each
time, and how long one waits for a database that is away.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from select import POLLIN, POLLPRI, poll

from psycopg import Connection, InterfaceError, OperationalError
from psycopg_pool import ConnectionPool, PoolTimeout

REMEMBERED = 2.0  # seconds for which nobody waits, once somebody has waited in vain
TRIED = 3.0  # seconds for which the one who tries again afterwards waits
_patience: ContextVar[float] = ContextVar("patience", default=float("inf"))


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait no longer than so many seconds for a connection in here: what is asked can be done without."""
    token = _patience.set(min(seconds, _patience.get()))
    try:
        yield
    finally:
        _patience.reset(token)


class Pool(ConnectionPool):
    """A pool that remembers for a moment that the database is away: a page that asks it thrice waits once, and not all
    threads wait. Then one tries again, and the others are told at once meanwhile.
    """

    away_until = 0.0  # by the machine's own clock; 0: it was there when it was last asked for
    turn = threading.Lock()

    def getconn(self, timeout: float | None = None) -> Connection:
        """Return a connection. Raises `PoolTimeout`."""
        wanted = min(self.timeout if timeout is None else timeout, _patience.get())
        with self.turn:
            is_trying, moment = self.away_until > 0, time.monotonic()
            if moment < self.away_until:
                raise PoolTimeout("the database was away a moment ago")
            if is_trying:
                wanted = min(wanted, TRIED)
                self.away_until = moment + wanted + REMEMBERED
        failed = self._failed()
        try:
            connection = super().getconn(wanted)
        except PoolTimeout:
            # When all connections are in use nobody is away. Nor does who is impatient know how long a restart takes.
            is_away = self._failed() > failed and (is_trying or wanted >= self.timeout)
            if is_away or is_trying:
                self.away_until = time.monotonic() + REMEMBERED if is_away else 0.0
            raise
        self.away_until = 0.0
        return connection

    def _failed(self) -> int:
        """Return how many connections could not be made since the start."""
        return self.get_stats().get("connections_errors", 0)


def check(connection: Connection) -> None:
    """Look at a connection before it is used; raise `psycopg.OperationalError` when it is gone.

    A server that ends or is ended closes its connections, and what is closed can be read from: only then is the
    database asked, which costs a journey there and back. Nothing else arrives on a connection that waits.
    """
    waiting = poll()
    waiting.register(connection.fileno(), POLLIN | POLLPRI)
    if waiting.poll(0):  # something to read, an error, or an end
        ConnectionPool.check_connection(connection)


AWAY = ("08", "57P", "53300")  # no connection, a server that ends or begins, no place left in it


def is_away(error: BaseException | None) -> bool:
    """Tell whether an error comes of a database that cannot be reached now: what was asked may be asked again soon."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return (error.sqlstate or AWAY[0]).startswith(AWAY)
        error = error.__cause__ or error.__context__
    return False
