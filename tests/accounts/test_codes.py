"""One-time codes: sent, counted, spent, forgotten."""

import re
import time

import pytest
import time_machine
from django.utils.timezone import now

from accounts import actions, contacts
from accounts.enums import Purpose
from accounts.models import OneTimeCode
from core.models import Message
from core.workflow import Refused

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"
HOME = "/en/"


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


@pytest.mark.parametrize("lang", ["ar", "fr", "en", "zgh"])
def test_message_fits_one_sms(client, lang):
    client.post(f"/{lang}/accounts/login/", {"contact": PHONE})
    body = Message.objects.get(to=PHONE).body
    is_latin = not re.search("[\u0600-\u06ff\u2d30-\u2d7f]", body)
    assert re.match(r"\d{6}\b", body) or lang == "zgh"
    assert len(body) <= (160 if is_latin else 70)  # GSM 03.38 and UCS-2
