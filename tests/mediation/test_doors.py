"""The doors by text message: signed, once each, few replies, public facts alone, the same for every number."""

import hashlib
import hmac
import json
import time

import httpx
import pytest

from core import outbox, sms
from core.delivery import Refusal
from core.enums import Channel
from core.models import Message
from mediation import actions, keywords
from mediation.actions.incoming import Came
from mediation.models import Incoming
from notices.models import Stop
from tests.factories.accounts import UserFactory
from tests.factories.mediation import DeskFactory, agent_of, registered
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory

SENDER = "+212612345678"


def post_sms(client, settings, *, at=None, key="secret", **message):
    settings.SMS_DOOR_SECRET = "secret"
    body = json.dumps({"id": "m1", "from": SENDER, "text": "x"} | message).encode()
    stamp = str(int(at or time.time()))
    mark = hmac.new(key.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"X-Agraw-Signature": f"t={stamp},v1={mark}"}
    return client.post("/doors/sms/", body, content_type="application/json", headers=headers)


def said(number=-1) -> str:
    return list(Message.objects.order_by("pk"))[number].body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("حالة ١٢٣٤", ("status", "ar", "need", 1234)),
        ("ETAT 1234", ("status", "fr", "need", 1234)),
        ("status petition 12", ("status", "en", "petition", 12)),
        ("عريضة 12", ("status", "ar", "petition", 12)),
        ("وصل k7m4-q2xr", ("status", "ar", "receipt", 0)),
        ("Stop!", ("stop", "fr", "", 0)),
        ("قف", ("stop", "ar", "", 0)),
        ("ابدأ", ("start", "ar", "", 0)),
        ("السلام عليكم", ("help", "ar", "", 0)),
        ("etat", ("help", "fr", "", 0)),
        ("etat 9999999999999", ("help", "fr", "", 0)),
        ("", ("help", "ar", "", 0)),
    ],
)
def test_what_is_asked_is_read_however_it_is_typed(text, expected):
    asked = keywords.read(text)
    assert (asked.said, asked.language, asked.thing, asked.number) == expected


def test_a_status_is_public_facts_alone(db, settings):
    need, hidden = NeedFactory(support_count=14), NeedFactory(visibility="hidden", title="خفية")
    petition = PetitionFactory(collecting=True)
    desk = DeskFactory(space=need.space)
    agent = agent_of(desk)
    receipt = registered(desk, agent, name="Tata Canari")
    written = actions.enter_need(receipt, by=agent, title="ماء", theme="water", place="دوار")
    settings.DOOR_REPLIES_PER_SENDER = 20
    asked = [
        (f"حالة {need.pk}", need.title),
        (f"etat {hidden.pk}", "Rien de public"),
        (f"petition {petition.pk}", petition.title),
        (f"RECEIPT {receipt.written}", str(written.pk)),
        ("وصل ZZZZ-ZZZZ", "لا شيء"),
    ]
    for number, (text, words) in enumerate(asked):
        actions.receive("sms", Came(f"m{number}", SENDER, text))
        assert words in said() or number in {1, 4}  # the catalogues come later
        assert hidden.title not in said()
        assert "Canari" not in said()


def test_a_message_is_answered_once_when_our_provider_signed_it_now(db, client, settings):
    assert client.post("/doors/sms/", b"{}", content_type="application/json").status_code == 404  # no secret, no door
    assert client.post("/doors/whatsapp/", b"{}", content_type="application/json").status_code == 404
    for wrong in ({"key": "other"}, {"at": time.time() - 400}):
        assert post_sms(client, settings, **wrong).status_code == 403
    assert [post_sms(client, settings, id="a").status_code for _turn in range(3)] == [204] * 3
    assert (Incoming.objects.count(), Message.objects.count()) == (1, 1)
    assert post_sms(client, settings, id="b", text=5).status_code == 400
    settings.DOOR_NETWORKS = ["10.0.0.0/8"]
    assert post_sms(client, settings, id="c").status_code == 403
    kept = str(list(Incoming.objects.values()))
    assert SENDER not in kept


def test_few_replies_leave_and_a_code_still_finds_its_way(db, settings):
    settings.DOOR_REPLIES_PER_SENDER, settings.DOOR_REPLIES_A_DAY = 2, 3
    for number in range(4):
        actions.receive("sms", Came(f"a{number}", SENDER, "?"))
    for number in range(4):
        actions.receive("sms", Came(f"b{number}", "+212600000002", "?"))
    assert Message.objects.count() == 3
    assert Incoming.objects.count() == 8
    assert actions.receive("sms", Came("c", "INFO", "?")) is None  # no phone can be answered


def test_stop_is_obeyed_and_says_nothing_of_an_account(db, settings):
    settings.DOOR_REPLIES_PER_SENDER = 9
    known = UserFactory(phone="+212600000001")
    waiting = outbox.post(key="n", channel=Channel.SMS, to=known.phone, body="news")
    Message.objects.filter(pk=waiting.pk).update(user=known)
    answers = []
    for number, phone in enumerate((known.phone, "+212600000009")):
        actions.receive("sms", Came(f"s{number}", phone, "STOP"))
        answers.append(said())
    assert answers[0] == answers[1]
    assert Message.objects.get(pk=waiting.pk).state == "failed"
    assert Stop.objects.count() == 4
    actions.receive("sms", Came("again", known.phone, "reprendre"))
    assert Stop.objects.count() == 2


def test_a_reply_leaves_and_its_words_are_forgotten(db):
    actions.receive("sms", Came("m", SENDER, "?"))
    message = Message.objects.get()
    outbox.deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.body, len(sms.sent)) == ("sent", "", 1)


def test_whatsapp_comes_in_and_goes_out_by_the_cloud_api(db, client, settings, monkeypatch):
    settings.WHATSAPP_DOOR_SECRET, settings.WHATSAPP_DOOR_TOKEN = "app", "ours"
    assert client.get("/doors/whatsapp/?hub.verify_token=no&hub.challenge=77").status_code == 403
    assert client.get("/doors/whatsapp/?hub.verify_token=ours&hub.challenge=77").content == b"77"
    need = NeedFactory()
    text = {"id": "wamid.1", "from": "212612345678", "type": "text", "timestamp": str(int(time.time())),
            "text": {"body": f"حالة {need.pk}"}}  # fmt: skip
    body = json.dumps({"entry": [{"changes": [{"value": {"messages": [text, text | {"type": "image"}]}}]}]}).encode()
    mark = hmac.new(b"app", body, hashlib.sha256).hexdigest()
    settings.WHATSAPP_BACKEND, settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN = "cloud", "https://wa.test/m", "t"
    for _turn in range(2):
        answer = client.post("/doors/whatsapp/", body, content_type="application/json",
                             headers={"X-Hub-Signature-256": f"sha256={mark}"})  # fmt: skip
        assert answer.status_code == 204
    message = Message.objects.get()
    assert (message.channel, message.to) == ("whatsapp", SENDER)
    seen = []

    def provider(request):
        seen.append(request)
        return httpx.Response(200, json={})

    real = httpx.Client
    monkeypatch.setattr(httpx, "post", lambda url, **k: real(transport=httpx.MockTransport(provider)).post(url, **k))
    outbox.deliver(message.pk)
    sent = json.loads(seen[0].content)
    assert (sent["to"], sent["type"]) == ("212612345678", "text")
    assert need.title in sent["text"]["body"]
    settings.WHATSAPP_TEMPLATE = "news@fr"
    sms.send(to=SENDER, text="a\nb", key="k", channel=Channel.WHATSAPP)
    template = json.loads(seen[1].content)["template"]
    assert (template["language"]["code"], template["components"][0]["parameters"][0]["text"]) == ("fr", "a b")


def test_a_lost_answer_of_whatsapp_is_never_sent_again_and_a_refused_one_is(db, settings, monkeypatch):
    settings.WHATSAPP_BACKEND, settings.WHATSAPP_URL = "cloud", "https://wa.test/m"
    ends = {httpx.ReadTimeout: "uncertain", httpx.ConnectError: "waiting"}
    for number, (error, state) in enumerate(ends.items()):

        def fail(request, error=error):
            raise error("lost", request=request)

        client = httpx.Client(transport=httpx.MockTransport(fail))
        monkeypatch.setattr(httpx, "post", client.post)
        message = outbox.post(key=f"w{number}", channel=Channel.WHATSAPP, to=SENDER, body="x")
        outbox.deliver(message.pk)
        message.refresh_from_db()
        assert message.state == state
    settings.WHATSAPP_BACKEND = "none"
    with pytest.raises(Refusal) as refused:
        sms.send(to=SENDER, text="x", key="k", channel=Channel.WHATSAPP)
    assert refused.value.is_final


def test_the_door_says_so_when_nobody_carries_text_messages_and_offers_whatsapp_when_it_is_there(db, client, settings):
    settings.SMS_BACKEND = "none"
    answer = client.post("/en/accounts/login/", {"contact": SENDER})
    assert answer.status_code == 422
    assert b"desk" in answer.content
    assert not Message.objects.exists()
    settings.WHATSAPP_BACKEND = "memory"
    client.post("/en/accounts/login/", {"contact": SENDER})
    assert Message.objects.get().channel == "whatsapp"  # the only way there is
    settings.SMS_BACKEND = "memory"
    assert b"by_whatsapp" in client.get("/en/accounts/login/").content
    client.post("/en/accounts/login/", {"contact": "+212612345679"})
    assert Message.objects.latest("pk").channel == "sms"
    client.post("/en/accounts/login/", {"contact": "+212612345670", "by_whatsapp": "on"})
    assert Message.objects.latest("pk").channel == "whatsapp"
