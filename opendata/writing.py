"""Writing a dataset into files as its rows are read: memory holds a few hundred rows, however many there are.

The JSON is one array with an object a line, so that it is read whole or line by line; the GeoJSON (RFC 7946) likewise.
"""

import csv
import datetime
import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, Any

from django.utils.timezone import localtime

from core.cells import MARK, cell
from opendata.enums import Format
from opendata.tables.shape import PLACES, Dataset


@dataclass
class Written:
    """A file being written, and what is known of it so far. `file` is a temporary one, gone once it is closed."""

    file: IO[bytes]
    rows: int = 0
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def say(self, text: str) -> None:
        data = text.encode()
        self.file.write(data)
        self.size += len(data)
        self.digest.update(data)

    # What `csv.writer` writes to.
    write = say


class Sheet:
    """A dataset as CSV: UTF-8 with a mark that spreadsheets know, no cell that they would take for a formula."""

    def __init__(self, written: Written, dataset: Dataset):
        self.written = written
        written.say(MARK)
        self.writer = csv.writer(written)
        self.writer.writerow([one.name for one in dataset.fields])

    def add(self, values: dict[str, Any], shape: Any) -> None:
        self.writer.writerow([cell(plain(value)) for value in values.values()])
        self.written.rows += 1

    def end(self) -> None:
        """Nothing comes after the last line."""


class Lines:
    """A dataset as one JSON array, an object a line."""

    head, foot = "[\n", "]\n"

    def __init__(self, written: Written, dataset: Dataset):
        self.written = written
        written.say(self.head)

    def add(self, values: dict[str, Any], shape: Any) -> None:
        self._line({name: plain(value) for name, value in values.items()})

    def _line(self, told: dict[str, Any]) -> None:
        between = ",\n" if self.written.rows else ""
        self.written.say(between + json.dumps(told, ensure_ascii=False, separators=(",", ":")))
        self.written.rows += 1

    def end(self) -> None:
        self.written.say(("\n" if self.written.rows else "") + self.foot)


class Map(Lines):
    """The placed rows of a dataset as GeoJSON; a point is as exact as on the public map."""

    head, foot = '{"type":"FeatureCollection","features":[\n', "]}\n"

    def add(self, values: dict[str, Any], shape: Any) -> None:
        if shape is None:
            return
        told = {name: plain(value) for name, value in values.items() if name not in {"lat", "lon"}}
        geometry = {"type": shape.geom_type, "coordinates": _rounded(shape.coords)}
        self._line({"type": "Feature", "geometry": geometry, "properties": told})


WRITERS = {Format.CSV: Sheet, Format.JSON: Lines, Format.GEOJSON: Map}


def plain(value: Any) -> Any:
    """Return a value as JSON and CSV write it: days and moments as ISO 8601, a moment in Morocco's time."""
    if isinstance(value, datetime.datetime):
        return localtime(value).isoformat(timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _temporary() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, (tuple, list)):
        return [_rounded(one) for one in coordinates]
    return round(coordinates, PLACES)


def write(dataset: Dataset, stack: ExitStack) -> Iterator[tuple[str, Written]]:
    """Write every format of a dataset in one reading of its rows, and yield each with its file, at its beginning.

    The files are temporary: they live until `stack` is left.
    """
    files = {kind: Written(stack.enter_context(_temporary())) for kind in dataset.formats}
    writers = [WRITERS[kind](written, dataset) for kind, written in files.items()]
    for row in dataset.rows():
        values = dataset.values(row)
        shape = dataset.shape(row) if dataset.shape else None
        for writer in writers:
            writer.add(values, shape)
    for writer in writers:
        writer.end()
    for kind, written in files.items():
        written.file.seek(0)
        yield kind, written
