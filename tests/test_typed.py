"""What people type is shown as words, wherever it is shown: no tag runs, no hidden sign turns the line around."""

import datetime
import re

import pytest
from django import forms
from django.core.cache import cache
from django.db.models.fields.files import FieldFile
from django.utils import translation
from django.utils.timezone import localdate, localtime, now
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import User
from debates.models import Debate
from needs.models import Need
from petitions import actions
from petitions.models import Petition
from spaces.models import Membership
from tests import world as worlds
from tests import world_of_petitions as petitions
from tests.doors import addresses, body_of, browser_of, one_of_each, rolled_back
from tests.factories.councils import CouncilFactory
from tests.factories.territories import region
from tests.hostile import forms as hostile
from tests.hostile import poison
from tests.hostile.files import SECRET
from tests.hostile.words import found_in
from tests.needs.files import image
from tests.petitions.signers import ask_for_cards

TAG = "<script>alert('agraw')</script>"
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"  # U+2068 and U+2069 are ours: they isolate names in plain text
TYPED = f"ماء x{TAG}{TURNS}\u0007 water"
ROOMS = (
    "accounts.forms", "spaces.forms", "councils.forms", "needs.forms", "territories.forms", "debates.forms",
    "petitions.forms",
)  # fmt: skip


# What is long to make and shows no tag: papers, and what describes the API.
NO_HTML = {
    "schema", "reference", "petitions:file-pdf", "petitions:receipt", "petitions:sheet-pages", "debates:minutes-pdf",
    "consultations:sheet-pages", "assemblies:sheet", "assemblies:minutes-pdf", "calls:agreement-pdf", "plans:pdf",
    "events:badge", "events:minutes", "certificate-pdf",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        cache.clear()
        yield


@pytest.fixture
def filled_in(monkeypatch):
    """Note each field of our forms that is given the words of this test: "NeedForm.title"."""
    seen, clean = set(), forms.BaseForm.full_clean

    def full_clean(form):
        if form.is_bound:
            for name in form.fields:
                if TAG in str(form.data.get(form.add_prefix(name), "")):
                    seen.update(
                        f"{one.__name__}.{name}" for one in type(form).__mro__ if one.__module__.startswith(ROOMS)
                    )
        return clean(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", full_clean)
    return seen


def fields_for_words() -> set[str]:
    """Return every field of every form of ours in which a person types what she likes."""
    return {
        f"{form.__name__}.{name}"
        for form in hostile.forms_of()
        if form.__module__.startswith(ROOMS)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)
    }


def acts(world):
    """Yield (role, address below the language, what is typed) for every form, in an order that the house allows."""
    waiting, done = world.waiting.referral_id, world.done.referral_id
    moderator = Membership.objects.get(user=world.who["moderator"])
    yield "visitor", "accounts/login/", {"contact": TYPED}
    yield "visitor", "accounts/login/password/", {"login": TYPED, "password": TYPED}
    yield "visitor", "accounts/login/", {"contact": "0611223344"}
    yield "visitor", "accounts/code/", {"code": TYPED[:40]}
    yield "visitor", "accounts/code/", {"code": TAG}
    profile = {"display_name": TYPED, "commune": "town", "language": "fr", "privacy": "on"}
    for role in ("supporter", "facilitator", "coordinator", "officer", "president"):
        yield role, "me/", profile
    yield "author", "welcome/", profile
    for field in ("phone", "email"):
        yield "author", f"me/contact/{field}/", {"contact": TAG}
    yield "author", "me/tokens/new/", {"name": TYPED, "scopes": "read"}
    superuser = world.who["superuser"].pk
    person = {"display_name": TYPED, "phone": TAG, "email": TYPED, "language": "fr"}
    yield "superuser", f"admin/accounts/user/{superuser}/change/", person
    place = {"place": TYPED, "photo_description": TYPED, "beneficiary": "everyone"}
    need = {"title": TYPED, "text": TYPED, "theme": "water", **place}
    yield "author", "spaces/town/needs/new/", need | {"photo": image(size=(30, 30))}
    yield "desk", "spaces/town/needs/new/for-someone/", need | {"desk": TYPED, "consent": "spoken"}
    new = Need.objects.filter(title__contains="script").order_by("pk").first()
    yield "facilitator", f"needs/{new.pk}/questions/", {"question": TYPED}
    yield "author", f"needs/{new.pk}/questions/{new.detail_requests.get().pk}/", {"reply": TYPED}
    yield "author", f"needs/{new.pk}/photos/", {"photo": image(size=(30, 30)), "photo_description": TYPED}
    yield "facilitator", f"needs/{world.open.pk}/merge/", {"into": new.pk, "note": TYPED}
    yield "facilitator", f"needs/{new.pk}/moves/refer/", {"note": TYPED}
    yield "supporter", f"needs/{world.done.pk}/moves/contest/", {"note": TYPED}
    yield "president", f"referrals/{done}/moves/report/", {"verdict": "informed", "text": TYPED}
    yield "president", f"referrals/{waiting}/moves/assign/", {"service": TYPED}
    version = world.waiting.referral.answers.get(published_at=None).version
    draft = {"verdict": "planned", "text": TYPED, "version": version}
    yield "officer", f"referrals/{waiting}/moves/draft/", draft
    yield "president", f"referrals/{waiting}/moves/return/", {"note": TYPED}
    yield "officer", f"referrals/{waiting}/moves/draft/", draft | {"version": version + 1}
    yield "president", f"referrals/{waiting}/moves/pause/", {"reason": "field", "detail": TYPED}
    texts = dict.fromkeys(("name_ar", "text_ar", "name_fr", "text_fr"), TYPED)
    texts |= dict.fromkeys(("condition_ar", "condition_fr", "citation"), TYPED)
    yield "president", "councils/town/templates/new/", texts | {"verdict": "planned"}
    carried = {"delegation": TYPED, "may_publish": "on", "places": TYPED}
    yield "president", f"councils/town/people/{world.officer.pk}/", carried
    yield "facilitator", "spaces/town/manage/", dict.fromkeys(("welcome_ar", "welcome_fr", "contact"), TYPED)
    yield "facilitator", "spaces/town/members/appoint/", {"contact": TYPED, "role": "moderator"}
    yield "facilitator", f"spaces/town/members/{moderator.pk}/end/", {"note": TYPED}
    yield "facilitator", "spaces/town/vouch/", {"contact": TYPED, "level": "2", "desk": TYPED}
    yield "facilitator", "spaces/town/charter/edit/", {"based_on": "1", "ar_1": TYPED, "fr_1": TYPED, "publish": "1"}
    yield from acts_in_debates(world)
    yield from acts_in_petitions(world)
    yield "coordinator", "spaces/town/moves/close/", {"note": TYPED}


def acts_in_debates(world):
    """Yield the same for the forms of debates: one is prepared, held and concluded; in the live one people talk."""
    made, soon = world.debates, (localtime() + datetime.timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    said = {"title": TYPED, "question": TYPED, "text": TYPED, "theme": "water", "audience": "everyone"}
    said |= {"moderation": "after", "point_1": TYPED, "minutes_1": "5"}
    yield "facilitator", "spaces/town/debates/new/", said
    debate = Debate.objects.latest("pk")
    path = f"debates/{debate.pk}/"
    yield "facilitator", f"{path}edit/", said
    yield "facilitator", f"{path}agenda/", {"title": TYPED, "minutes": "5"}
    yield "facilitator", f"{path}documents/", {"title": TYPED, "address": f"https://example.org/{TAG}"}
    yield "facilitator", f"{path}documents/", {"title": TYPED, "address": "https://example.org/"}
    yield "facilitator", f"{path}sittings/new/", {"starts_at": soon, "place": TYPED}
    for move in ("announce", "open", "close"):
        yield "facilitator", f"{path}moves/{move}/", {"note": TYPED}
    yield "facilitator", f"{path}conclusion/", {"words": TYPED, "seen": TAG}
    yield "facilitator", f"{path}conclusion/", {"words": TYPED}
    point = {"kind": "need", "text": TYPED, "theme": "water", "place": TYPED}
    yield "facilitator", f"{path}points/", point | {"numbers": TAG}
    yield "facilitator", f"{path}points/", point
    yield "facilitator", f"{path}points/", point | {"kind": "question"}
    yield "facilitator", f"{path}points/{debate.points.earliest('pk').pk}/", point | {"seen": TAG}
    yield "facilitator", f"{path}conclude/", {}
    yield "facilitator", f"{path}minutes/correct/", {"note": TYPED, "remarks": TYPED}
    made.concluded = Debate.objects.get(pk=debate.pk)
    room, thread = f"sittings/{made.sitting.pk}/", made.live.thread_id
    yield "author", f"threads/{thread}/contribute/", {"text": TYPED}
    made.said = made.live.thread.contributions.filter(author=world.who["author"]).latest("pk")
    yield "author", f"contributions/{made.said.pk}/edit/", {"text": f"{TYPED} again"}
    yield "facilitator", f"contributions/{made.held.pk}/moves/hide/", {"note": TYPED}
    yield "supporter", f"{room}floor/", {"about": TYPED, "district": TYPED}
    yield "facilitator", f"{room}hall/request/", {"name": TYPED, "about": TYPED, "district": TYPED}
    yield "facilitator", f"{room}hall/contribution/", {"said_by": TYPED, "text": TYPED}
    yield "facilitator", f"{room}polls/new/", {"question": TYPED, "option_1": TYPED, "option_2": f"{TYPED} no"}
    made.poll = made.sitting.polls.latest("pk")


def acts_in_petitions(world):
    """Yield the same for the forms of petitions and associations, as the law leads one: written, signed, answered."""
    made, born = world.petitions, "1984-03-01"
    names = dict.fromkeys(("name_ar", "name_fr", "purpose"), TYPED)
    association = names | {"seat": "town", "founded_on": "2015-01-01", "themes": "water"}
    contact = dict.fromkeys(("receipt_number", "email", "phone", "site"), TYPED)
    yield "author", "associations/new/", association | contact
    yield "author", "associations/new/", association
    yield from acts_on_associations(world)
    draft = f"petitions/{made.draft.pk}/"
    said = {"title": TYPED, "theme": "water", "within_powers": "on", "respects_constants": "on"}
    who = {"name": TYPED, "address": TYPED, "born_on": born, "appointed": "on"}
    for step, data in (
        ("object", said), ("reasons", {"reasons": TYPED}), ("aims", {"aims": TYPED}),
        ("mandatary", who | {"phone": TAG, "email": TYPED}), ("mandatary", who),
    ):  # fmt: skip
        yield "author", f"{draft}build/{step}/", data
    yield "author", f"{draft}annexes/", {"title": TYPED, "file": petitions.file_of()}
    yield "author", f"{draft}start/", {}
    ask_for_cards(made.collecting)
    sheet, rows = f"petitions/sheets/{made.printed.code}/", {"row_total": "1", "r1-name": TYPED, "r1-address": TYPED}
    yield "author", f"petitions/{made.collecting.pk}/sheets/", {"sheet": TYPED[:40]}
    yield "author", f"petitions/{made.collecting.pk}/sheets/", {"sheet": TAG}
    yield "author", sheet, rows | {"r1-phone": TAG, "r1-cin": TAG}
    yield "author", sheet, rows | {"r1-born_on": born}
    yield "desk", f"petitions/sheets/{made.entered.code}/give-back/", {"note": TYPED}
    (far,) = actions.print_sheets(to_the_region(world), by=world.who["author"], count=1)
    yield "author", f"petitions/sheets/{far.code}/", rows | {"r1-commune": TYPED}
    signed = {"name": TYPED, "attests": "on", "telling": "inbox"}
    yield "citizen", f"petitions/{made.collecting.pk}/sign/", signed | {"cin": TAG}
    yield "facilitator", f"petitions/{made.collecting.pk}/held/", {"group": TAG, "note": TYPED}
    yield "facilitator", f"petitions/{made.held.pk}/moderate/show/", {"note": TYPED}
    receipt = {"number": TAG, "on": localdate().isoformat()}
    yield "author", f"petitions/{made.reached.pk}/steps/deposit/", receipt | {"scan": petitions.file_of()}
    yield "president", f"petitions/{made.lapsing.pk}/steps/accept/", {"reasons": TYPED}
    yield "president", f"petitions/{made.deposited.pk}/steps/check/", {}
    yield "president", f"petitions/{made.deposited.pk}/steps/reject/", {"grounds": "signatures", "reasons": TYPED}
    decision = {"outcome": "adopted", "text": TYPED, "on": localdate().isoformat()}
    yield "president", f"petitions/{made.deliberated.pk}/steps/decide/", decision | {"number": TYPED}
    yield "president", f"petitions/{made.deliberated.pk}/steps/decide/", decision
    yield "president", f"petitions/{made.decided.pk}/steps/follow_up/", {"text": TYPED}
    yield "author", f"petitions/{made.hidden.pk}/steps/withdraw/", {"note": TYPED}


def acts_on_associations(world):
    """Yield the same for the people of an association, its halls, and a space that is prepared."""
    made = world.associations
    pk, place = made.association.pk, made.taken
    yield "author", f"associations/{pk}/people/invite/", {"contact": TYPED, "position": "member"}
    yield "author", f"associations/places/{place.pk}/end/", {"note": TYPED}
    yield "facilitator", "spaces/town/halls/add/", {"name": TYPED, "seats": "9"}
    start = localtime(now() + datetime.timedelta(days=8)).replace(hour=10, minute=0)
    times = {"starts_at": f"{start:%Y-%m-%dT%H:%M}", "ends_at": f"{start + datetime.timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    yield "author", "spaces/town/halls/ask/", times | {"association": pk, "hall": made.hall.pk, "purpose": TYPED}
    yield "facilitator", f"halls/bookings/{made.booking.pk}/refuse/", {"note": TYPED}
    yield "coordinator", "coordination/town/", dict.fromkeys(("facilitator", "desk", "contact"), TYPED)


def to_the_region(world) -> Petition:
    """Open a petition to the council of the region: its sheets ask in which commune people live."""
    place = region()
    type(place).objects.filter(pk=place.pk).update(population=500_000)
    council = CouncilFactory(territory=type(place).objects.get(pk=place.pk))
    return actions.start(petitions.written(world, "far", council=council), by=world.who["author"])


@pytest.mark.django_db
def test_whatever_is_typed_anywhere_is_words_everywhere(world, filled_in, monkeypatch):
    """All is typed in by those who may. Then every word of the database is replaced by hostile ones, as if each came by
    a way that nobody thought of; and a facilitator, who reads most, opens every page. The others open what nobody
    before them was shown, and a third of the rest by turn. Feeds, tables, calendars and the API are read as well.
    """
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    browsers = {role: browser_of(role, world) for role in worlds.ROLES}
    for role, path, data in acts(world):
        response = browsers[role].post(f"/fr/{path}", data)
        assert response.status_code in {200, 302, 409, 422}, f"{role} {path}: {response.status_code}"
        assert TAG not in body_of(response), path
    browsers["visitor"].get("/fr/communes/", {"q": TYPED})
    assert sorted(fields_for_words() - filled_in) == []
    assert User.objects.filter(display_name__contains=TAG).exists()

    assert sum(poison.fill().values()) > 1000
    shown, unknown, seen, wrongs = 0, set(), set(), []
    for turn, role in enumerate(("facilitator", "visitor", "author", "president", "coordinator")):
        browsers[role].raise_request_exception = False
        for number, (name, kwargs, path) in enumerate(one_of_each(addresses(world), turn)):
            if "action" in kwargs or name in NO_HTML | unknown:
                continue
            if path in seen and (number + turn) % 3:
                continue
            with rolled_back(browsers[role]):
                response = browsers[role].get(path)
                kind = response.headers.get("Content-Type", "")
                text = "" if kind == "application/pdf" else body_of(response)
            if response.status_code == 405:
                unknown.add(name)  # whoever asks
            if response.status_code == 200:
                seen.add(path)
                shown += text.count("agraw")
                wrongs += [f"{role} {path}: {wrong}" for wrong in found_in(text, kind)]
            if response.status_code >= 500:
                wrongs.append(f"{role} {path}: broke")
            if re.search(f"[{TURNS}\u0007]", text):
                wrongs.append(f"{role} {path}: a sign that turns the line around")
    assert not wrongs, "\n".join(wrongs)
    assert shown > 2000


@pytest.fixture
def chosen(monkeypatch):
    """Note each field of a form to which a file came: "NeedForm.photo"."""
    seen, clean = set(), forms.BaseForm.full_clean

    def full_clean(form):
        if form.is_bound:
            came = {name for name in form.fields if form.add_prefix(name) in form.files}
            seen.update(f"{one.__name__}.{name}" for one in type(form).__mro__ for name in came)
        return clean(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", full_clean)
    return seen


@pytest.fixture
def kept(monkeypatch):
    """Note what is stored: (name, bytes)."""
    stored, save = [], FieldFile.save

    def noted(self, name, content, *args, **kwargs):
        stored.append((name, content.read()))
        content.seek(0)
        return save(self, name, content, *args, **kwargs)

    monkeypatch.setattr(FieldFile, "save", noted)
    return stored


def test_every_door_that_takes_a_file_takes_no_evil_one(world, chosen, kept):
    """Each form with a file, filled in as its page offers it, is sent with an honest file and with seven others."""
    pages, broke = {}, []
    for turn, role in enumerate(hostile.BY):
        cache.clear()
        client = browser_of(role, world)
        client.raise_request_exception = False
        for door, path, page in hostile.pages_with_files(world, client, turn, pages):
            found = hostile.Forms(path)
            found.feed(page)
            pages[door] = False
            for address, data, fields in found.found:
                for field, accept in fields.items():
                    statuses = dict(hostile.send(client, address, data, field, accept))
                    pages[door] |= next(iter(statuses.values())) == 302
                    broke += [f"{role} {address} {said!r}" for said, status in statuses.items() if status >= 500]
    assert broke == []
    assert sorted(hostile.forms_with_files() - chosen - hostile.OF_NEEDS) == []
    assert any(pages.values())
    assert kept
    for name, content in kept:
        assert hostile.KEPT_NAME.fullmatch(name), name
        assert not re.search(rb"<script|agraw\(|EICAR|" + SECRET, content), name
