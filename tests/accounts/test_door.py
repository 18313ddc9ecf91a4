"""The door, walked through as a person does: plain forms, no JavaScript."""

import time

import pytest
import time_machine
from django.urls import reverse

from accounts import actions, contacts
from accounts.enums import Trust
from accounts.models import OneTimeCode, User
from core.models import Entry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"
HOME = "/en/"


def welcome_form(**changes):
    return {"display_name": "Fatima", "commune": "tiznit", "language": "fr", "privacy": "on"} | changes


def test_door_opens_to_a_known_person(client, sign_in, fatima):
    answer = sign_in("06 12 34 56 78", PHONE, next_url="/en/me/")
    assert (answer.status_code, answer.url) == (302, "/en/me/")
    assert client.get("/en/me/").context["user"] == fatima


def test_door_opens_by_email(client, sign_in, fatima):
    assert sign_in("FATIMA@example.com", "fatima@example.com").url == HOME


def test_door_makes_an_account_for_a_newcomer(client, sign_in, commune):
    answer = sign_in("0612345678", PHONE, next_url="/en/communes/")
    assert answer.url == "/en/welcome/?next=%2Fen%2Fcommunes%2F"
    assert not User.objects.filter(phone=PHONE).exists()
    page = client.get(answer.url)
    assert page.status_code == 200
    answer = client.post("/en/welcome/", welcome_form(next="/en/communes/"))
    assert (answer.status_code, answer.url) == (302, "/en/communes/")
    user = User.objects.get(phone=PHONE)
    assert (user.display_name, user.commune, user.language) == ("Fatima", commune, "fr")
    assert (user.trust, user.phone_verified, user.has_usable_password()) == (Trust.CONTACT, True, False)
    assert user.privacy_read_at is not None
    assert client.cookies["language"].value == "fr"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Entry.objects.filter(subject=f"accounts.user:{user.pk}", action="sign_up", by=user).exists()


def test_newcomer_by_email_has_no_phone(client, sign_in, commune):
    sign_in("yidir@example.com", "yidir@example.com")
    client.post("/en/welcome/", welcome_form())
    user = User.objects.get(email="yidir@example.com")
    assert (user.phone, user.phone_verified, user.trust) == (None, False, Trust.CONTACT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"privacy": ""}, "privacy"),
        ({"commune": "atlantis"}, "commune"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": "🌊🌊"}, "display_name"),
        ({"display_name": "Appelez 0612345678"}, "display_name"),
        ({"display_name": "www.example.com"}, "display_name"),
        ({"display_name": "ⵜ" * 61}, "display_name"),
        ({"language": "de"}, "language"),
    ],
)
def test_welcome_refuses_in_words(client, sign_in, commune, changes, field):
    sign_in("0612345678", PHONE)
    page = client.post("/en/welcome/", welcome_form(**changes))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not User.objects.filter(phone=PHONE).exists()


def test_welcome_strips_control_signs_from_the_name(client, sign_in, commune):
    sign_in("0612345678", PHONE)
    client.post("/en/welcome/", welcome_form(display_name="\u202eمريم\u2066\n  ⵎⴰⵔⵢⴰⵎ<script>"))
    assert User.objects.get(phone=PHONE).display_name == "مريم ⵎⴰⵔⵢⴰⵎ<script>"


def test_welcome_is_closed_to_who_proved_nothing(client):
    assert client.get("/en/welcome/").url == "/en/accounts/login/"


def test_welcome_forgets_a_proof_after_half_an_hour(client, sign_in):
    sign_in("0612345678", PHONE)
    with time_machine.travel(time.time() + 1801, tick=False):
        assert client.get("/en/welcome/").url == "/en/accounts/login/"


def test_welcome_in_two_windows_makes_one_account(commune):
    contact = contacts.parse(PHONE)
    said = {"display_name": "Fatima", "commune": commune, "language": "ar"}
    first = actions.sign_up(contact, **said)
    assert actions.sign_up(contact, **said | {"display_name": "Autre"}) == first
    assert User.objects.get(phone=PHONE).display_name == "Fatima"


def test_person_without_a_commune_is_led_to_the_welcome_page(client, sign_in, commune):
    user = UserFactory(phone=PHONE, commune=None)
    answer = sign_in("0612345678", PHONE, next_url="/en/communes/")
    assert answer.url == "/en/welcome/?next=%2Fen%2Fcommunes%2F"
    answer = client.post("/en/welcome/", welcome_form(next="/en/communes/"))
    assert answer.url == "/en/communes/"
    user.refresh_from_db()
    assert user.commune == commune


def test_sign_in_confirms_the_contact(sign_in, commune):
    user = UserFactory(phone=PHONE, phone_verified=False, trust=Trust.DECLARED, commune=commune)
    sign_in("0612345678", PHONE)
    user.refresh_from_db()
    assert (user.phone_verified, user.trust) == (True, Trust.CONTACT)


def test_sign_in_never_lowers_trust(sign_in, commune):
    user = UserFactory(phone=PHONE, trust=Trust.SEEN, commune=commune)
    sign_in("0612345678", PHONE)
    user.refresh_from_db()
    assert user.trust == Trust.SEEN


def test_session_key_changes_at_the_door(client, last_code, fatima):
    client.post("/en/accounts/login/", {"contact": PHONE})
    before = client.session.session_key
    client.post("/en/accounts/code/", {"code": last_code(PHONE)})
    assert client.session.session_key != before
    assert client.session.get_expiry_age() > 59 * 24 * 3600


def test_closed_account_is_told_so(client, sign_in, fatima):
    User.objects.filter(pk=fatima.pk).update(is_active=False)
    answer = sign_in(PHONE, PHONE)
    assert answer.url == "/en/accounts/inactive/"
    assert client.get(answer.url).status_code == 200
    assert "_auth_user_id" not in client.session


# --- where to go next ---
@pytest.mark.parametrize(
    "next_url",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "\thttps://evil.example",
    ],
)
def test_next_leads_nowhere_else(client, sign_in, fatima, next_url):
    assert sign_in(PHONE, PHONE, next_url=next_url).url == HOME


def test_next_of_a_signed_in_person(client, fatima):
    client.force_login(fatima)
    assert client.get("/en/accounts/login/?next=/en/me/").url == "/en/me/"
    assert client.get("/en/accounts/login/?next=//evil.example").url == HOME
    assert client.get("/en/accounts/code/").url == "/en/accounts/login/"


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password"])
def test_other_addresses_lead_to_the_door(client, name):
    url = reverse(name)
    assert client.get(f"{url}?next=/en/me/").url.endswith("/accounts/login/?next=%2Fen%2Fme%2F")
    assert client.get(url).url.endswith("/accounts/login/")


@pytest.mark.parametrize("typed", ["", "fatima", "0522202020", "+33612345678", "a" * 300])
def test_door_refuses_in_words(client, typed):
    page = client.post("/en/accounts/login/", {"contact": typed})
    assert page.status_code == 422
    assert page.context["form"].errors["contact"]
    assert not OneTimeCode.objects.exists()


def test_door_page_is_made_for_codes_and_numbers(client):
    page = client.get("/ar/accounts/login/").content.decode()
    assert 'dir="ltr"' in page
    client.post("/ar/accounts/login/", {"contact": PHONE})
    page = client.get("/ar/accounts/code/").content.decode()
    for attribute in ('autocomplete="one-time-code"', 'inputmode="numeric"', 'dir="ltr"'):
        assert attribute in page


def test_sign_out_asks_then_ends_the_session(client, sign_in, fatima):
    sign_in(PHONE, PHONE)
    assert client.get("/en/accounts/logout/").status_code == 200
    assert client.post("/en/accounts/logout/").url == HOME
    assert "_auth_user_id" not in client.session


def test_language_is_remembered(client):
    answer = client.get("/ar/language/fr/?next=/ar/communes/")
    assert (answer.url, answer.cookies["language"].value) == ("/fr/communes/", "fr")
    assert client.get("/ar/language/fr/?next=https://evil.example/").url == "/fr/"
    assert client.get("/ar/language/zgh/?next=/api/v1/me/").url == "/zgh/"
    assert client.get("/ar/language/zgh/?next=/").url == "/zgh/"
    assert client.get("/ar/language/fr/?next=/ar").url == "/fr"
    assert client.get("/ar/language/de/").status_code == 404
