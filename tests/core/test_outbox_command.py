"""What an operator is told of the outbox."""

import io

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from core.enums import Channel, Delivery
from core.models import Message

pytestmark = pytest.mark.django_db


def message(number: int, state: str = Delivery.UNCERTAIN) -> Message:
    return Message.objects.create(
        key=f"referral.{number}.answered:user.7", channel=Channel.MAIL, to="lalla@example.org", body="secret",
        state=state, claimed_at=now(), error="TimeoutError",
    )  # fmt: skip


def run(*words) -> tuple[list[str], int]:
    out = io.StringIO()
    try:
        call_command("outbox", *words, stdout=out)
    except SystemExit as stop:
        return out.getvalue().splitlines(), stop.code
    return out.getvalue().splitlines(), 0


def test_nothing_in_doubt_is_said_by_the_exit_code():
    message(1, Delivery.SENT)
    assert run() == (["waiting: 0, sending: 0, sent: 1, failed: 0, uncertain: 0"], 0)


def test_what_is_in_doubt_is_listed_without_address_and_text():
    row = message(1)
    message(2, Delivery.WAITING)
    lines, code = run()
    assert (len(lines), code) == (2, 1)
    assert lines[1].startswith(f"{row.pk} mail taken ")
    assert lines[1].endswith("key referral.1.answered:user.7: TimeoutError")
    assert not [word for line in lines for word in ("lalla", "secret") if word in line]


@pytest.mark.parametrize(("option", "state"), [("--left", Delivery.SENT), ("--lost", Delivery.FAILED)])
def test_what_was_found_out_is_written_down(option, state):
    found, other, waiting = message(1), message(2), message(3, Delivery.WAITING)
    lines, code = run(option, str(found.pk), str(waiting.pk))
    assert (lines[0], code) == ("1 settled", 1)
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {found.pk: state, other.pk: Delivery.UNCERTAIN, waiting.pk: Delivery.WAITING}


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(count, django_assert_num_queries):
    for number in range(count):
        message(number)
    with django_assert_num_queries(2):
        assert len(run()[0]) == 1 + count
