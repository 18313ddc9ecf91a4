"""Web push: only to the push services that we know, enciphered as RFC 8291 says, no redirect followed."""

import base64
import json
import socket

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from django.core.management import call_command

from core.delivery import Refusal
from core.enums import Delivery
from core.models import Message
from core.workflow import Refused
from notices import actions, webpush
from notices.models import Device
from tests.factories.accounts import UserFactory

# The example of RFC 8291, section 5.
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SENDER, SALT = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
GOOD = "https://fcm.googleapis.com/fcm/send/abc"
OPEN_INTERNET = "142.250.74.10"


@pytest.fixture(autouse=True)
def _key(settings):
    settings.VAPID_PRIVATE_KEY = webpush.make_key()


@pytest.fixture
def net(monkeypatch):
    """The outside world: what names lead to, what push services answer, what was asked of them."""

    class Net:
        address, answers, asked = OPEN_INTERNET, [], []

        def handle(self, request):
            self.asked.append(request)
            answer = self.answers.pop(0) if self.answers else httpx.Response(201)
            if isinstance(answer, Exception):
                raise answer
            return answer

    world = Net()
    world.answers, world.asked = [], []
    found = lambda *args, **kwargs: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (world.address, 443))]  # noqa: E731
    monkeypatch.setattr("notices.webpush.socket.getaddrinfo", found)
    with httpx.Client(transport=httpx.MockTransport(world.handle), follow_redirects=False) as client:
        monkeypatch.setattr("notices.webpush._client", lambda: client)
        yield world


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_example_of_the_rfc():
    key = ec.derive_private_key(int.from_bytes(decoded(SENDER), "big"), webpush.CURVE)
    words = b"When I grow up, I want to be a watermelon"
    assert webpush.encrypt(words, decoded(RECEIVER), decoded(AUTH), key=key, salt=decoded(SALT)) == decoded(BODY)
    assert webpush.encrypt(words, decoded(RECEIVER), decoded(AUTH)) != decoded(BODY)


@pytest.mark.parametrize(
    "endpoint",
    [
        GOOD,
        "https://updates.push.services.mozilla.com/wpush/v2/gAAA-_",
        "https://db5p.notify.windows.com/w/?token=BQYAAA%2b",
        "https://web.push.apple.com/QO",
    ],
)
def test_the_push_services_that_browsers_use(endpoint):
    assert webpush.checked(endpoint, RECEIVER, AUTH) == (endpoint, RECEIVER, AUTH)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x", "https://127.0.0.1/x", "https://[::1]/x", "https://localhost/x",
        "https://10.0.0.1/x", "https://169.254.169.254/latest", "https://2130706433/x", "https://0x7f.0.0.1/x",
        "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com:443/x", "https://fcm.googleapis.com@127.0.0.1/x",
        "https://u:p@fcm.googleapis.com/x", "https://fcm.googleapis.com.evil.example/x", "https://push.services.mozilla.com/x",
        "https://evilnotify.windows.com/x", "https://fcm.googleapis.com\\@127.0.0.1/x", "https://fcm.googleapis.com#@x/",
        "https://FCM.googleapis.com/x y", "https://fcm.googleapis.com./x", "//fcm.googleapis.com/x", "", "https://",
        "https://fcm.googleapis.com/" + "x" * 1000, "https://fcm。googleapis.com/x", "https://127.0.0.1.push.services.mozilla.com:80/",
    ],
)  # fmt: skip
def test_no_other_address_is_kept(endpoint):
    with pytest.raises(webpush.BadEndpoint):
        webpush.checked(endpoint, RECEIVER, AUTH)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [("", AUTH), ("AAAA", AUTH), (RECEIVER, "AAAA"), (RECEIVER, "؟"), (RECEIVER[:-4] + "AAAA", AUTH)],
)
def test_no_key_that_is_none(p256dh, auth):
    with pytest.raises(webpush.BadEndpoint):
        webpush.checked(GOOD, p256dh, auth)


def send(**options):
    return webpush.send(endpoint=GOOD, p256dh=RECEIVER, auth=AUTH, payload={"text": "سر"}, **options)


def test_what_is_handed_over_is_signed_and_says_nothing(net):
    assert send()
    (request,) = net.asked
    assert "سر".encode() not in request.content
    assert (request.headers["Content-Encoding"], request.headers["TTL"]) == ("aes128gcm", "86400")
    token, key = request.headers["Authorization"].removeprefix("vapid t=").split(", k=")
    head, claims, mark = token.split(".")
    assert json.loads(decoded(claims))["aud"] == "https://fcm.googleapis.com"
    number = ec.EllipticCurvePublicKey.from_encoded_point(webpush.CURVE, decoded(key))
    r, s = decoded(mark)[:32], decoded(mark)[32:]
    signature = utils.encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
    number.verify(signature, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_to_a_machine_of_ours_is_not_asked(net, address):
    net.address = address
    with pytest.raises(Refusal) as refusal:
        send()
    assert refusal.value.is_final
    assert net.asked == []


@pytest.mark.parametrize("address", [OPEN_INTERNET, "2a00:1450:4006:80e::200a"])
def test_a_name_is_looked_up_once_and_its_address_asked(net, monkeypatch, address):
    """A name that leads elsewhere when it is asked again (DNS rebinding) leads nowhere: it is not asked again."""
    answers = [address, "127.0.0.1"]

    def found(*args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), 443))]

    monkeypatch.setattr("notices.webpush.socket.getaddrinfo", found)
    assert send()
    (request,) = net.asked
    assert answers == ["127.0.0.1"]
    assert (request.url.host, request.url.path) == (address, "/fcm/send/abc")
    assert request.headers["Host"] == "fcm.googleapis.com"
    assert request.extensions["sni_hostname"] == "fcm.googleapis.com"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_127_0_0_1_is_not_followed(net, status):
    net.answers = [httpx.Response(status, headers={"Location": "https://127.0.0.1/"})]
    with pytest.raises(Refusal) as refusal:
        send()
    assert (refusal.value.is_final, len(net.asked)) == (True, 1)


@pytest.mark.parametrize(
    ("answer", "is_final"),
    [
        (httpx.Response(503), False), (httpx.Response(429), False), (httpx.Response(403), True),
        (httpx.ConnectError("no"), False),
    ],
)  # fmt: skip
def test_a_refusal_is_tried_again_or_not(net, answer, is_final):
    net.answers = [answer]
    with pytest.raises(Refusal) as refusal:
        send()
    assert refusal.value.is_final == is_final


# --- devices ---
@pytest.fixture
def device(db):
    return actions.add_device(by=UserFactory(email="amina@example.org"), endpoint=GOOD, p256dh=RECEIVER, auth=AUTH)


def answered(user):
    actions.notify([user], key="need.1.answered.1", text="جواب", url="/needs/1/", urgent=True)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_no_more_is_removed(net, device, work, status):
    net.answers = [httpx.Response(status)]
    answered(device.user)
    work()
    assert not Device.objects.exists()
    assert Message.objects.get(channel="push").state == Delivery.FAILED
    assert Message.objects.get(channel="mail").state == Delivery.SENT


@pytest.mark.django_db
def test_a_device_gets_each_notification_once(net, device, work):
    net.answers = [httpx.Response(503)]
    for _n in range(2):
        answered(device.user)
        work()
    assert Message.objects.get(channel="push").state == Delivery.WAITING  # tried again later
    assert len(net.asked) == 1


@pytest.mark.django_db
def test_a_browser_that_changes_hands_goes_to_whoever_asks_last(device):
    other = UserFactory()
    actions.add_device(by=other, endpoint=GOOD, p256dh=RECEIVER, auth=AUTH)
    assert list(Device.objects.values_list("user", flat=True)) == [other.pk]
    assert not actions.remove_device(Device.objects.get().pk, by=device.user)
    with pytest.raises(Refused):
        actions.add_device(by=other, endpoint="https://127.0.0.1/", p256dh=RECEIVER, auth=AUTH)
    for number in range(12):
        actions.add_device(by=other, endpoint=f"{GOOD}{number}", p256dh=RECEIVER, auth=AUTH)
    assert Device.objects.filter(user=other).count() == 10


@pytest.mark.django_db
def test_the_page_takes_a_device_and_refuses_a_bad_one(client):
    user = UserFactory()
    client.force_login(user)
    assert "data-push=" in client.get("/ar/inbox/settings/").content.decode()
    keys = {"p256dh": RECEIVER, "auth": AUTH}
    client.post("/ar/inbox/devices/", {"endpoint": "https://127.0.0.1/x"} | keys)
    client.post("/ar/inbox/devices/", {"endpoint": GOOD})
    assert not Device.objects.exists()
    client.post("/ar/inbox/devices/", {"endpoint": GOOD} | keys)
    device = Device.objects.get()
    client.force_login(UserFactory())
    assert client.post(f"/ar/inbox/devices/{device.pk}/remove/").status_code == 404
    client.force_login(user)
    client.post(f"/ar/inbox/devices/{device.pk}/remove/")
    assert not Device.objects.exists()


@pytest.mark.django_db
def test_without_a_key_nothing_is_offered(client, settings):
    settings.VAPID_PRIVATE_KEY = ""
    client.force_login(UserFactory())
    assert "data-push" not in client.get("/ar/inbox/settings/").content.decode()
    client.post("/ar/inbox/devices/", {"endpoint": GOOD, "p256dh": RECEIVER, "auth": AUTH})
    assert not Device.objects.exists()


def test_the_command_makes_a_key(capsys, settings):
    call_command("make_push_keys")
    settings.VAPID_PRIVATE_KEY = capsys.readouterr().out.strip().removeprefix("VAPID_PRIVATE_KEY=")
    assert len(decoded(webpush.public_key())) == 65
