"""Files that would do more than be looked at or listened to, written by hand: nothing binary lies in this folder.

`CASES` is (name, bytes, the name that the browser says). What each may become is told by the kind that takes it:
photos are decoded and written anew, papers are read through or refused, sounds lose their tags.
"""

import gzip
import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from tests.needs import files
from tests.resources.files import MIMETYPE, ods

SECRET = b"AGRAWSECRET"  # what must be in nothing that is kept of a photo or a sound
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="agraw(1)"><script>agraw(2)</script></svg>'
PAGE = b"<!doctype html><script>agraw(3)</script>" + SECRET
# The harmless file by which scanners are tried, in two halves so that no scanner minds this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


def picture(kind="JPEG", size=(64, 48), mode="RGB", **options) -> bytes:
    return files.image(kind, size, mode, **options).getvalue()


def jpeg_with(where: int, *parts: tuple[int, bytes]) -> bytes:
    """A JPEG with segments of its own after its first marker: (marker, content)."""
    plain = picture()
    made = b"".join(b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body for marker, body in parts)
    return plain[:where] + made + plain[where:]


def png_with(name: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk before its pixels."""
    plain = picture("PNG")
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return plain[:33] + chunk + plain[33:]


def huge_png_bytes() -> bytes:
    return files.huge_png().getvalue()


def animated(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=40)
    return out.getvalue()


def zip_bomb(name: str = "content.xml", size: int = 90_000_000, mimetype: bytes = MIMETYPE.encode()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(name, bytes(size))
    return out.getvalue()


def pdf(fill=None, *, password: str = "") -> bytes:
    """A page, and what `fill(writer)` adds to it."""
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    if fill:
        fill(writer)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _named(**keys) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in keys.items()})


def _opens_with(action: DictionaryObject):
    def fill(writer):
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return fill


def _noted_with(**keys):
    def fill(writer):
        box = ArrayObject([NumberObject(0), NumberObject(0), NumberObject(9), NumberObject(9)])
        note = _named(Type=NameObject("/Annot"), Rect=box, **keys)
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return fill


def _with_page_action(writer):
    script = _named(S=NameObject("/JavaScript"), JS=TextStringObject("agraw(4)"))
    writer.pages[0][NameObject("/AA")] = _named(O=script)


def _with_named_script(writer):
    script = writer._add_object(_named(S=NameObject("/JavaScript"), JS=TextStringObject("agraw(2)")))
    names = _named(Names=ArrayObject([TextStringObject("x"), script]))
    writer._root_object[NameObject("/Names")] = _named(JavaScript=writer._add_object(names))


def _with_form(writer):
    writer._root_object[NameObject("/AcroForm")] = _named(XFA=TextStringObject("<xdp/>"), Fields=ArrayObject())


def xref_loop() -> bytes:
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 57>>\nstartxref\n57\n%%EOF"
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" + table


def deep(levels: int = 5_000) -> bytes:
    return b"%PDF-1.7\n1 0 obj" + b"[" * levels + b"]" * levels + b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def stream_bomb(size: int, times: int = 1) -> bytes:
    """A PDF whose own table is pressed: a few kilobytes that unpack to `size` bytes, pressed `times` over."""
    packed = bytes(size)
    for _time in range(times):
        packed = zlib.compress(packed, 9)
    filters = b"/FlateDecode" * times
    head = b"%PDF-1.7\n"
    keys = b"<</Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter[" + filters + b"]/Length %d>>" % len(packed)
    table = b"1 0 obj" + keys + b"stream\n" + packed + b"\nendstream\nendobj\n"
    return head + table + b"startxref\n" + str(len(head)).encode() + b"\n%%EOF"


def action(kind: str, **keys) -> DictionaryObject:
    return _named(S=NameObject(f"/{kind}"), **keys)


LINK = TextStringObject("https://agraw.example/")
EXIF = Image.Exif()
EXIF[0x010F], EXIF[0x9286] = SECRET.decode(), SECRET.decode()
EXIF.get_ifd(0x8825)[1], EXIF.get_ifd(0x8825)[2] = "N", (29.0, 41.0, 50.0)

# What a photo may come as. Some are honest pictures that carry more than their pixels.
PHOTOS = [
    ("svg", SVG, "x.svg"),
    ("svg named jpg", SVG, "x.jpg"),
    ("svg with a declaration", b'<?xml version="1.0"?>' + SVG, "x.png"),
    ("svg pressed", gzip.compress(SVG), "x.svgz"),
    ("html", PAGE, "x.jpg"),
    ("html, double extension", PAGE, "photo.jpg.html"),
    ("php", b"<?php agraw(); ?>", "x.php.jpg"),
    ("eicar", EICAR, "x.jpg"),
    ("empty", b"", "x.jpg"),
    ("one byte", b"\xff", "x.jpg"),
    ("jpeg, html behind", picture() + PAGE, "x.jpg"),
    ("jpeg, html in a comment", picture(comment=PAGE), "x.html"),
    ("jpeg, html in a segment", jpeg_with(2, (0xE1, b"agraw\0" + PAGE)), "x.jpg"),
    ("jpeg, zip behind", picture() + zip_bomb(size=1000), "x.jar"),
    ("jpeg, place and maker", picture(exif=EXIF), "x.jpg"),
    ("jpeg, xmp", jpeg_with(2, (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET)), "x.jpg"),
    ("jpeg, iptc", jpeg_with(2, (0xED, b"Photoshop 3.0\x008BIM\x04\x04" + SECRET)), "x.jpg"),
    ("jpeg, colour profile", picture(icc_profile=SECRET * 20), "x.jpg"),
    ("jpeg, a second picture in it", jpeg_with(2, (0xE2, b"MPF\0" + SECRET)), "x.jpg"),
    ("jpeg cut off", picture(size=(800, 600))[:900], "x.jpg"),
    ("jpeg, only its head", picture()[:20], "x.jpg"),
    ("png, text", png_with(b"tEXt", b"Comment\0" + SECRET), "x.png"),
    ("png, pressed text bomb", png_with(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(60_000_000))), "x.png"),
    ("png, colour profile bomb", png_with(b"iCCP", b"x\0\0" + zlib.compress(bytes(60_000_000))), "x.png"),
    ("png, place", picture("PNG", exif=EXIF), "x.png"),
    ("png of 64,000 × 64,000", files.huge_png().getvalue(), "x.png"),
    ("png, wide and flat", files.huge_png(4_000_000_000 // 2, 1).getvalue(), "x.png"),
    ("png, cut", picture("PNG")[:60], "x.png"),
    ("png, html behind", picture("PNG") + PAGE, "x.png"),
    ("webp, place", picture("WEBP", exif=EXIF), "x.webp"),
    ("webp, moving", animated("WEBP"), "x.webp"),
    ("gif", picture("GIF", mode="P"), "x.gif"),
    ("gif, moving", animated("GIF"), "x.gif"),
    ("gif and script", b"GIF89a/*" + bytes(8) + b"*/=agraw(1);", "x.gif"),
    ("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64), "x.heic"),
    ("avif", b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + bytes(64), "x.avif"),
    ("bmp", picture("BMP"), "x.jpg"),
    ("tiff", picture("TIFF"), "x.jpg"),
    ("ico", picture("ICO"), "x.jpg"),
    ("eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(agraw) run\n", "x.jpg"),
    ("mvg", b"push graphic-context\nimage over 0,0 0,0 'https://agraw.example/'\n", "x.jpg"),
    ("pdf", pdf(), "x.jpg"),
    ("zip bomb", zip_bomb(), "x.jpg"),
    ("name that climbs", picture(), "../../../etc/agraw.jpg"),
    ("name of Windows", picture(), "C:\\agraw\\con.jpg"),
    ("name turned around", picture(), "photo\u202egpj.exe"),
    ("name with a line", picture(), "x\r\nSet-Cookie: agraw=1.jpg"),
    ("name with markup", picture(), '"><agraw>.jpg'),
    ("name without end", picture(), "x" * 300 + ".jpg"),
    ("name of nothing", picture(), "."),
]  # fmt: skip
PAPERS = [
    ("html named pdf", PAGE, "x.pdf"),
    ("html before a pdf", PAGE + pdf(), "x.pdf"),
    ("svg named pdf", SVG, "x.pdf"),
    ("eicar", EICAR, "x.pdf"),
    ("empty", b"", "x.pdf"),
    ("only a head", b"%PDF-1.7\n", "x.pdf"),
    ("cut off", pdf()[:200], "x.pdf"),
    ("locked", pdf(password="agraw"), "x.pdf"),
    ("script when opened", pdf(_opens_with(action("JavaScript", JS=TextStringObject("agraw(1)")))), "x.pdf"),
    ("script of a page", pdf(_with_page_action), "x.pdf"),
    ("script by name", pdf(_with_named_script), "x.pdf"),
    ("starts a program", pdf(_opens_with(action("Launch", F=TextStringObject("agraw.exe")))), "x.pdf"),
    ("sends a form", pdf(_opens_with(action("SubmitForm", F=LINK))), "x.pdf"),
    ("takes data in", pdf(_opens_with(action("ImportData", F=LINK))), "x.pdf"),
    ("opens another file", pdf(_opens_with(action("GoToE", F=LINK))), "x.pdf"),
    ("a file inside", pdf(lambda writer: writer.add_attachment("agraw.exe", b"MZ")), "x.pdf"),
    ("a file in a note", pdf(_noted_with(Subtype=NameObject("/FileAttachment"))), "x.pdf"),
    ("a film", pdf(_noted_with(Subtype=NameObject("/RichMedia"))), "x.pdf"),
    ("a form of XFA", pdf(_with_form), "x.pdf"),
    ("turns in a circle", xref_loop(), "x.pdf"),
    ("nested too deep", deep(), "x.pdf"),
    ("a pressed bomb", stream_bomb(200_000_000), "x.pdf"),
    ("a bomb pressed twice", stream_bomb(400_000_000, 2), "x.pdf"),
    ("too heavy", b"%PDF-1.7\n" + bytes(10_000_001), "x.pdf"),
    ("a picture", picture(), "x.pdf"),
    ("a zip", zip_bomb(size=1000), "x.pdf"),
]
SOUNDS = [
    ("html", PAGE, "x.ogg"),
    ("svg", SVG, "x.mp3"),
    ("eicar", EICAR, "x.wav"),
    ("empty", b"", "x.webm"),
    ("a picture", picture(), "x.mp3"),
    ("a film", files.webm(2, kind=1), "x.webm"),
    ("a film of a phone", files.mp4(2, b"vide"), "x.m4a"),
    ("half", files.wav(1)[:30], "x.wav"),
    ("too long", files.webm(200), "x.webm"),
    ("mp3, html in its tag", b"ID3\x04\0\0\0\0\0\x40" + PAGE, "x.mp3"),
    ("tags", files.ogg(2), "x.ogg"),
    ("place", files.mp4(2, where=SECRET), "x.m4a"),
]
TABLES = [
    ("html", PAGE, "x.csv"),
    ("bomb", zip_bomb(), "x.ods"),
    ("climbs", ods(**{"..__..__agraw": "x"}), "x.ods"),
    ("a macro", ods(Basic__agraw="x"), "x.ods"),
    ("another zip", ods(mimetype="application/java-archive"), "x.ods"),
    ("a bomb as its kind", zip_bomb("x", mimetype=bytes(60_000_000)), "x.ods"),
    ("entities", ods(**{"content.xml": '<!DOCTYPE x [<!ENTITY a "agraw">]><x>&a;</x>'}), "x.ods"),
    ("a formula", b"a,b\n1,=agraw()\n", "x.csv"),
    ("a picture", picture(), "x.csv"),
]
