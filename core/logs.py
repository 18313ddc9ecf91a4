"""What the logs may hold: acts and numbers of rows; no contact, no words of people, nothing of what a row contains."""

import datetime
import json
import logging
import re

from core import requests

# What PostgreSQL quotes of the row or the statement that it refuses, to the end of that error: "DETAIL:  Key (…)=(…)".
QUOTED = re.compile(
    r"^((?:DETAIL|CONTEXT|LINE \d+):).*?(?=\n\n(?:During handling of|The above exception)|\Z)", re.MULTILINE | re.DOTALL
)
ADDRESS = re.compile(r"[^\s@<>()\[\]{}\"'=:;,/?&]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
# An international number, or one as it is dialled in Morocco; the dates and the numbers of rows are neither.
NUMBER = re.compile(r"(?:\+|%2B)\d(?:[ .-]?\d){6,14}|(?<!\d)0[5-8](?:[ .-]?\d){8}(?!\d)")


# The key of a program, a session or a code of a header, the number of an identity card (one or two letters, digits).
KEY = re.compile(r"agraw_[\w-]{8,}|(?i:\b(?:bearer|basic|cookie:?|sessionid=|csrftoken=)\s*)[^\s;,'\"]+")
CARD = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z]{1,2}\d{5,7}(?![A-Za-z0-9_])")
# What would begin a line of its own, or move the cursor of whoever reads (ASVS 5.0, 16.4.1).
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]")


def without_contacts(text: str) -> str:
    return NUMBER.sub("[number]", ADDRESS.sub("[address]", text))


def without_secrets(text: str) -> str:
    """Return a text without contacts, keys and numbers of identity cards."""
    return CARD.sub("[card]", KEY.sub("[key]", without_contacts(text)))


class Line(logging.Formatter):
    """A record as one line, an unforeseen error with its traceback below, both without what names a person.

    Each line of a request ends with the request's number.
    """

    def format(self, record: logging.LogRecord) -> str:
        text = without_secrets(super().format(record))
        if ident := requests.current():  # after what is left out: a number of ours may look like a telephone's
            head, end, rest = text.partition("\n")
            return f"{head} [{ident}]{end}{rest}"
        return text

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- logging's name
        return CONTROL.sub(lambda sign: repr(sign[0])[1:-1], super().formatMessage(record))

    def formatException(self, ei) -> str:  # noqa: N802 -- logging's name
        return QUOTED.sub(r"\1 [left out]", super().formatException(ei))


class Json(Line):
    """The same as one object of JSON a line, for programs that gather logs (`LOG_FORMAT=json`)."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if ident := requests.current():
            told["request"] = ident
        if record.exc_info:
            told["error"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)
