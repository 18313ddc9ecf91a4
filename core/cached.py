"""Pages for visitors, kept in the memory of the process that serves pages: the same bytes for everyone who is not
signed in, for as long as nothing that they show has changed.

A page depends on its address, its language and what the device chose (`core.devices.choices`), and on what the
database holds: `keeping` lets each be kept until anything is written there. A view whose page changes seldom says so
by `shared`. What may not be kept says `momentary` or `never_cache`, or shows it: a key, a cookie (decision 0026). The
memory stands before Django (`config.wsgi`); what it answers was exact a second ago at the latest.
"""

import functools
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import Error, close_old_connections, connections, router
from django.http import parse_cookie
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language_from_path

from core import replica
from core.composed import preparing
from core.devices import choices
from core.pool import patience
from core.release import made_with

FRESH = 1.0  # seconds after which the version is asked for again
LONGEST = 60.0  # seconds after which a page is made anew in any case: it says how long ago things were
MOST_PAGES, MOST_BYTES = 2_000, 32_000_000  # of a process
LONGEST_WAIT = 10.0  # seconds that one waits for a page that another one makes
MOST_PASSING = 10_000  # addresses of which it is known that their pages are not kept
PATIENCE = 0.5  # seconds that a page waits for its version
ROUTE, KEPT = "agraw.route", "(kept)"  # in the WSGI environment, for whoever counts the requests
FRONT = "agraw.memory"  # in the WSGI environment: a `Memory` stands before
WRITTEN = """
SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text ELSE pg_current_snapshot()::text END
"""
NOT_SHARED = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE", "QUERY_STRING")


@dataclass(frozen=True)
class Mark:
    """What a view says of an answer that may be shared: its version, when that was asked for (before the page was made,
    however long that took), and how to ask for it again, of the database that told it: primary and replica tell the
    same in other words.
    """

    version: str
    asked_at: float
    ask: Callable[[], str | None]
    of_replica: bool = False

    def holds(self) -> bool:
        """Tell whether the version is still the same. A replica that is lost, or behind, does not know."""
        with replica.reading(self.of_replica), patience(PATIENCE):
            return (not self.of_replica or replica.is_fresh()) and self.ask() == self.version


def shared(version: Callable[..., str | None]) -> Callable:
    """Let the answers of a view to visitors be kept and shared, with an ETag, until `version` says something else.

    `version` takes the arguments of the address and returns a text that changes with anything shown, whoever asks;
    None when the page is not for everyone.
    """

    def decorate(view: Callable) -> Callable:
        @functools.wraps(view)
        def wrapped(request, *args, **kwargs):
            if not _is_for_everyone(request):
                return view(request, *args, **kwargs)
            seen = _Seen(functools.partial(version, *args, **kwargs))
            response = view(request, *args, **kwargs)
            return seen.marked(request, response) if _may_be_shared(request, response) else response

        wrapped.has_version = True
        return wrapped

    return decorate


def momentary(view: Callable) -> Callable:
    """Let no answer of a view be kept: its page holds the server's clock."""
    view.has_version = True
    return view


def keeping(get_response: Callable) -> Callable:
    """Let what visitors read be kept for as long as nothing at all was written in the database.

    A page is made anew once a second at most while people write. Where no `Memory` stands before it costs nothing. It
    stands last, where it is known which database is read.
    """

    def answer(request):
        response = get_response(request)
        seen = getattr(request, "version_seen", None)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and "ETag" not in response.headers
        return seen.marked(request, response) if seen and is_page and _may_be_shared(request, response) else response

    def process_view(request, view, args, kwargs):
        may = FRONT in request.META and not hasattr(view, "has_version") and _is_for_everyone(request)
        if may and not getattr(view, "login_required", True):
            with suppress(Error):  # the view says itself that the database is away
                request.version_seen = _Seen(written)

    answer.process_view = process_view
    return answer


class _Seen:
    """The version of a page, asked for before the page is made: a change meanwhile makes it old at once."""

    def __init__(self, ask: Callable[[], str | None]):
        self.ask, self.of_replica, self.asked_at = ask, replica.is_read(), time.monotonic()
        self.version = ask()

    def marked(self, request, response):
        """Return the answer with its ETag and its `Mark`, or that nothing has changed; as it is without a version."""
        if self.version is None:
            return response
        response.headers["ETag"] = tag = _tag(request, self.version)
        patch_cache_control(response, no_cache=True)
        answer = get_conditional_response(request, etag=tag, response=response)
        answer.mark = Mark(self.version, self.asked_at, self.ask, self.of_replica)
        return answer


def _may_be_shared(request, response) -> bool:
    """Tell whether an answer is the same for whoever asks: a whole page, without a key of a form or of a script."""
    return (
        response.status_code == 200
        and not (response.streaming or response.cookies)
        and not (request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or getattr(request, "_csp_nonce", None))
        and not any(word in response.headers.get("Cache-Control", "") for word in ("private", "no-store"))
    )


def written(*_args: Any, **_kwargs: Any) -> str:
    """Return what is written in the database that pages are read from, as this moment sees it: two equal texts saw the
    same transactions. A replica does not tell which ones are under way: how far it has come tells as much.
    """
    database = router.db_for_read(apps.get_model("core", "Entry"))
    with preparing(connections[database]) as cursor:
        cursor.execute(WRITTEN)
        return cursor.fetchone()[0]


def _tag(request, version: str) -> str:
    """Return the ETag of a page: another for another version, address, choice of the device, release or setting."""
    words = f"{made_with()}|{version}|{request.path}|{choices(request.COOKIES, request.META)}"
    return f'"{hashlib.blake2b(words.encode(), digest_size=12).hexdigest()}"'


def _is_for_everyone(request) -> bool:
    """Tell whether a request is a visitor's reading of a page: no session, no query, no fragment."""
    has_language = get_language_from_path(request.path_info) is not None
    return has_language and _key(request.META | {"REQUEST_METHOD": request.method}) is not None


@dataclass
class _Page:
    """A page as it was answered, when its version was last asked for, and whether it is known to be old."""

    mark: Mark
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    tag: str
    asked_at: float
    is_old: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_current(self) -> bool:
        """Tell whether the page may be answered. One request asks; the others wait for what it is told."""
        if self._is_fresh():
            return True
        if self.is_old or not self.lock.acquire(timeout=PATIENCE):
            return False
        try:
            moment = time.monotonic()
            if not (self.is_old or self._is_fresh()):
                self.is_old = moment - self.mark.asked_at >= LONGEST or not self.mark.holds()
                self.asked_at = moment
            return not self.is_old
        except Error:
            return False  # the page itself says that the database is away
        finally:
            close_old_connections()
            self.lock.release()

    def _is_fresh(self) -> bool:
        return not self.is_old and time.monotonic() - self.asked_at < FRESH


class Memory:
    """A WSGI application that answers visitors from memory what it can, and hands everything else on.

    A page that is not there is made by the first who asks; the others wait for it, unless it is known to pass by, and
    when it could not be made one of them tries.
    """

    def __init__(self, application: Callable):
        self.application = application
        self.pages: OrderedDict[tuple, _Page] = OrderedDict()
        self.making: dict[tuple, threading.Event] = {}
        self.passing: OrderedDict[int, None] = OrderedDict()  # by the hash of the key: an address may be long

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        key = _key(environ)
        if key is None:
            return self.application(environ, start_response)
        end = time.monotonic() + LONGEST_WAIT
        while True:
            if page := self._current(key):
                return _answer(page, environ, start_response)
            made = threading.Event()
            if hash(key) in self.passing or get_language_from_path(environ.get("PATH_INFO", "")) is None:
                return self._make(key, environ, start_response)
            if (other := self.making.setdefault(key, made)) is made:
                try:
                    return self._make(key, environ, start_response)
                finally:
                    self.making.pop(key, None)
                    made.set()
            if not other.wait(end - time.monotonic()):
                return self._make(key, environ, start_response)

    def _current(self, key: tuple) -> _Page | None:
        page = self.pages.get(key)
        if page is None or not page.is_current():
            return None
        with suppress(KeyError):  # forgotten at this moment
            self.pages.move_to_end(key)
        return page

    def _make(self, key: tuple, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        environ[FRONT] = True
        began: list = []

        def begin(status, headers, *rest):
            began[:] = status, list(headers)
            return start_response(status, headers, *rest)

        response = self.application(environ, begin)
        self._keep(key, response, *began)
        return response

    def _keep(self, key: tuple, response: Any, status: str = "", headers: Iterable = ()) -> None:
        """Keep an answer that may be shared; forget what was kept in its place."""
        mark = getattr(response, "mark", None)
        told = {name.lower(): value for name, value in headers}
        is_whole = status.startswith("200") and "set-cookie" not in told and key[0] == "GET"
        if mark is None or not is_whole or "'nonce-" in told.get("content-security-policy", ""):
            self.pages.pop(key, None)
            if not status.startswith("5"):  # what is broken now may be whole, and kept, at the next asking
                self.passing[hash(key)] = None
            while len(self.passing) > MOST_PASSING:
                self.passing.popitem(last=False)
            return
        self.passing.pop(hash(key), None)
        self.pages[key] = _Page(mark, status, list(headers), response.content, told["etag"], mark.asked_at)
        self.pages.move_to_end(key)  # what was asked for longest ago goes first
        while len(self.pages) > MOST_PAGES or sum([len(page.body) for page in self.pages.copy().values()]) > MOST_BYTES:
            self.pages.popitem(last=False)


def _key(environ: dict[str, Any]) -> tuple | None:
    """Return what an answer to a visitor depends on; None for a request that is not one, or asks for something else."""
    if environ["REQUEST_METHOD"] != "GET" or any(environ.get(name) for name in NOT_SHARED):
        return None
    cookies = parse_cookie(sent) if (sent := environ.get("HTTP_COOKIE")) else {}
    # Who wrote a moment ago and has left her session sees her own act, where a replica is read (`core.replica`).
    if cookies.keys() & {settings.SESSION_COOKIE_NAME, "messages", replica.WRITTEN}:
        return None
    return (
        "GET",
        environ.get("wsgi.url_scheme"),
        environ.get("HTTP_X_FORWARDED_PROTO"),
        environ.get("HTTP_HOST"),
        environ.get("PATH_INFO"),
        "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""),
        choices(cookies, environ),
    )


def _answer(page: _Page, environ: dict[str, Any], start_response: Callable) -> list[bytes]:
    environ[ROUTE] = KEPT
    wanted = environ.get("HTTP_IF_NONE_MATCH", "")
    if wanted and page.tag.removeprefix("W/") in wanted:
        kept = [pair for pair in page.headers if pair[0].lower() not in {"content-length", "content-encoding"}]
        start_response("304 Not Modified", kept)
        return [b""]
    start_response(page.status, page.headers)
    return [page.body]
