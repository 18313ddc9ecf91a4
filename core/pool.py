"""Whether a connection to the database that waited in the pool is still one, without asking the database each time."""

from select import POLLIN, POLLPRI, poll

from psycopg import Connection, InterfaceError, OperationalError
from psycopg_pool import ConnectionPool


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
