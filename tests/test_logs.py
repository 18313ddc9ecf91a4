"""What the logs hold: enough to mend a fault, nothing that names a person or opens her account."""

import io
import logging
import re
import smtplib

import pytest
from django.conf import settings as house
from django.core.cache import cache
from django.test import Client
from django.utils.module_loading import import_string
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from core.models import Entry, Message
from needs.models import Need
from notices.models import Notice
from tests.core.mailboxes import Provider
from tests.doors import browser_of, secrets_in
from tests.needs.files import photo_of_a_phone
from tests.world import ROLES, SECRETS

CODE = re.compile(r"\b\d{6}\b")
PASSWORD, NOBODY, ADDRESS = "une phrase longue", "0698765432", "nobody.here@example.org"
NEED = {"title": "ماء الشرب", "text": "منذ أسبوع", "theme": "water", "place": "الدوار", "beneficiary": "everyone"}

TELLING = ("django.template", "PIL")  # their finer words hold all that a page or a photo is made of


@pytest.fixture
def heard(monkeypatch):
    """Listen to every logger but the `TELLING` ones, from DEBUG on; `heard()` is the text, as the house writes it."""
    cache.clear()
    line = dict(house.LOGGING["formatters"]["line"])
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(import_string(line.pop("()"))(**line))
    monkeypatch.setattr(logging.root, "handlers", [handler])
    for logger in [logging.root, *map(logging.getLogger, logging.root.manager.loggerDict)]:
        if not logger.name.startswith(TELLING):
            monkeypatch.setattr(logger, "level", logging.DEBUG)
            monkeypatch.setattr(logger, "propagate", True)
    logging.root.manager._clear_cache()
    yield handler.stream.getvalue
    logging.root.manager._clear_cache()


def secrets_heard(text: str, *more: str) -> list[str]:
    """Return the world's contacts found in `text`, and each of `more`, however it is written."""
    plain = re.sub(r"[\s.-]|%20", "", text)
    return secrets_in(text, [], -1) + [word for word in more if word in text or word in plain]


def codes_sent() -> list[str]:
    return CODE.findall(
        " ".join(Message.objects.filter(key__startswith="code.").order_by("id").values_list("body", flat=True))
    )


def enter(client, contact) -> list[str]:
    """Walk through the door: a wrong code, another one, the right one. Return the codes that were sent."""
    client.post("/fr/accounts/login/", {"contact": contact})
    client.post("/fr/accounts/code/", {"code": "123123"})
    client.post("/fr/accounts/code/again/")
    codes = codes_sent()
    client.post("/fr/accounts/code/", {"code": codes[-1]})
    return codes


@pytest.mark.parametrize("contact", ["phone", "email"])
def test_signing_in_leaves_no_trace_of_who_and_with_what(world, heard, work, settings, contact):
    """With a provider that does not answer, and a mail server that quotes the address it refuses."""
    settings.SMS_BACKEND, settings.SMS_HTTP_URL, settings.SMS_HTTP_TOKEN = "http", "http://127.0.0.1:9/", "smstoken"
    settings.MAILERS = {"default": {"BACKEND": "tests.core.mailboxes.Provider", "OPTIONS": {}}}
    user, client = world.who["citizen"], Client()
    user.set_password(PASSWORD)
    user.save()
    told = getattr(user, contact)
    refusal = smtplib.SMTPRecipientsRefused({told: (550, f"5.1.1 <{told}>: no such box".encode())})
    Provider.fails_with, Provider.refuses_to_open, Provider.taken = [refusal] * 9, False, []
    codes = enter(client, told)
    assert client.session["_auth_user_id"] == str(user.pk)
    session = client.session.session_key
    for login, password in ((told, "faux mot"), (NOBODY, PASSWORD), (told, PASSWORD)):
        Client().post("/fr/accounts/login/password/", {"login": login, "password": password})
    Client().post("/fr/accounts/login/", {"contact": ADDRESS})
    Client().post("/fr/accounts/login/", {"contact": NOBODY})
    codes = codes_sent()
    assert work() >= len(codes) >= 4
    assert "was refused at attempt 1" in heard()
    assert secrets_heard(heard(), *codes, PASSWORD, "faux mot", NOBODY, NOBODY[1:], ADDRESS, session, "smstoken") == []
    jobs = ProcrastinateJob.objects.values_list("args", "lock", "queueing_lock")
    assert secrets_heard(str(list(jobs)), *codes, NOBODY[1:], ADDRESS) == []


def test_acting_leaves_no_trace_of_contacts_keys_or_places(world, heard, work):
    author, facilitator = (browser_of(role, world) for role in ("author", "facilitator"))
    citizen = world.who["citizen"]
    photo = photo_of_a_phone()
    photo.name = "x.jpg"
    typed = NEED | {"photo": photo, "lat": "29.7512", "lon": "-9.2345"}
    assert author.post("/fr/spaces/town/needs/new/", typed).status_code == 302
    assert Need.objects.latest("pk").photos.exists()
    asked = {"contact": citizen.phone, "level": "2", "desk": "جمعية"}
    page = facilitator.post("/fr/spaces/town/vouch/", asked)
    sealed = re.search(r'name="asked"\s+value="([^"]+)"', page.content.decode())[1]
    assert facilitator.post("/fr/spaces/town/vouch/", {"asked": sealed}).status_code == 302
    for contact, role in ((citizen.email, "desk"), (NOBODY, "desk"), (citizen.phone, "nothing")):
        facilitator.post("/fr/spaces/town/members/appoint/", {"contact": contact, "role": role})
    made = author.post("/fr/me/tokens/new/", {"name": "canarykey", "scopes": "needs:write"})
    key = author.get(made.url).content.decode() if made.status_code == 302 else made.content.decode()
    key = re.search(r'value="([\w-]{20,})"|<code[^>]*>([\w-]{20,})</code>', key)
    key = key[1] or key[2]
    for sent in (key, key[:-1] + "?"):
        program = Client(headers={"Authorization": f"Bearer {sent}"})
        program.post("/api/v1/needs/", {"space": "town", **NEED}, content_type="application/json")
    author.post("/fr/me/contact/phone/", {"contact": NOBODY})
    author.post("/fr/me/contact/email/", {"contact": citizen.email})
    work()
    assert "Unauthorized: /api/v1/needs/" in heard()
    sessions = [client.session.session_key for client in (author, facilitator)]
    secrets = [*codes_sent(), key, sealed, "canarykey", NOBODY, NOBODY[1:], "29.7512", "SECRETPHONE", *sessions]
    assert secrets_heard(heard(), *secrets) == []


def test_what_a_request_carries_beside_its_address_is_not_told(world, heard, monkeypatch):
    """Headers, cookies, keys, what is asked in an address, and the local names of whatever fails below them."""
    card, key, phrase = "QA123456", "agraw_" + "k" * 43, "canaryheader"
    carried = {"Authorization": f"Bearer {key}", "X-Forwarded-For": "203.0.113.9", "Referer": f"https://{phrase}.test/"}
    citizen, client = world.who["citizen"], Client(headers=carried, raise_request_exception=False)
    client.cookies["sessionid"] = client.cookies["messages"] = phrase
    asked = {"q": card, "contact": citizen.phone, "code": "918273", "next": f"https://{phrase}.test/"}
    for path in ("/fr/search/", f"/fr/{card}/", f"/fr/{citizen.phone}/{citizen.email}/", f"/api/v1/needs/{key}/"):
        client.get(path, asked)
        client.post(path, asked)
    client.get("/fr/x\r\n2026-11-29 INFO somebody signed in/")
    client.get("/fr/", headers={"Host": "elsewhere.test\x00\r\n2026-11-29 INFO somebody signed in"})

    def fails(*args, **kwargs):
        raise ValueError(f"{card} {key} Cookie: {phrase} {citizen.phone}")

    monkeypatch.setattr("config.views.render", fails)
    assert client.get("/fr/about/", asked).status_code == 500
    text = heard()
    assert "Internal Server Error: /fr/about/" in text
    assert "[card] [key] [key] [number]" in text
    assert secrets_heard(text, card, key, key[6:], phrase, "203.0.113.9", "918273") == []
    assert not re.search(r"^2026-11-29 INFO somebody", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, "duplicate key value violates unique constraint"),
        ({"phone": "+212677777799", "erased_at": now()}, "erased_person_has_no_contact"),
    ],
)
def test_an_unforeseen_error_is_told_without_what_the_row_holds(world, heard, monkeypatch, row, words):
    """PostgreSQL quotes the row that it refuses: the traceback is kept, the quotation is not."""
    citizen = world.who["citizen"]
    row = {"phone": citizen.phone, "email": ADDRESS, "display_name": "canaryname\n\ncanaryline"} | row

    def fails(*args, **kwargs):
        try:
            raise ValueError(f"no account for {citizen.phone} or {citizen.email}")
        except ValueError:
            User.objects.create(**row)

    monkeypatch.setattr("needs.actions.post", fails)
    author = browser_of("author", world)
    author.raise_request_exception = False
    answer = author.post("/fr/spaces/town/needs/new/?next=/fr/", NEED | {"title": "canarytitle"})
    assert answer.status_code == 500
    text = heard()
    for kept in ("Internal Server Error: /fr/spaces/town/needs/new/", "in fails", words, "for [number] or [address]"):
        assert kept in text
    secrets = [ADDRESS, "canaryname", "canaryline", "canarytitle", author.session.session_key]
    assert secrets_heard(text, *secrets) == []
    assert re.search(r"Answered an error page: (\w+)", text)[1] in answer.content.decode()


def test_no_message_and_no_notice_tells_what_its_reader_may_not_read(world):
    """Mails, text messages and notices of everything that happened in the world, before they leave; what was hidden
    since is shown to nobody.
    """
    roles = {user.pk: role for role, user in world.who.items() if user.pk}
    to = {contact: role for pk, role in roles.items() for contact in contacts_of(world.who[role])}
    told = [(to.get(row.to), f"{row.subject} {row.body} {row.html}") for row in Message.objects.all()]
    told += [(roles.get(row.user_id), f"{row.text} {row.url}") for row in Notice.objects.filter(is_shown=True)]
    wrongs = [
        f"{role}: {word} in {text[:80]!r}"
        for role, text in told
        if role
        for word in secrets_in(text, [word for word, readers in SECRETS.items() if role not in readers], number(role))
    ]
    assert wrongs == [], "\n".join(wrongs)
    assert len([role for role, _text in told if role]) > 20


def number(role: str) -> int:
    return ROLES.index(role)


def contacts_of(user) -> list[str]:
    return [contact for contact in (user.phone, user.email) if contact]


def test_the_journal_holds_no_contact_of_anybody(world):
    """What is kept for good names people by their number alone; its public reasons are words of the house's people."""
    rows = Entry.objects.values_list("subject", "data", "note")
    assert len(rows) > 200
    assert [row for row in rows if secrets_in(f"{row[0]} {row[1]}", [], -1)] == []


def test_what_would_tell_too_much_is_quiet():
    """Django's own handlers are taken out, too: one of them mails the whole request to the administrators."""
    assert logging.getLogger("django").handlers == []
    for name in TELLING:
        assert not logging.getLogger(f"{name}.anything").isEnabledFor(logging.INFO)
