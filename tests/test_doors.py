"""Every door of the house, tried by every kind of person: pages and API, as the resolver knows them.

There are some 930 addresses, filled in some 2,800 ways, and fifteen kinds of people: all of it takes an hour, and is
the night's (AGRAW_WHOLE=1). In each run a visitor opens everything, a superuser every second door: what is open behind
an address is one, what is hidden another, and so is each commune. Of the others every fourth opens it, each in another
way; acts are tried by turn too. Turns follow from the place of a door in the list and from the number of a person: they
are the same in each run, and move when an address is added.
"""

import functools
import json
import os
import re

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.http import HttpResponseNotFound
from django.test import Client
from django.urls import URLResolver, reverse
from django.utils import translation
from rest_framework.throttling import SimpleRateThrottle

from accounts import actions as people
from accounts.enums import Scope
from accounts.models import User
from core import pdf
from core.folding import fold
from core.workflow import Refused
from needs.models import Photo, VoiceNote
from search.models import Lexeme
from tests import matrix, world_rooms
from tests.doors import (
    NAMING_ACTS,
    ODD,
    PLAUSIBLE,
    QUESTION,
    addresses,
    asks_nothing_of,
    body_of,
    browser_of,
    one_way_in,
    rolled_back,
    secrets_in,
)
from tests.own_data import columns_with, texts_of
from tests.world import ROLES, SECRETS, STRANGERS

# Everybody tries everything. Everybody is held to the tables of `tests/matrix`, in each run, where it is her turn.
WHOLE = os.environ.get("AGRAW_WHOLE") == "1"
RARE = ("head", "options", "put", "patch", "delete")  # methods that few doors answer
# One person of each kind that the code tells apart: they try what makes no sense too.
THOROUGH = {"visitor", "author", "facilitator", "officer", "superuser"}
# One person of each kind that reads something else than the others: these search, filter and look at the map too.
SEARCHING = {"visitor", "author", "moderator", "facilitator_elsewhere", "officer"}
# What a visitor's visit may write: her session, the code that is sent to her, and the mail that carries it.
OF_THE_DOOR = {"django_session", "accounts_onetimecode", "core_message", "procrastinate_jobs"}
# What a reading may write besides: that a notice was read, that a browser was seen, that a file was looked at.
OF_A_READING = OF_THE_DOOR | {
    "notices_notice",
    "usersessions_usersession",
    "core_entry",
    "accounts_token",
    "accounts_reading",
}
# What no page reads: what people declared about themselves, and the mail and text messages that were sent to them.
OF_NO_PAGE = {"accounts_declaration", "core_message"}
# The only pages that read what a person declared, and what was sent to her; operators read counts of the latter.
OF_HERSELF = {"people:declarations", "people:download", "notices:sent", "notices:deliveries"}
REFUSED = {401, 403, 404, 405}  # answered before what was asked is looked at
# (method, name) of the addresses where a method beside POST is meant to write: one's own registration, put and deleted.
MEANT = {("put", "event-my-registration"), ("delete", "event-my-registration")}
# (method, name) of the addresses that answered 405: whoever asks is answered so.
UNKNOWN: set[tuple[str, str]] = set()
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
READS = re.compile(r'(?:FROM|JOIN) "?(\w+)"?')


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def _print_once(monkeypatch):
    """The same page printed again is the same file: whoever may have it, it is laid out once."""
    monkeypatch.setattr(pdf, "render", printed)


printed = functools.cache(pdf.render)


@pytest.fixture(autouse=True)
def _not_found_once(monkeypatch):
    """The page that says that there is no such page knows nothing of what was asked: each person's is drawn once."""
    drawn, found = {}, URLResolver.resolve_error_handler

    def handler(resolver, kind):
        view = found(resolver, kind)

        def once(request, exception):
            key = (request.user.pk, "HX-Request" in request.headers, request.method)
            if key not in drawn:
                drawn[key] = view(request, exception=exception).content
            return HttpResponseNotFound(drawn[key])

        return once if kind == 404 else view

    monkeypatch.setattr(URLResolver, "resolve_error_handler", handler)


@pytest.fixture(autouse=True)
def _no_throttle(monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    cache.clear()


def is_about_a_secret(world, role, name, kwargs) -> bool:
    """Tell whether an address names something that strangers may not see."""
    if (told := world_rooms.is_secret(world, role, name, kwargs)) is not None:
        return told
    pk, hidden = kwargs.get("pk"), {need.pk for need in world.secret_needs}
    if name in {"needs:photo", "needs:thumbnail"}:
        return Photo.objects.get(pk=pk).need_id in hidden
    if name == "needs:voice":
        return VoiceNote.objects.get(pk=pk).need_id in hidden
    if name.startswith(("needs:", "need-")) and pk:
        return pk in hidden
    if name in {"councils:referral", "councils:move"} or name.startswith("referral-"):
        return pk in world.secret_referrals
    if name in {"spaces:detail", "spaces:prepare", "councils:detail"} or name.startswith(("council", "territor")):
        return False  # a commune and its council are there, whatever is being prepared
    return kwargs.get("slug") == world.draft_space.commune.slug


# The world of this file is one: asked once for all its people, and for all that one of them tries.
HIDDEN: dict[tuple, bool] = {}
FOUND: dict[str, list[tuple[str, dict, str, bool]]] = {}


def is_hidden(world, name, kwargs) -> bool:
    """Tell whether strangers may not see what an address names, whoever asks."""
    key = (name, *sorted(kwargs.items()))
    if key not in HIDDEN:
        HIDDEN[key] = is_about_a_secret(world, "visitor", name, kwargs)
    return HIDDEN[key]


class Visits:
    """One person's visits, each undone; `wrongs` are the answers that should have been others.

    Of what is hidden she tries one thing, the next person the next one.
    """

    def __init__(self, role, world):
        self.role, self.number, self.world = role, ROLES.index(role), world
        self.is_stranger, self.is_visitor = role in STRANGERS, role == "visitor"
        # 404, never 403: a refusal would say that there is something. A visitor may be sent to sign in, whatever it is.
        self.closed = {404, 405} | ({302, 401, 403} if self.is_visitor else set())
        if role not in FOUND:
            turn = sorted(STRANGERS).index(role) if self.is_stranger else self.number
            FOUND[role] = [
                (*address, is_about_a_secret(world, role, *address[:2])) for address in addresses(world, turn)
            ]
        self.addresses = FOUND[role]
        self.elsewhere = world.elsewhere.commune.slug
        self.client = browser_of(role, world)
        self.client.raise_request_exception = False
        self.forbidden = [word for word, allowed in SECRETS.items() if role not in allowed]
        self.wrongs, self.told = [], set()

    def chosen(self, share: int, *, acts: bool = False) -> list[tuple[str, dict, str, bool]]:
        """Return one way into each door of `share` whose turn it is; all ways into all of them where all is tried."""
        if WHOLE:
            return self.addresses
        ways = one_way_in(self.addresses, self.number, acts=acts)
        return [way for number, way in enumerate(ways) if (number + self.number) % share == 0]

    def tries(self, method, path, data=None, *, name="", kwargs=None, is_secret=False, headers=None):
        """Ask, undo, note what was wrong, and return the status. With `kwargs`, `tests/matrix` says who gets in.

        `asks_nothing` says afterwards that nothing looked at the question. What is known not to answer a method is not
        asked again.
        """
        if (method, name) in UNKNOWN:
            return 405
        kind = {"content_type": "application/json"} if method == "post" and path.startswith("/api/") else {}
        written, read = set(), set()

        def note(execute, sql, params, many, context):
            if found := WRITES.match(str(sql)):
                written.add(found[1])
            read.update(READS.findall(str(sql)))
            return execute(sql, params, many, context)

        with rolled_back(self.client), connection.execute_wrapper(note):
            arguments = [] if data is None else [data]
            response = getattr(self.client, method)(path, *arguments, headers=headers, **kind)
            told = body_of(response)
        self.asks_nothing = asks_nothing_of(response)
        if response.status_code == 405 and name:
            UNKNOWN.add((method, name))
        words = secrets_in(told, list(SECRETS), self.number)
        self.told.update(words)
        wrongs = self._wrongs(method, name, response.status_code, written, read, words)
        if is_secret and self.is_stranger and response.status_code not in self.closed:
            wrongs.append("should not be there")
        if kwargs is not None:
            there = self.role if kwargs.get("slug") != self.elsewhere else matrix.elsewhere(self.role)
            hidden, wrote = is_hidden(self.world, name, kwargs), bool(written - OF_A_READING)
            wrongs += matrix.wrongs(there, name, kwargs, method, is_hidden=hidden, response=response, wrote=wrote)
        asked = f"{self.role} {response.status_code} {method} {path} {'odd' if data is ODD else data or ''}"
        self.wrongs += [f"{asked}: {wrong}" for wrong in wrongs]
        return response.status_code

    def _wrongs(self, method, name, status, written, read, words) -> list[str]:
        """Return what is wrong with an answer, whatever was asked."""
        wrongs = ["broke"] if status >= 500 else []
        if (method != "post" and (method, name) not in MEANT and written - OF_A_READING) or (
            self.is_visitor and written - OF_THE_DOOR
        ):
            wrongs.append(f"wrote {written}")
        if method == "get" and name not in OF_HERSELF and read & OF_NO_PAGE:
            wrongs.append(f"read {read & OF_NO_PAGE}")
        if told_too_much := [word for word in words if word in self.forbidden or word not in SECRETS]:
            wrongs.append(f"told {told_too_much}")
        return wrongs


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_changes_nothing_and_keeps_the_secrets(world, role):
    """Whoever reads whatever: no fault of ours, nothing written, and no word of what she may not read.

    What describes the API to programs is the same for all: those who are `THOROUGH` read it.
    """
    visits = Visits(role, world)
    fragment = {"HX-Request": "true"} if visits.number % 2 else None
    chosen = visits.addresses if visits.is_visitor else visits.chosen(2 if role == "superuser" else 4)
    for number, (name, kwargs, path, is_secret) in enumerate(chosen):
        about = {"name": name, "is_secret": is_secret}
        if name in {"schema", "reference"} and role not in THOROUGH:
            continue
        status = visits.tries("get", path, kwargs=kwargs, **about)
        if status in REFUSED or visits.asks_nothing or name in {"schema", "reference"}:
            continue
        if role in SEARCHING and "pk" not in kwargs:
            visits.tries("get", path, QUESTION, headers=fragment, **about)
        if role in THOROUGH and (number + visits.number) % 3 == 0:
            visits.tries("get", path, ODD, **about)
    assert visits.wrongs == [], "\n".join(visits.wrongs)
    hers = {word for word, readers in SECRETS.items() if role in readers}
    assert visits.told <= hers
    if WHOLE or visits.is_visitor:  # whoever looks at some of it may not come to where all that is hers stands
        assert hers == visits.told


@pytest.mark.parametrize("role", ROLES)
def test_no_act_breaks_or_tells_a_secret(world, role):
    """Whoever sends whatever: no fault of ours; and a visitor changes nothing at all.

    A visitor tries every act, a superuser, whom no rule stops, every second one. Of the doors the others try those
    whose turn it is, by the act whose turn it is: who is `THOROUGH` one of four, the rest one of eight. What makes no
    sense is sent once to each form, by each `THOROUGH`.
    """
    visits = Visits(role, world)
    plausible, tried = PLAUSIBLE | {"into": str(world.open.pk)}, set()
    share = {"visitor": 1, "superuser": 2}.get(role, 4 if role in THOROUGH else 8)
    chosen = visits.chosen(share, acts=share <= 2)
    for number, (name, kwargs, path, is_secret) in enumerate(chosen):
        turn, about = number + visits.number, {"name": name, "is_secret": is_secret}
        status = visits.tries("post", path, plausible, kwargs=kwargs, **about)
        form = (name, *(value for key, value in sorted(kwargs.items()) if key in NAMING_ACTS))
        if role in THOROUGH and status not in REFUSED and form not in tried:
            tried.add(form)
            visits.tries("post", path, ({}, ODD)[turn % 2], **about)
            if path.startswith("/api/"):
                visits.tries("post", path, ["x"], **about)
    assert visits.wrongs == [], "\n".join(visits.wrongs)


@pytest.mark.parametrize("role", ["visitor", "author"])
def test_no_rare_method_breaks_or_writes(world, role):
    """All of them at the API's addresses, one of them at each page's, the next one at the next.

    Which methods an address answers is the same for each thing: it is tried on one open thing and on one hidden one.
    """
    visits, tried = Visits(role, world), set()
    for number, (name, _kwargs, path, is_secret) in enumerate(visits.addresses):
        if (name, is_secret) in tried:
            continue
        tried.add((name, is_secret))
        for method in RARE if path.startswith("/api/") else [RARE[number % len(RARE)]]:
            visits.tries(method, path, name=name, is_secret=is_secret and method != "options")
    assert visits.wrongs == [], "\n".join(visits.wrongs)


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
    assert answers == {
        "read": 403,
        "needs:write": 403,
        "petitions:write": 403,
        "consultations:write": 403,
        "events:write": 403,
        "spaces:write": 403,
        "debates:write": 403,
        "referrals:write": 200,
    }


def test_the_search_knows_no_word_that_a_visitor_may_not_read(world):
    hidden = [word for word, readers in SECRETS.items() if "visitor" not in readers]
    assert Lexeme.objects.count() > 100
    assert [word for word in hidden if Lexeme.objects.filter(lexeme__contains=fold(word)).exists()] == []


def test_own_data_is_whole_and_nobody_elses(world):
    """Each text of each row that is hers stands in her copy; no secret and no contact of another does."""
    missing, told = {}, {}
    for number, role in enumerate(ROLES):
        if role == "visitor":
            continue
        user = User.objects.get(pk=world.who[role].pk)
        data = people.export(user, by=user)
        copy = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
        for column, text in texts_of(user):
            said = json.dumps(text, ensure_ascii=False)[1:-1]
            if said not in copy:
                missing.setdefault(column, role)
        forbidden = [word for word, readers in SECRETS.items() if role not in readers]
        if words := secrets_in(copy, forbidden, number):
            told[role] = words
    assert not missing, "\n".join(sorted(missing))
    assert told == {}


def test_erasure_leaves_nothing_of_her_in_any_table_and_keeps_what_was_public(world):
    """Neither her name nor a contact of hers stands anywhere; what she published stays, under a neutral name."""
    left = {}
    for role in ROLES:
        if role == "visitor":
            continue
        user = User.objects.get(pk=world.who[role].pk)
        words = [user.phone, user.email]
        with transaction.atomic():
            try:
                row = people.erase(user, by=user)
            except Refused:
                continue  # the last facilitator of a space appoints another one first
            assert row.public_name == "Une personne qui est partie"
            if found := columns_with(words):
                left[role] = found
            transaction.set_rollback(True)
    assert left == {}
