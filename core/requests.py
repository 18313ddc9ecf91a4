"""Which request this thread answers: a number that stands in each line it writes to the log, and on its error page."""

import re
import secrets
from contextvars import ContextVar, Token

# What a proxy gives: a UUID, or hexadecimal digits. Anything else could carry words of a stranger into the log.
WELL_FORMED = re.compile(r"[0-9a-f](?:-?[0-9a-f]){15,63}", re.IGNORECASE)

_current: ContextVar[str] = ContextVar("request", default="")


def begin(given: str = "") -> Token[str]:
    """Begin a request under the number that a trusted proxy gave, or a new one; give the answer to `end`."""
    return _current.set(given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8))


def end(token: Token[str]) -> None:
    _current.reset(token)


def current() -> str:
    """Return the number of the request being answered, empty outside of one (a job, a command)."""
    return _current.get()
