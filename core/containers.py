"""How long a recording or a film lasts, in the two containers of browsers, whose headers often leave it out.

WebM (Chrome, Firefox; RFC 8794 and RFC 9559) and MP4, whole or in fragments (Safari; ISO/IEC 14496-12).
Files are at most a few megabytes and are held in memory.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple


class UnreadableError(ValueError):
    """The bytes are not that container, or hold something else than what was asked for."""


# --- WebM: elements of an id, a size and content ---
EBML, DOC_TYPE, SEGMENT, INFO, TICK, LENGTH = 0x1A45DFA3, 0x4282, 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489
TRACKS, TRACK, TRACK_TYPE, CLUSTER, CLUSTER_TIME = 0x1654AE6B, 0xAE, 0x83, 0x1F43B675, 0xE7
BLOCK_GROUP, BLOCK, SIMPLE_BLOCK, TAGS = 0xA0, 0xA1, 0xA3, 0x1254C367
HOLDERS = {SEGMENT, INFO, TRACKS, TRACK, CLUSTER, BLOCK_GROUP}
VIDEO, AUDIO = 1, 2


def _vint(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """Return the variable-length number at `at` and where it ends; -1 for an unknown size."""
    if at >= len(data) or data[at] == 0:
        raise UnreadableError
    width = 9 - data[at].bit_length()
    end = at + width
    if end > len(data):
        raise UnreadableError
    value = int.from_bytes(data[at:end])
    if keep_marker:
        return value, end
    value &= (1 << (7 * width)) - 1
    return (-1 if value == (1 << (7 * width)) - 1 else value), end


class Element(NamedTuple):
    """An element in place: where its name, its size and its content begin; a size of -1 is not known."""

    name: int
    at: int
    size_at: int
    content_at: int
    size: int


def _elements(data: bytes) -> Iterator[Element]:
    """Go through the elements in order, into those that hold others; a recording that was cut ends where it ends."""
    at = 0
    while at < len(data):
        name, size_at = _vint(data, at, keep_marker=True)
        size, content_at = _vint(data, size_at, keep_marker=False)
        if size < 0 and name not in HOLDERS:
            raise UnreadableError
        yield Element(name, at, size_at, content_at, size)
        at = content_at if name in HOLDERS else content_at + size


def webm_seconds(data: bytes, *, film: bool = False) -> float:
    """Return the length in seconds: that of the header, else the time of the last block.

    Sound only, or with `film` pictures with or without sound. Raises `UnreadableError`.
    """
    tick, length, start, last, kinds = 1_000_000, 0.0, 0, 0, set()
    for name, _at, _size_at, content_at, size in _elements(data):
        content = b"" if name in HOLDERS else data[content_at : content_at + size]
        if name == EBML and b"webm" not in content and b"matroska" not in content:
            raise UnreadableError
        if name == TICK:
            tick = int.from_bytes(content[:8]) or tick
        elif name == LENGTH:
            length = struct.unpack(">d" if len(content) == 8 else ">f", content.rjust(4, b"\0")[:8])[0]
        elif name == TRACK_TYPE:
            kinds.add(int.from_bytes(content[:8]))
        elif name == CLUSTER_TIME:
            start = int.from_bytes(content[:8])
            last = max(last, start)
        elif name in {SIMPLE_BLOCK, BLOCK}:
            _track, at = _vint(content, 0, keep_marker=False)
            last = max(last, start + int.from_bytes(content[at : at + 2], signed=True))
    if kinds - {AUDIO, VIDEO} or (VIDEO in kinds) != film or not kinds:
        raise UnreadableError
    return max(length, last) * tick / 1e9


def webm_finished(data: bytes, seconds: float) -> bytes:
    """Return the recording as if its maker had finished it: its length in the header, its tags blanked.

    What a browser records has no length, and is shown without one; it is written only into such a recording, whose
    segment has no known size, for nothing in it counts from the beginning then.
    """
    found = {element.name: element for element in _elements(data)}
    info, segment, finished = found.get(INFO), found.get(SEGMENT), bytearray(data)
    for element in _elements(data):
        # Where the tags were, nothing of the same size: Void, its size on eight bytes, zeros.
        whole = element.content_at + element.size - element.at
        if element.name == TAGS and whole >= 9:
            finished[element.at : element.at + whole] = b"\xec" + _size(whole - 9) + bytes(whole - 9)
    if LENGTH in found or info is None or info.size < 0 or segment is None or segment.size >= 0:
        return bytes(finished)
    tick = found.get(TICK)
    unit = int.from_bytes(data[tick.content_at : tick.content_at + tick.size]) if tick else 1_000_000
    length = b"\x44\x89\x88" + struct.pack(">d", seconds * 1e9 / (unit or 1_000_000))
    content = bytes(finished[info.content_at : info.content_at + info.size]) + length
    rest = finished[info.content_at + info.size :]
    return bytes(finished[: info.size_at]) + _size(len(content)) + content + bytes(rest)


def _size(size: int) -> bytes:
    return (size | 1 << 56).to_bytes(8)


# --- MP4: boxes of a size, a name and content ---
NOTED = {b"udta", b"meta", b"uuid"}
BOXES = {b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"}


DEPTH = 6  # a real file needs four; boxes in boxes without end would eat the memory


def _boxes(data: memoryview, depth: int = 0) -> Iterator[tuple[bytes, memoryview, memoryview]]:
    """Go through the boxes in order, into those that hold others: each one's name, content, and name in place."""
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if size == 1 and at + 16 <= len(data):
            size, start = struct.unpack_from(">Q", data, start)[0], at + 16
        end = len(data) if size == 0 else at + size
        if end < start:
            raise UnreadableError
        yield name, data[start:end], data[at + 4 : at + 8]
        if name in BOXES and depth < DEPTH:
            yield from _boxes(data[start:end], depth + 1)
        at = end


def mp4_seconds(data: bytes, *, film: bool = False) -> float:
    """Return the length in seconds, that of the fragments when there are any.

    Sound only, or with `film` pictures with or without sound. Raises `UnreadableError`.
    """
    timescale, whole, pieces, each, kinds, longest = 0, 0, 0, 0, set(), 0.0
    try:
        for name, content, _place in _boxes(memoryview(data)):
            if name == b"hdlr":
                kinds.add(bytes(content[8:12]))
            elif name == b"mdhd":
                shape, at = (">IQ", 20) if content[0] == 1 else (">II", 12)
                timescale, whole = struct.unpack_from(shape, content, at)
                longest = max(longest, whole / timescale if timescale else 0)
            elif name == b"trex":
                each = struct.unpack_from(">I", content, 12)[0]
            elif name == b"tfhd":
                each = _default_duration(content) or each
            elif name == b"trun":
                pieces += _run_duration(content, each)
    except (struct.error, IndexError):
        raise UnreadableError from None
    if (b"vide" in kinds) != film or not (film or b"soun" in kinds) or not timescale:
        raise UnreadableError
    # Each track of a film has a clock of its own: its longest track says how long it is, when the tracks say it.
    return longest if film and longest else max(whole, pieces) / timescale


def mp4_without_tags(data: bytes) -> bytes:
    """Return the recording with what its maker noted in it (names, the place where it was made) blanked."""
    blanked = bytearray(data)
    for name, content, place in _boxes(memoryview(blanked)):
        if name in NOTED:
            content[:] = bytes(len(content))
            place[:] = b"free"
    return bytes(blanked)


def _flags(content: memoryview) -> int:
    return int.from_bytes(content[1:4])


def _default_duration(tfhd: memoryview) -> int:
    flags, at = _flags(tfhd), 8
    at += 8 if flags & 0x1 else 0
    at += 4 if flags & 0x2 else 0
    return struct.unpack_from(">I", tfhd, at)[0] if flags & 0x8 else 0


def _run_duration(trun: memoryview, each: int) -> int:
    flags = _flags(trun)
    count = struct.unpack_from(">I", trun, 4)[0]
    if not flags & 0x100:
        return count * each
    at = 8 + (4 if flags & 0x1 else 0) + (4 if flags & 0x4 else 0)
    step = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    return sum(struct.unpack_from(">I", trun, at + step * place)[0] for place in range(min(count, len(trun) // step)))
