"""The door, walked through as a person does: plain forms, no JavaScript."""

import re
import time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from accounts import actions, contacts
from accounts.enums import Purpose, Trust
from accounts.models import OneTimeCode, User
from core.models import Entry, Message
from core.workflow import Refused
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"
HOME = "/en/"


@pytest.fixture
def commune():
    return TerritoryFactory(slug="tiznit")


@pytest.fixture
def fatima(commune):
    return UserFactory(phone=PHONE, display_name="Fatima", commune=commune, email="fatima@example.com")


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


# --- codes ---
def test_code_is_taken_with_spaces_and_arabic_digits(client, last_code, fatima):
    client.post("/en/accounts/login/", {"contact": PHONE})
    code = last_code(PHONE).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post("/en/accounts/code/", {"code": f" {code[:3]} {code[3:]}\u200f"}).status_code == 302


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_code_typed_six_times_opens_nothing(client, last_code, fatima):
    client.post("/en/accounts/login/", {"contact": PHONE})
    code = last_code(PHONE)
    for attempt in range(5):
        page = client.post("/en/accounts/code/", {"code": wrong(code)})
        assert page.status_code == 422
        expected = "no longer opens" if attempt == 4 else "not the code"
        assert expected in page.context["form"].errors["code"][0]
    page = client.post("/en/accounts/code/", {"code": code})
    assert page.status_code == 422
    assert "no longer opens" in page.context["form"].errors["code"][0]
    assert "_auth_user_id" not in client.session


def test_expired_code_opens_nothing(client, last_code, fatima):
    start = now()
    with time_machine.travel(start, tick=False):
        client.post("/en/accounts/login/", {"contact": PHONE})
    with time_machine.travel(start.timestamp() + 599, tick=False):
        assert "not the code" in code_error(client, wrong(last_code(PHONE)))
    with time_machine.travel(start.timestamp() + 601, tick=False):
        assert "lives ten minutes" in code_error(client, last_code(PHONE))


def code_error(client, code) -> str:
    return client.post("/en/accounts/code/", {"code": code}).context["form"].errors["code"][0]


def test_code_of_another_number_opens_nothing(client, last_code, fatima):
    client.post("/en/accounts/login/", {"contact": "0698765432"})
    client.post("/en/accounts/login/", {"contact": PHONE})
    other, own = last_code("+212698765432"), last_code(PHONE)
    if other != own:
        assert "not the code" in code_error(client, other)


def test_code_of_another_number_is_not_found_by_its_row():
    row = actions.send_code(contacts.parse(PHONE), purpose=Purpose.ENTER, network="x")
    with pytest.raises(Refused, match="no longer good"):
        actions.check_code(row.pk, contacts.parse("0698765432"), "000000", purpose=Purpose.ENTER)


def test_code_opens_once(client, last_code, fatima):
    row = actions.send_code(contacts.parse(PHONE), purpose=Purpose.ENTER, network="x")
    code = last_code(PHONE)
    actions.check_code(row.pk, contacts.parse(PHONE), code, purpose=Purpose.ENTER)
    with pytest.raises(Refused, match="no longer good"):
        actions.check_code(row.pk, contacts.parse(PHONE), code, purpose=Purpose.ENTER)


def test_code_of_one_purpose_opens_no_other(last_code):
    row = actions.send_code(contacts.parse(PHONE), purpose=Purpose.CHANGE, network="x")
    with pytest.raises(Refused, match="no longer good"):
        actions.check_code(row.pk, contacts.parse(PHONE), last_code(PHONE), purpose=Purpose.ENTER)


def test_code_page_without_a_code_leads_to_the_door(client):
    assert client.get("/en/accounts/code/").url == "/en/accounts/login/"
    assert client.post("/en/accounts/code/again/").url == "/en/accounts/login/"


def test_resend_sends_another_code_and_voids_the_first(client, last_code, fatima):
    client.post("/en/accounts/login/", {"contact": PHONE, "next": "/en/me/"})
    first = last_code(PHONE)
    assert client.post("/en/accounts/code/again/").url == "/en/accounts/code/?again=1"
    second = last_code(PHONE)
    if first != second:
        assert "not the code" in code_error(client, first)
    assert client.post("/en/accounts/code/", {"code": second}).url == "/en/me/"


def test_codes_to_one_contact_are_three_an_hour(client, fatima):
    start = now()
    with time_machine.travel(start, tick=False):
        client.post("/en/accounts/login/", {"contact": PHONE})
        client.post("/en/accounts/code/again/")
        client.post("/en/accounts/code/again/")
        page = client.post("/en/accounts/code/again/")
        assert page.status_code == 429
        assert "within an hour" in str(page.context["refusal"])
        page = client.post("/en/accounts/login/", {"contact": PHONE}, REMOTE_ADDR="203.0.113.9")
        assert "within an hour" in page.context["form"].errors["contact"][0]
    assert Message.objects.filter(to=PHONE).count() == 3
    with time_machine.travel(start.timestamp() + 3601, tick=False):
        assert client.post("/en/accounts/login/", {"contact": PHONE}).status_code == 302


def test_codes_from_one_network_are_bounded(client, settings):
    settings.CODE_SENDS_PER_NETWORK = 2
    for number, address in [(0, "198.51.100.1"), (1, "198.51.100.77")]:
        assert (
            client.post("/en/accounts/login/", {"contact": f"061234567{number}"}, REMOTE_ADDR=address).status_code
            == 302
        )
    page = client.post("/en/accounts/login/", {"contact": "0612345672"}, REMOTE_ADDR="198.51.100.200")
    assert "this connection" in page.context["form"].errors["contact"][0]
    other = client.post("/en/accounts/login/", {"contact": "0612345672"}, REMOTE_ADDR="198.51.101.1")
    assert other.status_code == 302


def test_codes_stop_at_the_daily_cap_of_text_messages(client, settings):
    settings.SMS_DAILY_CAP = 1
    assert client.post("/en/accounts/login/", {"contact": PHONE}).status_code == 302
    page = client.post("/en/accounts/login/", {"contact": "0698765432"})
    assert "more text messages today" in page.context["form"].errors["contact"][0]
    assert client.post("/en/accounts/login/", {"contact": "a@example.com"}).status_code == 302
    with time_machine.travel(time.time() + 24 * 3600, tick=False):
        assert client.post("/en/accounts/login/", {"contact": "0698765432"}).status_code == 302


def test_code_is_not_sent_once_it_is_no_longer_good(client):
    client.post("/en/accounts/login/", {"contact": PHONE})
    message = Message.objects.get()
    assert (message.expires_at - message.created_at).total_seconds() == pytest.approx(600, abs=5)


def test_code_rows_keep_neither_contact_nor_code_nor_address(client, last_code):
    client.post("/en/accounts/login/", {"contact": PHONE})
    kept = " ".join(str(value) for value in OneTimeCode.objects.values().get().values())
    for secret in (PHONE, "612345678", last_code(PHONE), "127.0.0"):
        assert secret not in kept


def test_codes_are_never_logged(client, last_code, caplog, fatima):
    with caplog.at_level("DEBUG"):
        client.post("/en/accounts/login/", {"contact": PHONE})
        code_error(client, wrong(last_code(PHONE)))
        client.post("/en/accounts/code/", {"code": last_code(PHONE)})
    assert last_code(PHONE) not in caplog.text
    assert PHONE not in caplog.text


def test_purge_forgets_codes_and_what_carried_them(client):
    with time_machine.travel(now().timestamp() - 25 * 3600, tick=False):
        client.post("/en/accounts/login/", {"contact": PHONE})
    client.post("/en/accounts/login/", {"contact": PHONE})
    assert actions.purge_codes() == 1
    assert OneTimeCode.objects.count() == 1
    assert sorted(Message.objects.values_list("to", flat=True)) == ["", PHONE]


@pytest.mark.parametrize(("lang", "words"), [("fr", "Agraw"), ("ar", "Agraw")])
def test_message_fits_one_sms(client, lang, words):
    client.post(f"/{lang}/accounts/login/", {"contact": PHONE})
    body = Message.objects.get(to=PHONE).body
    assert words in body
    assert len(body) <= (70 if lang == "ar" and re.search("[\u0600-\u06ff]", body) else 160)


# --- enumeration ---
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
