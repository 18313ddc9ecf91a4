"""A line of the log: without what opens an account or names a person, and never more than one line."""

import logging

import pytest

from core.logs import Line


def written(message: str) -> str:
    record = logging.LogRecord("agraw", logging.INFO, "", 0, message, (), None)
    return Line("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("card QA123456 of +212677777700", "card [card] of [number]"),
        ("key agraw_abcdefghijkl is gone", "key [key] is gone"),
        ("Authorization: Bearer abc.def", "Authorization: [key]"),
        ("Cookie: sessionid=abc; theme=dark", "[key]; theme=dark"),
        ("to amina@example.org", "to [address]"),
        ("need 12345 of 2026-11-29, p50, UTF8, RFC9457", "need 12345 of 2026-11-29, p50, UTF8, RFC9457"),
    ],
)  # fmt: skip
def test_what_opens_or_names_is_left_out(message, line):
    assert written(message) == f"INFO {line}"


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\x1b[2J", "\x85", "\u2028"])
def test_nothing_that_was_sent_begins_a_line_or_moves_the_cursor(sign):
    assert len(written(f"a{sign}2026-11-29 INFO b").splitlines()) == 1
    assert "\x1b" not in written(f"a{sign}b")
