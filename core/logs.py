"""What the logs may hold: acts and numbers of rows; no contact, no words of people, nothing of what a row contains."""

import logging
import re

# What PostgreSQL quotes of the row or the statement that it refuses, to the end of that error: "DETAIL:  Key (…)=(…)".
QUOTED = re.compile(
    r"^((?:DETAIL|CONTEXT|LINE \d+):).*?(?=\n\n(?:During handling of|The above exception)|\Z)", re.MULTILINE | re.DOTALL
)
ADDRESS = re.compile(r"[^\s@<>()\[\]{}\"'=:;,/?&]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
# An international number, or one as it is dialled in Morocco; the dates and the numbers of rows are neither.
NUMBER = re.compile(r"(?:\+|%2B)\d(?:[ .-]?\d){6,14}|(?<!\d)0[5-8](?:[ .-]?\d){8}(?!\d)")


class Line(logging.Formatter):
    """A record as text, an unforeseen error with its traceback, both without what names a person."""

    def format(self, record: logging.LogRecord) -> str:
        return NUMBER.sub("[number]", ADDRESS.sub("[address]", super().format(record)))

    def formatException(self, ei) -> str:  # noqa: N802 -- logging's name
        return QUOTED.sub(r"\1 [left out]", super().formatException(ei))
