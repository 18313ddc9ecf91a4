"""The door tells nobody who has an account."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import contacts
from core.models import Message

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"
HOME = "/en/"


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


def test_known_and_unknown_contacts_cost_the_same_queries(client, fatima):
    client.get("/en/accounts/login/")
    counts = []
    for number in (PHONE, "0698765432", "0698765433"):
        client.logout()
        with CaptureQueriesContext(connection) as queries:
            client.post("/en/accounts/login/", {"contact": number})
        counts.append([re.sub(r"\d+|'[^']*'", "", one["sql"])[:60] for one in queries.captured_queries])
    assert counts[0] == counts[1] == counts[2]
    assert not any("accounts_user" in sql for sql in counts[0])


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
