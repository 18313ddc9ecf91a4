"""Files as phones and programs make them, written by hand."""

import io
import struct
import wave
import zlib

from PIL import Image


def image(kind="JPEG", size=(800, 600), mode="RGB", **options) -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode in {"L", "P"} else (200, 120, 40, 255)[: len(mode)]).save(out, kind, **options)
    out.seek(0)
    return out


def photo_of_a_phone() -> io.BytesIO:
    """A JPEG held upright, with its maker, its comment and the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "SECRETPHONE"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (29.0, 41.0, 50.0)
    return image(size=(2400, 1200), exif=exif, comment=b"SECRETCOMMENT")


def huge_png(width=64_000, height=64_000) -> io.BytesIO:
    """A few bytes whose header announces four thousand million pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def element(name: int, content: bytes, size: int | None = None) -> bytes:
    length = b"\x01" + b"\xff" * 7 if size == -1 else struct.pack(">Q", len(content) | 1 << 56)
    return name.to_bytes((name.bit_length() + 7) // 8) + length + content


def webm(seconds: int, kind: int = 2) -> bytes:
    """A recording as Chrome writes it while it goes on: no length anywhere, clusters of a second."""
    tracks = element(0x1654AE6B, element(0xAE, element(0xD7, b"\x01") + element(0x83, bytes([kind]))))
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3)))
    clusters = b"".join(
        element(
            0x1F43B675,
            element(0xE7, (second * 1000).to_bytes(4)) + element(0xA3, b"\x81" + (999).to_bytes(2) + b"\x80sound"),
            size=-1,
        )
        for second in range(seconds)
    )
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    return head + element(0x18538067, b"", size=-1) + info + tracks + clusters


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def mp4(seconds: int, kind: bytes = b"soun", *, fragments: bool = False, where: bytes = b"") -> bytes:
    """A recording as phones (whole) or Safari (in fragments) write it."""
    scale = 1000
    mdhd = box(b"mdhd", struct.pack(">IIIII", 0, 0, 0, scale, 0 if fragments else seconds * scale) + b"\0" * 4)
    hdlr = box(b"hdlr", b"\0" * 8 + kind + b"\0" * 13)
    mvhd = box(b"mvhd", b"\0" * 100)
    trak = box(b"trak", box(b"mdia", mdhd + hdlr))
    moov = mvhd + trak + (box(b"udta", box(b"\xa9xyz", where)) if where else b"")
    body = box(b"ftyp", b"M4A \0\0\0\0M4A mp42")
    if not fragments:
        return body + box(b"moov", moov) + box(b"mdat", b"sound")
    trex = box(b"trex", struct.pack(">IIIIII", 0, 1, 1, 0, 0, 0))
    runs = box(
        b"moof", box(b"traf", box(b"tfhd", struct.pack(">III", 0x8, 1, 100)) + box(b"trun", struct.pack(">II", 0, 10)))
    )
    return body + box(b"moov", moov + box(b"mvex", trex)) + (runs + box(b"mdat", b"sound")) * seconds


def wav(seconds: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000 * seconds)
    return out.getvalue()


def ogg(seconds: int) -> bytes:
    """An Ogg Opus file of empty pages, with a comment."""

    def page(content, granule, number, flags=0):
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 7, number, 0, 1) + bytes([len(content)])
        return _with_crc(head + content)

    opus_head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 1) + b"x" + struct.pack("<I", 1) + struct.pack("<I", 14) + b"ARTIST=SECRET_"
    return page(opus_head, 0, 0, 2) + page(tags, 0, 1) + page(b"\x00", seconds * 48_000, 2, 4)


def _with_crc(page: bytes) -> bytes:
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return page[:22] + struct.pack("<I", crc) + page[26:]
