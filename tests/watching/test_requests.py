"""Each request has a number: in the answer, in each line of the log, on the error page; and it is counted."""

import json
import logging
import sys

import pytest
from django.conf import settings as house
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from django.utils.module_loading import import_string

from config.views import server_error
from config.watching import metrics
from config.watching.front import Watched
from core import requests, slow
from core.cached import Memory
from core.logs import Json, Line

UUID = "0192f3ab-77aa-7c3e-9b1c-0612345678aa"


@pytest.fixture
def ask(db, monkeypatch):
    """Ask the whole WSGI application, as a server does; gives (status, headers, body)."""
    for place in ("config.watching.gauges", "core.switches"):
        monkeypatch.setattr(f"{place}.close_old_connections", lambda: None)  # the test's own stays open
    for signal in (request_started, request_finished):
        monkeypatch.setattr(signal, "send", lambda **_: [])
    application = Watched(Memory(get_wsgi_application()))

    def ask(path, method="GET", **environ):
        told = {}

        def begin(status, headers, *rest):
            told.update(status=int(status[:3]), headers=dict(headers))

        request = getattr(RequestFactory(SERVER_NAME="localhost"), method.lower())(path, secure=True, **environ)
        body = b"".join(application(request.environ, begin))
        return told["status"], told["headers"], body.decode()

    return ask


def test_a_number_of_the_proxy_is_kept_when_it_is_trusted_and_well_formed(ask, settings):
    settings.TRUSTED_PROXIES = 1
    assert ask("/healthz", HTTP_X_REQUEST_ID=UUID)[1]["X-Request-ID"] == UUID
    for wrong in ("short", "0612345678", "x" * 32, "lalla@example.org", "a" * 200, f"{UUID}\n"):
        assert ask("/healthz", HTTP_X_REQUEST_ID=wrong)[1]["X-Request-ID"] != wrong
    settings.TRUSTED_PROXIES = 0
    assert ask("/healthz", HTTP_X_REQUEST_ID=UUID)[1]["X-Request-ID"] != UUID


def test_each_answer_has_a_number_of_its_own_also_one_that_is_kept(ask):
    numbers = [ask("/healthz")[1]["X-Request-ID"], ask("/healthz")[1]["X-Request-ID"]]
    assert len({*numbers}) == 2
    assert all(len(number) == 16 for number in numbers)
    assert requests.current() == ""


def test_the_error_page_and_the_log_say_the_number(caplog):
    token = requests.begin(UUID)
    try:
        page = server_error(RequestFactory().get("/ar/")).text
    finally:
        requests.end(token)
    assert UUID in page
    assert UUID in caplog.text


def record(message, *args, exc_info=None):
    return logging.LogRecord("needs", logging.WARNING, __file__, 1, message, args, exc_info)


def test_a_line_ends_with_the_number_and_a_number_is_no_telephone():
    token = requests.begin(UUID)
    try:
        assert Line("%(message)s").format(record("from %s", "0612345678")) == f"from [number] [{UUID}]"
    finally:
        requests.end(token)


def test_json_is_an_object_a_line_without_what_names_a_person():
    try:
        raise ValueError("\n".join(["lalla@example.org", "DETAIL:  Key (name)=(Aïcha)"]))
    except ValueError:
        made = record("to %s", "+212612345678", exc_info=sys.exc_info())
    token = requests.begin(UUID)
    try:
        line = Json().format(made)
    finally:
        requests.end(token)
    told = json.loads(line)
    assert "\n" not in line
    assert (told["level"], told["logger"], told["message"], told["request"]) == (
        "WARNING",
        "needs",
        "to [number]",
        UUID,
    )
    assert "lalla" not in told["error"]
    assert "DETAIL: [left out]" in told["error"]
    assert told["at"].endswith("+00:00")


def test_both_forms_of_the_log_can_be_asked_for():
    for form in house.LOGGING["formatters"].values():
        options = dict(form)
        assert isinstance(import_string(options.pop("()"))(**options), logging.Formatter)


def value(name, **labels):
    return metrics.REGISTRY.get_sample_value(name, labels) or 0


def test_requests_are_counted_by_route_and_never_by_address(ask, settings, caplog):
    settings.LOG_REQUESTS = True
    caplog.set_level(logging.INFO)
    before = [
        value("agraw_requests_total", route=route, method="GET", status=status)
        for route, status in (("health", "200"), ("(none)", "404"))
    ]
    ask("/healthz")
    ask("/fr/0612345678/secret/")
    after = [
        value("agraw_requests_total", route=route, method="GET", status=status)
        for route, status in (("health", "200"), ("(none)", "404"))
    ]
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 1]
    assert value("agraw_request_seconds_count", route="health") >= 1
    assert "GET health 200" in caplog.text
    assert "GET (none) 404" in caplog.text
    assert "secret" not in "".join(row.getMessage() for row in caplog.records if row.name == "agraw.requests")


def test_figures_are_for_this_machine_or_for_who_has_the_token(ask, settings):
    settings.METRICS_TOKEN = ""
    assert ask("/metrics", REMOTE_ADDR="127.0.0.1")[0] == 200
    assert ask("/metrics", REMOTE_ADDR="10.0.0.9")[0] == 404
    assert ask("/metrics", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.9")[0] == 404
    assert ask("/metrics", "POST", REMOTE_ADDR="127.0.0.1")[0] == 404
    settings.METRICS_TOKEN = "t" * 40
    assert ask("/metrics", REMOTE_ADDR="127.0.0.1")[0] == 404
    assert ask("/metrics", REMOTE_ADDR="10.0.0.9", HTTP_AUTHORIZATION="Bearer wrong")[0] == 404
    assert ask("/metrics", REMOTE_ADDR="10.0.0.9", HTTP_AUTHORIZATION=f"Bearer {'t' * 40}")[0] == 200


def test_a_slow_question_is_told_without_what_it_carries(db, settings, caplog):
    from django.db import connection  # noqa: PLC0415 -- the test's own connection

    settings.SLOW_QUERY_MS = 1
    slow.watch(connection)
    slow.watch(connection)
    try:
        assert connection.execute_wrappers.count(slow.timed) == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.02), %s, 'the mayor''s word'", ["0612345678 lalla"])
    finally:
        connection.execute_wrappers.remove(slow.timed)
    (line,) = [line.getMessage() for line in caplog.records if line.name == "core.slow"]
    assert "SELECT pg_sleep(0.02), %s, '…'" in line
    assert "lalla" not in line


def test_quick_questions_are_not_told_and_nothing_is_timed_by_default(db, settings, caplog):
    from django.db import connection  # noqa: PLC0415 -- the test's own connection

    slow.watch(connection)
    assert slow.timed not in connection.execute_wrappers
    settings.SLOW_QUERY_MS = 60_000
    with connection.execute_wrapper(slow.timed), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert "Slow" not in caplog.text
