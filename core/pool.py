"""Whether a connection to the database that waited in the pool is still one, without asking the database each time."""

from select import POLLIN, POLLPRI, poll

from psycopg import Connection
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
