"""The door tells nobody who has an account."""

import re

import pytest
from django.contrib.auth.hashers import get_hasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import contacts
from core.models import Message

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"
# One that is known, two that are not.
CONTACTS = {
    "phone": (PHONE, "0698765432", "0698765433"),
    "email": ("fatima@example.com", "nobody@example.org", "nobody.else@example.org"),
}


def same_text(page) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
    return re.sub(r'nonce="[^"]+"', "", text)


def test_known_and_unknown_contacts_get_the_same_answers(client, fatima):
    answers = {}
    for name, number in [("known", PHONE), ("unknown", "+212698765432")]:
        client.logout()
        posted = client.post("/en/accounts/login/", {"contact": number})
        page = client.get(posted.url)
        tries = [client.post("/en/accounts/code/", {"code": "12"}) for _ in range(6)]
        again = client.post("/en/accounts/code/again/")
        texts = [same_text(one).replace(contacts.parse(number).shown, "") for one in (page, *tries)]
        answers[name] = [
            posted.status_code,
            posted.url,
            page.status_code,
            [t.status_code for t in tries],
            again.url,
            texts,
        ]
    assert answers["known"] == answers["unknown"]
    assert Message.objects.filter(to=PHONE).count() == Message.objects.filter(to="+212698765432").count()


def shapes(queries) -> list[str]:
    """Return what was asked of the database, without the numbers and the words in it."""
    return [re.sub(r"\d+|'[^']*'", "", one["sql"]) for one in queries.captured_queries]


@pytest.mark.parametrize("contacts_tried", CONTACTS.values(), ids=CONTACTS)
def test_known_and_unknown_contacts_cost_the_same_work_until_one_is_proved(client, fatima, contacts_tried):
    """Nothing looks at accounts before the code is right: the same questions, word for word, in the same order."""
    client.get("/en/accounts/login/")
    asked = []
    for contact in contacts_tried:
        client.logout()
        with CaptureQueriesContext(connection) as queries:
            client.post("/en/accounts/login/", {"contact": contact})
            client.get("/en/accounts/code/")
            client.post("/en/accounts/code/", {"code": "12"})
            client.post("/en/accounts/code/again/")
        asked.append(shapes(queries))
    assert asked[0] == asked[1] == asked[2]
    assert len(asked[0]) > 10
    # Whose session it is, is read with the session, whatever was typed.
    assert not any("accounts_user" in sql for sql in asked[0] if "FROM django_session" not in sql)


@pytest.mark.parametrize("contacts_tried", CONTACTS.values(), ids=CONTACTS)
@pytest.mark.parametrize("password", ["une phrase longue", ""])
def test_password_door_does_the_same_work_for_known_and_unknown(client, fatima, monkeypatch, contacts_tried, password):
    """As many hashes, which cost more than all else together; also when she who is known has set no password."""
    fatima.set_password(password) if password else fatima.set_unusable_password()
    fatima.save()
    hasher, hashes = type(get_hasher()), []
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *args: hashes.append(1) or encode(self, *args))
    counts = []
    for contact in contacts_tried:
        hashes.clear()
        with CaptureQueriesContext(connection) as queries:
            client.post("/en/accounts/login/password/", {"login": contact, "password": "faux mot"})
        counts.append((len(hashes), shapes(queries)))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][0] > 0


def test_password_door_answers_the_same_for_known_and_unknown(client, fatima):
    fatima.set_password("une phrase longue")
    fatima.save()
    texts = []
    for number in ("0612345678", "0698765432"):
        page = client.post("/en/accounts/login/password/", {"login": number, "password": "faux mot"})
        assert page.status_code == 200
        texts.append(same_text(page).replace(number, "").replace(contacts.parse(number).value, ""))
    assert texts[0] == texts[1]
    answer = client.post(
        "/en/accounts/login/password/?next=/en/me/", {"login": "06 12 34 56 78", "password": "une phrase longue"}
    )
    assert answer.url == "/en/me/"


def test_password_door_slows_down_guessing_per_contact(client, fatima):
    fatima.set_password("une phrase longue")
    fatima.save()
    url = "/en/accounts/login/password/"
    for number in range(5):
        client.post(
            "/en/accounts/login/password/", {"login": PHONE, "password": str(number)}, REMOTE_ADDR=f"10.0.0.{number}"
        )
    page = client.post(
        "/en/accounts/login/password/", {"login": PHONE, "password": "une phrase longue"}, REMOTE_ADDR="10.0.1.1"
    )
    assert "too many times" in page.content.decode()
    page = client.post(url, {"login": "0698765432", "password": "x"}, REMOTE_ADDR="10.0.2.1")
    assert "do not go together" in page.content.decode()


def test_password_door_refuses_what_is_no_contact(client):
    page = client.post("/en/accounts/login/password/", {"login": "fatima", "password": "x"})
    assert "Write a phone number" in page.content.decode()
