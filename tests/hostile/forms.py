"""The forms of pages, filled in as they offer it: those in which a file can be chosen, and those that ask for words."""

import datetime
import re
from html.parser import HTMLParser

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from tests.doors import NAMING_ACTS, addresses, rolled_back
from tests.hostile import files
from tests.needs.files import wav
from tests.resources.files import CSV

HONEST_FILES = {
    "photo": ("x.jpg", files.picture()),
    "voice": ("x.wav", wav(1)),
    "table": ("x.csv", CSV),
    "file": ("x.pdf", files.pdf()),
}
# One of each kind of evil; each is sent to every door, as whatever that door asks for.
SENT = [
    ("x.svg", files.SVG),
    ("x.html", files.PAGE),
    ("x\u202efdp.exe", files.EICAR),
    ("../../x.jpg", files.picture(exif=files.EXIF) + files.PAGE),
    ('"><agraw>.pdf', files.pdf(files._with_page_action)),
    ("x.png", files.huge_png_bytes()),
    ("x.ods", files.zip_bomb()),
]
# Who opens the pages with a file to choose, the later ones what was closed to those before.
BY = ("superuser", "author", "president", "facilitator", "desk", "supporter")
# Beside each other on one page, and one of them sent at a time.
KEPT_NAME = re.compile(r"[\w/.-]+\.(jpg|pdf|ods|csv|ogg|webm|m4a|mp3|wav|mp4|sealed)", re.ASCII)
TYPED = {"text", "search", "email", "tel", "url"}  # the inputs in which a person types what she likes


class Forms(HTMLParser):
    """The forms of a page in which a file can be chosen: `found` is (address, {name: value}, {name: what it takes}).

    `worded` are those that ask for words: (address, {name: value}, names of what is typed).
    """

    def __init__(self, path: str):
        super().__init__()
        self.path, self.found, self.worded, self._form, self._select = path, [], [], None, ""

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "form":
            self._form = (
                (given.get("action") or self.path, {}, {}, set()) if given.get("method", "") == "post" else None
            )
        elif self._form is None or not (name or tag == "option"):
            return
        elif kind == "file":
            self._form[2][name] = given.get("accept", "")
        elif tag == "textarea":
            self._form[1][name] = "كلمات واضحة"
            self._form[3].add(name)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and given.get("value"):
            self._form[1].setdefault(self._select, given["value"])
        elif tag == "input" and kind != "submit":
            self._put(name, kind, given)

    def _put(self, name, kind, given):
        typed = {"date": (localdate() - datetime.timedelta(days=1)).isoformat(), "number": "1", "text": "كلمات واضحة"}
        if kind == "radio" and name in self._form[1]:
            return
        if kind in TYPED:
            self._form[3].add(name)
        self._form[1][name] = given.get("value") or typed.get(kind, "on" if kind == "checkbox" else "1")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""
        if tag == "form" and self._form is not None:
            if self._form[2]:
                self.found.append(self._form[:3])
            if self._form[3]:
                self.worded.append((*self._form[:2], self._form[3]))
            self._form = None


def forms_of(kind: type[forms.BaseForm] = forms.BaseForm):
    """Yield every form that is loaded."""
    for one in kind.__subclasses__():
        yield one
        yield from forms_of(one)


def forms_with_files() -> set[str]:
    """Return every field of every form of the house in which a file is chosen."""
    return {
        f"{form.__name__}.{name}"
        for form in forms_of()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.FileField) and not form.__module__.startswith(("tests.", "django.", "config.house"))
    }


def honest(name: str, accept: str) -> tuple[str, bytes]:
    """Return a file of the kind that a field takes."""
    wanted = "photo" if "image" in accept or name == "photo" else "voice" if "audio" in accept else "file"
    return HONEST_FILES["table" if "csv" in accept or name == "table" else wanted]


# Their pages offer more than one button; photos and voices of needs are tried in tests/needs/test_media.py, of
# contributions in tests/debates/test_voicing.py, of desks in tests/mediation, recorded help in tests/plain.
OF_NEEDS = {
    # Behind "is it still you?", or another's page: what reads their files is tried in tests/test_uploads.py.
    "PaperForm.file",
    "PublicationChangeForm.file",
    "ContributionForm.voice",
    "EnterNeedForm.photo",
    "EnterNeedForm.voice",
    "RecordingForm.audio",
    "NeedForm.photo",
    "NeedForm.voice",
    "RelayForm.photo",
    "RelayForm.voice",
    "PhotoForm.photo",
    "PhotoMixin.photo",
}
# Addresses of pages and acts with a file to choose; `forms_with_files` says when one is missing here.
TAKES = re.compile(
    r"needs:(create|relay|add-photo)|documents|annexes|sheet|steps?$|paper|spaces:association$|answer-question|publi"
    r"|media-new|resources:(new|edit|space-new)|report|prove|closing|follow-up|measure|order-(new|edit)|:act-on|desk$"
    r"|import|step-edit|programmes:step|question"
)


def pages_with_files(world, client, turn: int, pages: dict):
    """Yield (door, path, page) of each page on which a file can be chosen, but of those that were seen already."""
    for name, kwargs, path in addresses(world, turn):
        door = (name, *(kwargs[one] for one in sorted(NAMING_ACTS & kwargs.keys())))
        if TAKES.search(name) and door not in pages:
            page = client.get(path)
            if page.status_code == 200 and b'type="file"' in page.content:
                yield door, path, page.content.decode()


def send(client, address: str, data: dict, field: str, accept: str):
    """Yield (what was sent, status) for an honest file and for each evil one, each undone."""
    for said, content in [honest(field, accept), *SENT]:
        file = SimpleUploadedFile("x", content)
        file._name = said
        with rolled_back(client):
            yield said, client.post(address, data | {field: file}).status_code
