"""Words that would be something else than words, if a page, a table, a calendar or a feed let them.

Each carries the mark `agraw` where a browser would find it: in the name of an element or an attribute, in a handler,
in an address that runs. `found_in` reads what was answered and says where one of them became what it wanted to be.
"""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

# After the collections of OWASP and PortSwigger, with what this house speaks: Arabic, tables, calendars, templates.
MARKUP = [
    "<agraw>",
    "<script>agraw(1)</script>",
    "<ScRiPt>agraw(2)</sCrIpT>",
    "<scr<script>ipt>agraw(3)</scr</script>ipt>",
    "<script/agraw>agraw(4)</script>",
    "<script src=//agraw.example/x.js></script>",
    "<img src=x onerror=agraw(5)>",
    "<img/src=x/onerror=agraw(6)//",
    '<img src="x:agraw" onerror="agraw(7)">',
    "<svg onload=agraw(8)>",
    "<svg><script>agraw(9)</script></svg>",
    "<svg><animate onbegin=agraw(10) attributeName=x>",
    "<svg><use href='data:image/svg+xml,agraw#x'/></svg>",
    "<body onload=agraw(11)>",
    "<iframe srcdoc='<script>agraw(12)</script>'></iframe>",
    "<iframe src=javascript:agraw(13)>",
    "<object data=javascript:agraw(14)></object>",
    "<embed src=data:text/html,agraw>",
    "<a href=javascript:agraw(15)>x</a>",
    "<a href='java\tscript:agraw(16)'>x</a>",
    "<form action=javascript:agraw(17)><button>x",
    "<button formaction=javascript:agraw(18)>x",
    "<input autofocus onfocus=agraw(19)>",
    "<details open ontoggle=agraw(20)>",
    "<math><a xlink:href=javascript:agraw(21)>x",
    "<base href=//agraw.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:agraw(22)'>",
    "<link rel=stylesheet href=//agraw.example/x.css>",
    "<style>@import'//agraw.example/x.css'</style>",
    "<p style=background:url(//agraw.example/x)>",
    "<template><agraw></template>",
    "<noscript><p title='</noscript><agraw>'>",
    "<!--><agraw>-->",
    "--><agraw>",
    "]]><agraw/>",
    "</title><agraw>",
    "</textarea><agraw>",
    "</script><agraw>",
    "</bdi><agraw>",
    "<div hx-get=/agraw hx-trigger=load>",
    "ماء <img src=x onerror=agraw(23)> الشرب",
    "\u202e<agraw>\u202c",
    "\u2066<agraw dir=rtl>\u2069",
    "<\u0621agraw>",
    "＜script＞agraw(24)＜/script＞",
]
ATTRIBUTES = [
    '" onmouseover="agraw(25)',
    "' onfocus='agraw(26)' autofocus='",
    '"><agraw>',
    "'><agraw>",
    "` onclick=agraw(27) `",
    '" hx-get="/agraw" hx-trigger="load',
    "x onclick=agraw(28)",
    '\\"><agraw>',
]
ADDRESSES = ["javascript:agraw(29)", "JaVaScRiPt:agraw(30)", " javascript:agraw(31)", "data:text/html,<agraw>"]
TEMPLATES = ["{{ 40|add:2 }}agraw", "{% now 'agraw' %}", "${40+2}agraw", "#{40+2}agraw", "%(agraw)s %s {0} {agraw}"]
CELLS = [
    "=agraw()", "+agraw()", "-agraw()", "@agraw()", "\t=agraw()", '=HYPERLINK("//agraw.example")', "|agraw",
    "%0A=agraw",
]  # fmt: skip
LINES = ["x\r\nATTENDEE:agraw", "x\r\nSet-Cookie: agraw=1", "x\nBcc: agraw@agraw.example", "x\u2028agraw(32)\u2029"]
WORDS = [*MARKUP, *ATTRIBUTES, *ADDRESSES, *TEMPLATES, *CELLS, *LINES]

RUNNING = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
ADDRESSED = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "hx-get", "hx-post"}
NAMES_OF_CALENDARS, INVITED = re.compile(r"[A-Z-]+[;:]"), "ATTENDEE:agraw"


class _Page(HTMLParser):
    """Goes through a page as a browser does, and notes what only hostile words can have put there."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrongs, self.inside = [], ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag if tag in {"script", "style"} else ""
        if "agraw" in tag:
            self.wrongs.append(f"element <{tag}>")
        for name, value in attrs:
            value = value or ""
            if "agraw" in name or name.startswith("on") or name == "srcdoc" or (name == "style" and "agraw" in value):
                self.wrongs.append(f"attribute {name}={value[:60]!r} of <{tag}>")
            if name in ADDRESSED and RUNNING.match(re.sub(r"[\s\x00-\x1f]", "", value)) and "agraw" in value:
                self.wrongs.append(f"address {name}={value[:60]!r} of <{tag}>")
            if name in ADDRESSED and value.startswith(("/agraw", "//agraw")):
                self.wrongs.append(f"attribute {name}={value[:60]!r} of <{tag}>")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data):
        if self.inside and "agraw(" in data and not _is_json(data):
            self.wrongs.append(f"<{self.inside}> {data[:60]!r}")
        if "42agraw" in data:
            self.wrongs.append(f"a template was filled in: {data[:60]!r}")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def found_in(text: str, kind: str) -> list[str]:
    """Return where hostile words became more than words, in an answer of a media type."""
    kind = kind.partition(";")[0].strip() if text else ""
    if kind == "text/html":
        page = _Page()
        page.feed(text)
        page.close()
        return page.wrongs
    if kind == "text/csv":
        return _in_table(text)
    if kind == "text/calendar":
        lines = [line for line in re.sub(r"\r?\n[ \t]", "", text).splitlines() if line]
        return [f"line {one[:60]!r}" for one in lines if not NAMES_OF_CALENDARS.match(one) or one.startswith(INVITED)]
    if kind.endswith("xml"):
        return [f"element <{one.tag}>" for one in ET.fromstring(text).iter() if "agraw" in str(one.tag)]
    if kind.endswith("json"):
        json.loads(text)
        return []
    return []


def _in_table(text: str) -> list[str]:
    cells = [cell for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in line]
    return [f"formula {cell[:60]!r}" for cell in cells if "agraw" in cell and cell.lstrip(" ")[:1] in "=+-@\t\r|%"]
