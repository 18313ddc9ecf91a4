"""Two requests at once: a code opens once, and the count of codes holds."""

import pytest

from accounts import actions, contacts
from accounts.enums import Purpose
from accounts.models import OneTimeCode
from tests.races import refusals, together

PHONE = "+212612345678"


@pytest.mark.django_db(transaction=True)
def test_code_opens_once_however_many_ask(last_code):
    contact = contacts.parse(PHONE)
    row = actions.send_code(contact, purpose=Purpose.ENTER, network="x")
    code = last_code(PHONE)
    results = together(*[lambda: actions.check_code(row.pk, contact, code, purpose=Purpose.ENTER)] * 6)
    refused = refusals(results)
    assert [refusal.code for refusal in refused] == ["expired"] * 5
    assert [result.pk for result in results if result not in refused] == [row.pk]


@pytest.mark.django_db(transaction=True)
def test_sends_are_counted_however_many_ask():
    contact = contacts.parse(PHONE)
    results = together(*[lambda: actions.send_code(contact, purpose=Purpose.ENTER, network="x")] * 8)
    assert [refusal.code for refusal in refusals(results)] == ["too_many_codes"] * 5
    assert OneTimeCode.objects.count() == 3
