"""Every door of the house, tried by every kind of person: pages and API, as the resolver knows them."""

import re
from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from rest_framework.throttling import SimpleRateThrottle

from accounts import actions as people
from accounts.enums import Scope
from needs.models import Photo, VoiceNote
from tests import world as worlds
from tests.doors import addresses, body_of, browser_of, rolled_back
from tests.world import ROLES, SECRETS, STRANGERS

RARE = ("head", "options", "put", "patch", "delete")  # methods that few doors answer
# One person of each kind that the code tells apart: these try what makes no sense too.
THOROUGH = {"visitor", "author", "facilitator", "officer", "superuser"}
# One person of each kind that reads something else than the others.
LESSER = ["visitor", "supporter", "author", "moderator", "desk", "facilitator_elsewhere", "officer", "ended"]
# What a visitor's visit may write: her session, the code that is sent to her, and the mail that carries it.
OF_THE_DOOR = ("django_session", "accounts_onetimecode", "core_message", "procrastinate_jobs")
# What a reading may write besides: that a notice was read, that a browser was seen, that a file was looked at.
OF_A_READING = (*OF_THE_DOOR, "notices_notice", "usersessions_usersession", "core_entry", "accounts_token")
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
READS = re.compile(r'(?:FROM|JOIN) "?(\w+)"?')
OF_HERSELF = {"people:declarations", "people:download"}  # the only pages that read what people declared
PLAUSIBLE = {
    "note": "سبب واضح", "title": "ماء الشرب", "text": "منذ أسبوع", "theme": "water", "place": "الدوار",
    "reply": "منذ أمس", "question": "منذ متى؟", "verdict": "planned", "version": "1", "reason": "field",
    "detail": "زيارة", "days": "30", "kind": "calendar", "contact": "0612345678", "role": "moderator",
    "display_name": "أم ريم", "commune": "town", "language": "fr", "privacy": "on", "name": "برنامج",
    "scopes": "read", "desk": "الدار", "consent": "spoken", "into": "1", "beneficiary": "everyone", "service": "x",
    "q": "ماء", "code": "123456", "welcome_ar": "مرحبا", "name_ar": "x", "name_fr": "x", "text_ar": "x",
    "text_fr": "x", "based_on": "1", "ar_1": "بند", "fr_1": "clause", "birth_year": "1990", "field": "commune",
    "level": "2", "space": "town", "bbox": "-10,29,-9,30", "zoom": "11", "lat": "29.7", "lon": "-9.2",
}  # fmt: skip
ODD = dict.fromkeys(
    [*PLAUSIBLE, "cursor", "before", "after", "page", "tab", "template", "next", "ordering"], "\x00٣²'%"
)


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def _no_throttle(monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    cache.clear()


@pytest.fixture
def world(db):
    return worlds.make()


@contextmanager
def written():
    """Give the tables that are written to meanwhile."""
    tables = set()

    def note(execute, sql, params, many, context):
        if found := WRITES.match(str(sql)):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


@contextmanager
def read():
    """Give the tables that are asked meanwhile."""
    tables = set()

    def note(execute, sql, params, many, context):
        tables.update(READS.findall(str(sql)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


@pytest.mark.parametrize("role", ROLES)
def test_no_door_breaks_and_no_reading_writes(world, role):
    """Nothing anyone asks is a fault of ours; a reading changes nothing; a visitor changes nothing at all."""
    client = browser_of(role, world)
    client.raise_request_exception = False
    wrongs = []

    def tries(method, path, data=None, may_write=None):
        kind = {"content_type": "application/json"} if method == "post" and path.startswith("/api/") else {}
        with rolled_back(client), written() as tables:
            status = getattr(client, method)(path, *([] if data is None else [data]), **kind).status_code
        if status >= 500:
            wrongs.append(f"{status} {method} {path} {'odd' if data is ODD else data or ''}")
        if may_write is not None and tables - set(may_write):
            wrongs.append(f"{method} {path} wrote {tables}")

    allowed = OF_THE_DOOR if role == "visitor" else None
    for _name, _kwargs, path in addresses(world, some=True):
        tries("get", path, PLAUSIBLE, may_write=OF_A_READING)
        tries("post", path, PLAUSIBLE, may_write=allowed)
        if role in THOROUGH:
            tries("get", path, ODD, may_write=OF_A_READING)
            tries("post", path, ODD, may_write=allowed)
            tries("post", path, {}, may_write=allowed)
    assert wrongs == []


@pytest.mark.parametrize("role", ["visitor", "author"])
def test_no_rare_method_breaks_or_writes(world, role):
    client = browser_of(role, world)
    client.raise_request_exception = False
    for _name, _kwargs, path in addresses(world, some=True):
        for method in RARE:
            with rolled_back(client), written() as tables:
                assert getattr(client, method)(path).status_code < 500, f"{method} {path}"
            assert not tables - set(OF_A_READING), f"{method} {path} wrote {tables}"


def is_about_a_secret(world, name, kwargs) -> bool:
    """Tell whether an address names something that strangers may not see."""
    pk, hidden = kwargs.get("pk"), {need.pk for need in world.secret_needs}
    if name in {"needs:photo", "needs:thumbnail"}:
        return Photo.objects.get(pk=pk).need_id in hidden
    if name == "needs:voice":
        return VoiceNote.objects.get(pk=pk).need_id in hidden
    if name.startswith(("needs:", "need-")) and pk:
        return pk in hidden
    if name in {"councils:referral", "councils:move"} or name.startswith("referral-"):
        return pk in world.secret_referrals
    if name == "notices:read":
        return True
    if name in {"spaces:detail", "spaces:prepare", "councils:detail"} or name.startswith(("council", "territor")):
        return False  # a commune and its council are there, whatever is being prepared
    return kwargs.get("slug") == world.draft_space.commune.slug


@pytest.mark.parametrize("role", sorted(STRANGERS))
def test_what_a_stranger_may_not_see_is_not_there(world, role):
    """404, never 403: a refusal would say that there is something. A visitor may be sent to sign in, whatever it is."""
    client = browser_of(role, world)
    closed = {404, 405} | ({302, 401, 403} if role == "visitor" else set())
    tried = 0
    for name, kwargs, path in addresses(world):
        if not is_about_a_secret(world, name, kwargs):
            continue
        tried += 1
        kind = {"content_type": "application/json"} if path.startswith("/api/") else {}
        for response in (client.get(path), client.post(path, PLAUSIBLE, **kind)):
            assert response.status_code in closed, f"{role} {path}: {response.status_code}"
    assert tried > 80


@pytest.mark.parametrize("role", LESSER)
def test_no_page_lets_a_secret_out(world, role):
    """Each secret has a word of its own: it is on no page of whoever may not read it."""
    client = browser_of(role, world)
    forbidden = [word for word, allowed in SECRETS.items() if role not in allowed]
    own = world.who[role]
    for name, kwargs, path in addresses(world, some=True):
        if name in {"schema", "reference"} or name.startswith("mfa_") or "action" in kwargs:
            continue
        searches = [{"q": "title", "space": "town", "text": "title text photo"}] if "pk" not in kwargs else []
        for query in ({}, *searches):
            with rolled_back(client), read() as tables:
                response = client.get(path, query)
                assert name in OF_HERSELF or "accounts_declaration" not in tables, path
                kind = response.headers.get("Content-Type", "")
                if not kind.startswith(("text/", "application/json", "application/geo", "application/problem")):
                    continue
                text = body_of(response)
                for secret in (own.phone, own.phone and own.phone[4:], own.email) if own.is_authenticated else ():
                    text = text.replace(secret or "\x00", "")
                text = re.sub(r"\s|&nbsp;|\u00a0", "", text) if "/me/" not in path else text
                found = [word for word in forbidden if word in text]
                assert not found, f"{role} reads {found} at {path} {query}"


def admin_addresses():
    for model, model_admin in admin.site._registry.items():
        about = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{about}_changelist"), model_admin
        yield reverse(f"admin:{about}_add"), model_admin
        row = model._default_manager.first()
        if row is not None:
            for page in ("change", "delete", "history"):
                yield reverse(f"admin:{about}_{page}", args=[row.pk]), model_admin


def test_the_administration_opens_to_its_staff_alone(world):
    root, president, visitor = (browser_of(role, world) for role in ("superuser", "president", "visitor"))
    for path, model_admin in admin_addresses():
        assert root.get(path).status_code in {200, 302, 403}, path
        for client in (president, visitor):
            assert client.get(path).status_code == 302, path
        if model_admin.search_fields and not path.endswith(("/add/", "/change/")):
            for words in ("canary", "\x00", "'%", "٣"):
                assert root.get(path, {"q": words}).status_code < 500, path


def test_a_token_opens_what_its_scope_says_and_no_more(world):
    """Each unsafe operation of the API asks the scope of its room; that scope is one that a token can have."""
    officer = world.who["officer"]
    keys = {scope: people.make_token(officer, name=scope, scopes=[scope], by=officer)[1] for scope in Scope.values}
    path = f"/api/v1/referrals/{world.waiting.referral_id}/assign/"
    answers = {}
    for scope, key in keys.items():
        with transaction.atomic():
            client = Client(headers={"Authorization": f"Bearer {key}"})
            answers[scope] = client.post(path, {}, content_type="application/json").status_code
            transaction.set_rollback(True)
    assert answers == {"read": 403, "needs:write": 403, "spaces:write": 403, "referrals:write": 200}
