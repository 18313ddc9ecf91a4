"""What goes over the wire: JSON in text frames, encoded once for everyone who is told the same."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Close(IntEnum):
    """Codes with which the house closes a socket (RFC 6455 §7.4; 4000 and above are our own)."""

    BINARY = 1003
    NOT_TEXT = 1007
    TALKS = 1008
    TOO_BIG = 1009
    ERROR = 1011
    RESTART = 1012
    RIGHTS = 4403
    SLOW = 4413


# Why the house says goodbye, and the code that follows.
BYES = {"rights": Close.RIGHTS, "gone": Close.RIGHTS, "slow": Close.SLOW, "restart": Close.RESTART}


@dataclass(frozen=True, slots=True)
class Frame:
    """One JSON text frame; `wire` is the same as a WebSocket frame."""

    rev: int
    text: str
    wire: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """Frames for one audience: `texts` for a server that frames by itself, `wire` all of them in one piece."""

    texts: tuple[str, ...]
    wire: bytes


def encode(frame: dict[str, Any]) -> Frame:
    """Encode a frame; one without `rev` counts as 0, older than everything."""
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
    return Frame(frame.get("rev", 0), text, framed(text.encode()))


def framed(payload: bytes) -> bytes:
    """Return `payload` (UTF-8) as one unmasked, unfragmented text frame of a server (RFC 6455 §5.2)."""
    size = len(payload)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65_536:
        head = b"\x81\x7e" + size.to_bytes(2)
    else:
        head = b"\x81\x7f" + size.to_bytes(8)
    return head + payload


def parcel(frames: Iterable[Frame]) -> Parcel:
    frames = tuple(frames)
    return Parcel(tuple(frame.text for frame in frames), b"".join(frame.wire for frame in frames))


def beat(rev: int) -> Frame:
    """Return the heartbeat: everything up to `rev` has been told."""
    return encode({"type": "beat", "rev": rev})


def bye(why: str) -> Frame:
    """Return the last frame before the house closes a socket; `why` is a key of `BYES`."""
    return encode({"type": "bye", "why": why})
