"""The outbox: written once, sent at most once, tried again when refused, never sent twice when in doubt."""

import datetime
import logging
import smtplib
import threading

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

from core import outbox, sms
from core.delivery import Refusal
from core.enums import Channel, Delivery
from core.models import Message
from tests.core.mailboxes import Provider

TO, NUMBER = "lalla@example.org", "+212612345678"


@pytest.fixture(autouse=True)
def _empty_hands():
    Provider.fails_with, Provider.refuses_to_open, Provider.taken = [], False, []


@pytest.fixture
def provider(settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.core.mailboxes.Provider", "OPTIONS": {}}}
    return Provider


def letter(key="referral.1:user.1", **values) -> Message:
    return outbox.post(key=key, channel=Channel.MAIL, to=TO, subject="Réponse", body="Le conseil a répondu.", **values)


def text(key="code.1", **values) -> Message:
    return outbox.post(key=key, channel=Channel.SMS, to=NUMBER, body="رمزك 123456", **values)


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=outbox.SEND, status="todo").count()


def state(message) -> str:
    message.refresh_from_db()
    return message.state


@pytest.mark.django_db
def test_the_same_news_is_written_and_asked_for_once():
    assert letter().pk == letter().pk
    assert (Message.objects.count(), jobs()) == (1, 1)


@pytest.mark.django_db
def test_nothing_leaves_when_the_transaction_does_not_commit():
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)
    assert (Message.objects.count(), jobs()) == (0, 0)


@pytest.mark.django_db
def test_a_channel_that_is_not_built_is_refused_clearly():
    with pytest.raises(ValueError, match="pigeon"):
        outbox.post(key="k", channel="pigeon", to="x", body="y")


@pytest.mark.django_db
def test_a_mail_leaves_once_with_a_stable_name(work):
    message = outbox.post(key="k", channel=Channel.MAIL, to=TO, subject="a\u202e\nb", body="Texte")
    assert work() == 1
    outbox.deliver(message.pk)
    assert state(message) == Delivery.SENT
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([TO], "a b", "Texte")
    assert sent.extra_headers["Message-ID"] == "<8254c329a92850f6d539dd376f4816ee@localhost>"
    assert message.sent_at is not None


@pytest.mark.django_db
def test_a_text_message_leaves_once(work):
    message = text()
    work()
    outbox.deliver(message.pk)
    assert sms.sent == [{"to": NUMBER, "text": "رمزك 123456", "key": "code.1"}]
    assert (state(message), message.body) == (Delivery.SENT, "رمزك 123456")


@pytest.mark.django_db
def test_a_message_that_expires_goes_first_keeps_no_text_and_is_not_sent_late(work, time_machine):
    letter()
    code = text(expires_at=now() + datetime.timedelta(minutes=10))
    late = text("code.2", expires_at=now() - datetime.timedelta(seconds=1))
    first = ProcrastinateJob.objects.order_by("-priority", "id").values_list("args__message_id", flat=True)
    assert list(first)[:2] == [code.pk, late.pk]
    work()
    assert (state(code), code.body) == (Delivery.SENT, "")
    assert (state(late), late.error) == (Delivery.FAILED, "too late: nobody waits for it any more")
    assert len(sms.sent) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPResponseException(451, b"later lalla@example.org"),
        smtplib.SMTPRecipientsRefused({TO: (450, b"greylisted lalla@example.org")}),
    ],
)
def test_a_refused_mail_is_tried_again_and_delivered_once(provider, error, work, time_machine, caplog):
    provider.fails_with = [error, error]
    message = letter()
    moment = now()
    for attempt, wait in [(1, 4), (2, 6)]:
        work()
        assert (state(message), message.attempts) == (Delivery.WAITING, attempt)
        moment += datetime.timedelta(seconds=wait - 1)
        time_machine.move_to(moment)
        assert work() == 0
        moment += datetime.timedelta(seconds=5)
        time_machine.move_to(moment)
    work()
    assert (state(message), message.error, len(provider.taken)) == (Delivery.SENT, "", 1)
    assert TO not in caplog.text
    assert "conseil" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPResponseException(554, b"no"),
        smtplib.SMTPRecipientsRefused({TO: (550, b"unknown")}),
        ValueError("bad address"),
    ],
)
def test_a_final_refusal_is_not_asked_again(provider, error, work):
    provider.fails_with = [error]
    message = letter()
    work()
    assert (state(message), jobs()) == (Delivery.FAILED, 0)
    assert TO not in message.error


@pytest.mark.django_db
def test_it_is_given_up_after_three_days(provider, work, time_machine):
    provider.refuses_to_open = True
    message, moment = letter(), now()
    for _ in range(36):
        work()
        moment += outbox.LONGEST_WAIT + datetime.timedelta(seconds=1)
        time_machine.move_to(moment)
    assert (state(message), message.attempts, message.error) == (
        Delivery.FAILED, outbox.MOST_ATTEMPTS, "no connection: SMTPAuthenticationError",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected(), TimeoutError(), KeyError("?")])
def test_a_mail_that_may_have_left_is_never_sent_again(provider, error, work):
    provider.fails_with = [error]
    message = letter()
    work()
    outbox.sweep()
    outbox.deliver(message.pk)
    assert (state(message), message.error, jobs()) == (Delivery.UNCERTAIN, type(error).__name__, 0)
    assert provider.taken == []


@pytest.mark.django_db
def test_a_sweep_marks_what_a_dead_worker_left_and_lets_the_living_finish(caplog):
    dead, busy, late = letter("dead"), letter("busy"), letter("late")
    Message.objects.update(state=Delivery.SENDING, claimed_at=now())
    Message.objects.exclude(key="busy").update(claimed_at=now() - datetime.timedelta(minutes=11))
    outbox.sweep()
    assert [state(message) for message in (dead, busy, late)] == ["uncertain", "sending", "uncertain"]
    assert "2 messages may or may not have left" in caplog.text
    outbox._mark(late, Delivery.SENT, sent_at=now(), error="")
    assert state(late) == Delivery.SENT


@pytest.mark.django_db
def test_a_sweep_asks_again_for_what_waits_without_a_job(work):
    kept, lost = letter("kept"), letter("lost")
    Message.objects.update(created_at=now() - datetime.timedelta(minutes=11))
    ProcrastinateJob.objects.filter(args__message_id=lost.pk)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args->>'message_id' = %s", [str(lost.pk)])
    outbox.sweep()
    outbox.sweep()
    assert jobs() == 1
    assert ProcrastinateJob.objects.filter(task_name=outbox.DRAIN).count() == outbox.LANES
    work()
    assert (state(kept), state(lost), len(mail.outbox)) == (Delivery.SENT, Delivery.SENT, 2)


@pytest.mark.django_db
def test_the_daily_cap_makes_text_messages_wait_until_tomorrow(settings, work, time_machine, caplog):
    settings.SMS_DAILY_CAP = 2
    time_machine.move_to(datetime.datetime(2026, 11, 20, 22, 0, tzinfo=datetime.UTC), tick=False)  # 23:00 in Casablanca
    messages = [text(f"k{n}") for n in range(4)]
    caplog.set_level(logging.ERROR)
    work()
    assert [state(message) for message in messages] == ["sent", "sent", "waiting", "waiting"]
    assert "until tomorrow" in messages[2].error
    assert "daily cap" in caplog.text
    assert NUMBER not in caplog.text
    time_machine.move_to(datetime.datetime(2026, 11, 20, 22, 59, tzinfo=datetime.UTC), tick=False)
    assert work() == 0
    time_machine.move_to(datetime.datetime(2026, 11, 20, 23, 0, tzinfo=datetime.UTC), tick=False)
    work()
    assert [state(message) for message in messages] == ["sent"] * 4
    assert messages[3].attempts == 1


@pytest.mark.django_db
def test_old_messages_forget_to_whom_and_what(work):
    old, waiting = letter("old"), letter("waiting")
    Message.objects.filter(pk=old.pk).update(state=Delivery.SENT)
    Message.objects.update(created_at=now() - datetime.timedelta(days=31))
    assert (outbox.blank_old(), outbox.blank_old()) == (1, 0)
    old.refresh_from_db()
    waiting.refresh_from_db()
    assert (old.to, old.subject, old.body, waiting.to) == ("", "", "", TO)


@pytest.mark.django_db
def test_who_leaves_is_forgotten_and_written_to_no_more(work):
    message = letter()
    assert outbox.forget(TO) == 1
    work()
    assert (state(message), message.to, message.body, mail.outbox) == (Delivery.FAILED, "", "", [])


@pytest.mark.django_db
def test_a_message_without_an_address_fails():
    message = letter()
    Message.objects.update(to="")
    outbox.deliver(message.pk)
    assert state(message) == Delivery.FAILED


@pytest.mark.django_db(transaction=True)
def test_workers_that_race_for_one_message_deliver_it_once(provider):
    message, start = letter(), threading.Barrier(8)

    def race():
        start.wait()
        outbox.deliver(message.pk)
        connection.close()

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(provider.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_that_race_for_the_last_place_under_the_cap_take_one(settings):
    settings.SMS_DAILY_CAP = 3
    messages, start = [text(f"k{n}") for n in range(8)], threading.Barrier(8)

    def race(message):
        start.wait()
        outbox.deliver(message.pk)
        connection.close()

    threads = [threading.Thread(target=race, args=[message]) for message in messages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sms.sent) == 3
    assert Message.objects.filter(state=Delivery.WAITING).count() == 5


def test_an_unknown_back_end_is_a_refusal(settings):
    settings.SMS_BACKEND = "pigeon"
    with pytest.raises(Refusal):
        sms.send(to=NUMBER, text="x", key="k")


# --- many at once ---
def letters(count: int, **values) -> list[Message]:
    return [
        Message(key=f"news:user.{n}", channel=Channel.MAIL, to=f"p{n}@example.org", subject="s", body="b", **values)
        for n in range(count)
    ]


@pytest.mark.django_db
def test_many_are_written_once_and_leave_on_few_jobs(work):
    for _ in range(2):
        outbox.post_many(letters(120))
    assert (Message.objects.count(), jobs()) == (120, 0)
    assert work() <= 2 * outbox.LANES
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(f"p{n}@example.org" for n in range(120))
    assert set(Message.objects.values_list("state", flat=True)) == {Delivery.SENT}


@pytest.mark.django_db
def test_a_provider_that_is_down_is_left_alone_and_nothing_is_lost(provider, work, time_machine):
    provider.refuses_to_open = True
    time_machine.move_to(now(), tick=False)
    outbox.post_many(letters(60))
    work()
    tried = Message.objects.filter(attempts__gt=0).count()
    assert tried <= outbox.LANES * outbox.DOWN_AFTER  # the others have not lost an attempt
    provider.refuses_to_open = False
    time_machine.shift(outbox.DOWN_FOR + datetime.timedelta(seconds=1))
    work()
    assert sorted(sent.to[0] for sent in provider.taken) == sorted(f"p{n}@example.org" for n in range(60))


@pytest.mark.django_db
def test_a_lane_whose_worker_died_is_asked_for_again(work):
    outbox.post_many(letters(3))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    Message.objects.update(created_at=now() - datetime.timedelta(minutes=11))
    outbox.sweep()
    work()
    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_a_mail_that_can_be_stopped_says_how(work):
    outbox.post_many(letters(1, html="<p>b</p>", stop_url="https://agraw.example/ar/stop/x/"))
    work()
    (sent,) = mail.outbox
    assert sent.extra_headers["List-Unsubscribe"] == "<https://agraw.example/ar/stop/x/>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.alternatives[0][1] == "text/html"


@pytest.mark.django_db
def test_one_number_gets_a_few_text_messages_a_day_and_its_codes(settings, work):
    settings.SMS_PERSON_DAILY_CAP = 2
    news = [outbox.post(key=f"n{n}", channel=Channel.SMS, to=NUMBER, body="x") for n in range(3)]
    code = text(expires_at=now() + datetime.timedelta(minutes=10))
    other = outbox.post(key="o", channel=Channel.SMS, to="+212612345679", body="x")
    work()
    assert sorted(state(one) for one in news) == ["sent", "sent", "waiting"]
    assert (state(code), state(other)) == ("sent", "sent")
