"""Urgent news: by the way each person chose, once each, whatever the provider does."""

import datetime
import json
import re

import pytest
from django.core import mail
from django.utils.timezone import now

from core.enums import Channel, Delivery
from core.models import Message
from notices import actions, stops
from notices.actions.wishing import prefer
from notices.models import Device, Following, Notice, Stop
from notices.webpush import make_key
from tests.core.mailboxes import Flaky
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory

pytestmark = pytest.mark.django_db


def answered(users, key="need.1.answered.1"):
    return actions.notify(users, key=key, text="جواب المجلس", url="/needs/1/", urgent=True)


def device_of(user, number=1):
    endpoint = f"https://fcm.googleapis.com/fcm/send/{user.pk}-{number}"
    return Device.objects.create(
        user=user, endpoint=endpoint, digest=endpoint[-64:], p256dh="x", auth="y", name="Firefox"
    )


@pytest.fixture
def flaky(settings, time_machine):
    settings.MAILERS = {"default": {"BACKEND": "tests.core.mailboxes.Flaky", "OPTIONS": {}}}
    Flaky.calls, Flaky.taken = 0, []
    time_machine.move_to(now(), tick=False)

    def until_quiet(work):
        for _n in range(12):
            work()
            time_machine.shift(datetime.timedelta(seconds=30))
        return Flaky.taken

    return until_quiet


def test_each_gets_one_mail_from_a_provider_that_fails_one_call_in_five(flaky, work):
    users = [UserFactory(email=f"p{number}@example.org") for number in range(150)]
    for _n in range(2):
        answered(users)
    taken = flaky(work)
    assert sorted(to for to, _name in taken) == sorted(user.email for user in users)
    assert len({name for _to, name in taken}) == 150
    assert set(Message.objects.values_list("state", flat=True)) == {Delivery.SENT}
    assert Message.objects.filter(attempts__gt=1).exists()  # it did fail


def test_all_followers_of_a_need_answered_at_once_get_one_digest(flaky, work, time_machine):
    need = NeedFactory()
    users = [UserFactory(email=f"p{number}@example.org") for number in range(60)]
    Following.objects.bulk_create(Following(user=user, kind="need", key=str(need.pk)) for user in users)
    for number in range(2):
        actions.tell_followers(
            ("need", str(need.pk)),
            key=f"need.{need.pk}.answered.{number}",
            text=lambda: "جواب",
            url=need.get_absolute_url(),
        )
    work()
    assert Notice.objects.count() == 120
    time_machine.shift(datetime.timedelta(days=1))
    for _n in range(2):
        actions.make_digests()
        work()
    assert sorted(to for to, _name in flaky(work)) == sorted(user.email for user in users)


def test_each_way_is_used_as_she_says(work, settings):
    settings.VAPID_PRIVATE_KEY = make_key()
    with_all, mail_off, muted, quiet = (UserFactory(email=f"p{number}@example.org") for number in range(4))
    phone_only, sms_off = UserFactory(), UserFactory()
    for user in (with_all, mail_off, muted):
        device_of(user)
    prefer(by=mail_off, by_mail=False)
    prefer(by=muted, is_muted=True)
    prefer(by=quiet, quiet_kinds=["need"])
    prefer(by=sms_off, by_sms=False)
    people = [with_all, mail_off, muted, quiet, phone_only, sms_off]
    answered(people)
    assert actions.reach("need.1.answered.1") == 6
    assert actions.reach("need.1.answered.1") == 0
    ways = {user: sorted(Message.objects.filter(user=user).values_list("channel", flat=True)) for user in people}
    assert ways == {
        with_all: ["mail", "push"], mail_off: ["push"], muted: [], quiet: [], phone_only: ["sms"], sms_off: [],
    }  # fmt: skip
    payload = json.loads(Message.objects.filter(channel="push").first().body)
    assert payload["text"] == "جواب المجلس"
    assert re.fullmatch(r"/ar/stop/p\d+-[\w-]{22}/", payload["stop"])


# --- one-tap stop ---
def link_of(message) -> str:
    return re.search(r"http://localhost:8000(/\S+/stop/\S+)", message.body)[1]


@pytest.mark.parametrize(("channel", "email"), [(Channel.MAIL, "amina@example.org"), (Channel.SMS, None)])
def test_the_link_of_a_message_stops_all_of_them_without_signing_in(client, work, channel, email):
    user = UserFactory(email=email)
    answered([user])
    work()
    message = Message.objects.get()
    assert message.channel == channel
    link = link_of(message)
    assert client.get(link).status_code == 200
    assert not Stop.objects.exists()  # a mail reader that opens links stops nothing
    answered([user], "need.2.answered.1")
    actions.reach("need.2.answered.1")  # waits to be sent
    mail.outbox.clear()
    client.handler.enforce_csrf_checks = True
    for _n in range(2):
        assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    answered([user], "need.3.answered.1")
    work()
    assert mail.outbox == []
    assert [one.state for one in Message.objects.order_by("pk")] == [Delivery.SENT, Delivery.FAILED]
    assert Notice.objects.filter(user=user).count() == 3  # nothing is lost: the inbox has it
    # And again, from the same link.
    assert client.post(link, {"again": "1"}).status_code == 200
    answered([user], "need.4.answered.1")
    work()
    assert Message.objects.filter(state=Delivery.SENT).count() == 2


def test_an_address_that_stopped_gets_nothing_in_another_account_nor_a_digest(work, time_machine):
    user = UserFactory(email="amina@example.org")
    actions.stop(stops.token(Channel.MAIL, user.pk, user.email))
    user.email = None
    user.save()
    other = UserFactory(email="amina@example.org")
    actions.notify([other], key="need.1.x", text="خبر", url="/needs/1/")
    time_machine.move_to(now() + datetime.timedelta(days=2))
    actions.make_digests()
    work()
    assert not Message.objects.exists()


def test_the_settings_say_that_an_address_stopped_and_take_it_back(client):
    user = UserFactory(email="amina@example.org")
    actions.stop(stops.token(Channel.MAIL, user.pk, user.email))
    client.force_login(user)
    assert "/ar/inbox/settings/again/mail/" in client.get("/ar/inbox/settings/").content.decode()
    client.post("/ar/inbox/settings/again/mail/")
    assert not Stop.objects.exists()
    assert client.post("/ar/inbox/settings/again/push/").status_code == 404


def test_a_link_of_another_address_or_a_changed_one_stops_nothing(client):
    user = UserFactory(email="amina@example.org")
    good = stops.token(Channel.MAIL, user.pk, user.email)
    bad = [
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        f"m{user.pk + 1}{good[good.index('-') :]}",
        "x",
        f"s{good[1:]}",
    ]
    for token in [*bad, stops.token(Channel.MAIL, user.pk, "other@example.org")]:
        for answer in (client.get(f"/fr/stop/{token}/"), client.post(f"/fr/stop/{token}/")):
            assert answer.status_code == 404
    assert not Stop.objects.exists()
    assert user.email not in good


def test_a_code_to_sign_in_still_comes_to_an_address_that_stopped(client, work):
    user = UserFactory(email="amina@example.org")
    actions.stop(stops.token(Channel.MAIL, user.pk, user.email))
    client.post("/ar/accounts/login/", {"contact": user.email})
    work()
    assert [sent.to for sent in mail.outbox] == [[user.email]]


# --- her pages ---
def test_what_was_sent_is_hers_to_read(client, work):
    user, other = UserFactory(email="amina@example.org"), UserFactory(email="other@example.org")
    answered([user, other])
    work()
    client.force_login(user)
    page = client.get("/ar/inbox/sent/").content.decode()
    assert page.count("جواب المجلس") == 1
    assert client.get("/ar/inbox/deliveries/").status_code == 403
    client.force_login(UserFactory(is_staff=True))


def test_operators_read_counts_alone(client, work, settings):
    settings.SECOND_FACTOR_ENFORCED = False
    answered([UserFactory(email="amina@example.org")])
    work()
    client.force_login(UserFactory(is_staff=True))
    page = client.get("/fr/inbox/deliveries/").content.decode()
    assert "<td>1</td>" in page
    assert "amina" not in page
    assert "جواب" not in page


def test_her_wishes_are_asked_and_kept(client):
    user = UserFactory(email="amina@example.org")
    client.force_login(user)
    address = "/ar/inbox/settings/"
    assert 'name="by_push"' not in client.get(address).content.decode()
    assert client.post(address, {"often": "hourly"}).status_code == 422
    client.post(address, {"often": "weekly", "by_mail": "on", "kinds": ["need", "council"]})
    wish = user.preference
    assert (wish.often, wish.by_mail, wish.by_sms, "debate" in wish.quiet_kinds) == ("weekly", True, False, True)
    client.post(address, {"mute": "yes"})
    wish.refresh_from_db()
    assert (wish.is_muted, wish.often) == (True, "weekly")
    client.post(address, {"mute": "no"})
    wish.refresh_from_db()
    assert not wish.is_muted
    with pytest.raises(ValueError, match="no kind"):
        prefer(by=user, quiet_kinds=["secrets"])


def test_the_inbox_is_filtered(client):
    user = UserFactory()
    for key in ("need.1.x", "debate.1.x"):
        actions.notify([user], key=key, text=key, url="/needs/1/")
    actions.read(Notice.objects.get(key="need.1.x"), by=user)
    client.force_login(user)
    rows = {
        query: [one.key for one in client.get(f"/ar/inbox/?{query}").context["page"].rows]
        for query in ("kind=need", "unread=1", "kind=need&unread=1", "kind=x")
    }
    assert rows == {
        "kind=need": ["need.1.x"],
        "unread=1": ["debate.1.x"],
        "kind=need&unread=1": [],
        "kind=x": ["debate.1.x", "need.1.x"],
    }
