"""Cells of open data: what a spreadsheet reads, and never takes for a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
MARK = "\ufeff"  # spreadsheets read UTF-8 when the file begins with it


def neutral(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text


def cell(value: Any) -> str:
    """Return a value as a cell: nothing for None, 1 or 0 for what is true or false, text without formulas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return neutral(value) if isinstance(value, str) else str(value)


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def as_csv(lines: Iterable[list[str]]) -> Iterator[str]:
    """Yield a table line by line, as UTF-8 that spreadsheets recognise: it is never whole in memory."""
    writer = csv.writer(_Echo())
    yield MARK
    for line in lines:
        yield writer.writerow(line)


def as_open_table(lines: Iterable[list[str]], name: str) -> StreamingHttpResponse:
    """Answer a table of open data as the file `name`, line by line: any site may read it, none may keep it."""
    response = StreamingHttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response
