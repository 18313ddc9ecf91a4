"""Two requests at once: a code opens once, and the count of codes holds."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts import actions, contacts
from accounts.enums import Purpose
from accounts.models import OneTimeCode
from core.workflow import Refused

PHONE = "+212612345678"


def at_once(function, times: int) -> list:
    """Run `function` in `times` threads, each with its own connection, and return what came of each."""

    def run(_number):
        try:
            return function()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_code_opens_once_however_many_ask(last_code):
    contact = contacts.parse(PHONE)
    row = actions.send_code(contact, purpose=Purpose.ENTER, network="x")
    code = last_code(PHONE)
    answers = at_once(lambda: actions.check_code(row.pk, contact, code, purpose=Purpose.ENTER).pk, 6)
    assert sorted(map(str, answers)) == sorted([str(row.pk), *["expired"] * 5])


@pytest.mark.django_db(transaction=True)
def test_sends_are_counted_however_many_ask():
    contact = contacts.parse(PHONE)
    answers = at_once(lambda: actions.send_code(contact, purpose=Purpose.ENTER, network="x") and "sent", 8)
    assert sorted(answers) == ["sent"] * 3 + ["too_many_codes"] * 5
    assert OneTimeCode.objects.count() == 3
