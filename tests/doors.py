"""The addresses of the house, filled in for one world (`tests.world`), and browsers to try them with."""

import functools
import io
import re
import time
import zipfile
from contextlib import contextmanager

from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from pypdf import PdfReader

from needs.models import Need, Photo, VoiceNote
from spaces.models import Membership
from tests import matrix, world_rooms

# The numbers and addresses of the world's people (`tests.world.person`), however they are written; then whose it is.
GAP = r"(?:[\s\u00a0\u202f.-]|&nbsp;)*"
CONTACTS = re.compile(rf"{GAP.join('6777777')}{GAP}(\d){GAP}(\d)|canarymail(\d+)@")

# What names an act, in an address.
NAMING_ACTS = {"action", "move", "kind", "language", "what", "step", "name"}
# Answers made of words, by how their kinds begin.
OF_WORDS = (
    "text/", "application/json", "application/geo", "application/problem", "application/atom", "application/ld",
)  # fmt: skip
FILES_OF_WORDS = (".json", ".html", ".csv", ".txt", ".xml", ".atom", ".ics", ".geojson", ".md")

# A question that every hidden thing answers: the lists, the searches and the map find it if they look there.
QUESTION = {
    "q": "title", "text": "title text photo", "title": "title", "space": "town", "theme": "water", "lat": "29.7",
    "lon": "-9.2", "bbox": "-10,29,-9,30", "zoom": "11", "commune": "town", "next": "/fr/", "ordering": "joined",
}  # fmt: skip
PLAUSIBLE = QUESTION | {
    "note": "سبب واضح", "title": "ماء الشرب", "text": "منذ أسبوع", "place": "الدوار", "reply": "منذ أمس",
    "question": "منذ متى؟", "verdict": "planned", "version": "1", "reason": "field", "detail": "زيارة", "days": "30",
    "kind": "calendar", "contact": "0612345678", "role": "moderator", "display_name": "أم ريم", "language": "fr",
    "privacy": "on", "name": "برنامج", "scopes": "read", "desk": "الدار", "consent": "spoken", "service": "x",
    "beneficiary": "everyone", "code": "123456", "welcome_ar": "مرحبا", "name_ar": "x", "name_fr": "x",
    "text_ar": "x", "text_fr": "x", "based_on": "1", "ar_1": "بند", "fr_1": "clause", "birth_year": "1990",
    "field": "commune", "level": "2",
}  # fmt: skip
ODD = dict.fromkeys([*PLAUSIBLE, "into", "cursor", "before", "after", "page", "tab", "template"], "\x00٣²'%")

# The administration has a test of its own.
ELSEWHERE = {"admin"}


def patterns(resolver=None, space=""):
    """Yield the name and the parameters of each address, but for those `ELSEWHERE`."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace not in ELSEWHERE:
                yield from patterns(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            assert pattern.name, f"an address without a name: {pattern}"
            names = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
            yield f"{space}{pattern.name}", tuple(sorted(names))


def values(world, turn: int) -> dict:
    """Return what to fill each address with: `{(name or namespace, parameters): [parameters filled in, …]}`.

    One thing of each kind; of the hidden needs and the hidden referrals, those whose turn it is.
    """
    hidden, referred = (several[turn % len(several)] for several in (world.secret_needs, world.secret_referrals))
    chosen = [world.open, world.waiting, world.done, hidden]
    needs = [{"pk": need.pk} for need in chosen]
    referrals = [{"pk": pk} for pk in (world.waiting.referral_id, world.done.referral_id, referred)]
    slugs = [{"slug": space.commune.slug} for space in (world.space, world.draft_space)]
    town = {"slug": "town"}
    acts = ("assign", "draft", "validate", "return", "publish", "report", "pause", "resume", "fly")
    filled = {
        ("needs", ("pk",)): needs,
        ("needs:photo", ("pk",)): [{"pk": photo.pk} for photo in Photo.objects.filter(need__in=chosen)],
        ("needs:thumbnail", ("pk",)): [{"pk": photo.pk} for photo in Photo.objects.filter(need__in=chosen)],
        ("needs:voice", ("pk",)): [{"pk": note.pk} for note in VoiceNote.objects.filter(need__in=chosen)],
        ("needs:move", ("action", "pk")): [one | {"action": "refer"} for one in needs]
        + [{"pk": world.open.pk, "action": name} for name in [*Need.MOVES, "fly"]],
        ("needs:reply", ("pk", "question")): [one | {"question": world.question.pk} for one in needs],
        ("needs", ("slug",)): slugs,
        ("spaces", ("slug",)): slugs,
        ("spaces:move", ("action", "slug")): [
            one | {"action": name} for one in slugs for name in ("open", "close", "x")
        ],
        ("spaces:end-role", ("pk", "slug")): [town | {"pk": row.pk} for row in Membership.objects.all()[:2]],
        ("territories", ("slug",)): slugs,
        ("councils", ("slug",)): slugs,
        ("councils:referral", ("pk",)): referrals,
        ("councils:move", ("action", "pk")): [one | {"action": act} for one in referrals for act in acts],
        ("councils:person-edit", ("pk", "slug")): [town | {"pk": world.officer.pk}, {"slug": "village", "pk": 1}],
        ("councils:template-edit", ("pk", "slug")): [town | {"pk": world.template.pk}, {"slug": "village", "pk": 1}],
        ("people:language", ("code",)): [{"code": code} for code in ("ar", "xx")],
        ("people", ("field",)): [{"field": field} for field in ("phone", "email", "x")],
        ("people:revoke-token", ("pk",)): [{"pk": world.token.pk}],
        ("people:end-session", ("pk",)): [{"pk": 1}],
        ("notices", ("pk",)): [{"pk": world.notice.pk}],
        ("mfa_remove_webauthn", ("pk",)): [{"pk": 1}],
        ("mfa_edit_webauthn", ("pk",)): [{"pk": 1}],
        ("need", ("pk",)): needs,
        ("need-move", ("move", "pk")): [one | {"move": "refer"} for one in needs]
        + [{"pk": world.open.pk, "move": "fly"}],
        ("referral", ("pk",)): referrals,
        ("space", ("slug",)): slugs,
        ("council", ("slug",)): slugs,
        ("territory", ("code",)): [{"code": world.space.commune.code}],
    }
    for names, ways in world_rooms.values(world, turn):
        filled[names] = [*filled.get(names, []), *ways]
    return filled


def addresses(world, turn: int = 0) -> list[tuple[str, dict, str]]:
    """Return (name, parameters, path) of every address, filled in every way that matters (`values`)."""
    filled, found = values(world, turn), []
    for name, names in patterns():
        group = name.partition(":")[0] if ":" in name else name.partition("-")[0]
        ways = [{}] if not names else filled.get((name, names)) or filled.get((group, names))
        assert ways, f"say in values() what to fill {name} {names} with"
        found += [(name, kwargs, reverse(name, kwargs=kwargs)) for kwargs in ways]
    return found


def one_of_each(found, turn: int):
    """Return the addresses with one of the acts on each thing, the one whose turn it is: they ask one permission."""
    acts: dict[tuple, list] = {}
    for address in found:
        named = {name: value for name, value in address[1].items() if name not in NAMING_ACTS}
        acts.setdefault((address[0], *sorted(named.items())), []).append(address)
    return [several[turn % len(several)] for several in acts.values()]


def one_way_in(found, turn: int, *, acts: bool = False):
    """Return one way into each door, the one whose turn it is. What is open behind an address is one door, what is
    hidden another, in each commune; with `acts` each act is one as well.
    """
    ways: dict[tuple, list] = {}
    for way in found:
        name, kwargs, _path, is_secret = way
        ways.setdefault((name, kwargs.get("slug"), is_secret, acts and matrix.act_of(kwargs)), []).append(way)
    return [several[turn % len(several)] for several in ways.values()]


def asks_nothing_of(response) -> bool:
    """Tell whether nothing looked at what an address asked for: another question has the same answer."""
    return "GET" not in response.wsgi_request.__dict__  # Django reads it when it is first looked at


@contextmanager
def rolled_back(client):
    """Try something, and leave the world and the browser as they were."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def browser_of(role, world) -> Client:
    """Return the browser of a person who has just proved who she is, or a visitor's."""
    client = Client()
    if role != "visitor":
        client.force_login(world.who[role], backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(world.who[role].pk)
        session.save()
    return client


def body_of(response) -> str:
    """Return the words of an answer, those of the files packed in it too; nothing of a picture or a sound."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers:  # a HEAD reads no file, and leaves it open
        close()
    kind = response.headers.get("Content-Type", "")
    if kind == "application/zip" and content:  # nothing, to a HEAD
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            words = [name for name in packed.namelist() if name.endswith(FILES_OF_WORDS)]  # not the photos
            return "".join([*packed.namelist(), *(packed.read(name).decode() for name in words)])
    if kind == "application/pdf":
        return words_of_pdf(content) if content else ""
    return content.decode() if kind.startswith(OF_WORDS) else ""


@functools.cache  # the same file is given to several people
def words_of_pdf(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def secrets_in(text: str, forbidden: list[str], number: int) -> list[str]:
    """Return the forbidden words found in `text`, and every contact but that of person `number`."""
    contacts = [found[0] for found in CONTACTS.finditer(text) if int("".join(filter(None, found.groups()))) != number]
    return [word for word in forbidden if word in text] + contacts
