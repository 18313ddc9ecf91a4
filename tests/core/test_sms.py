"""Text messages: what each back end does, and a provider that fails, over a real connection."""

import datetime
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils.timezone import now

from core import outbox, sms
from core.delivery import Refusal
from core.enums import Channel, Delivery

NUMBER, WORDS = "+212612345678", "Votre code : 123456"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        self.server.asked.append((self.headers["Authorization"], self.headers["Idempotency-Key"], body))
        if answer in {200, "slow"}:
            self.server.delivered[self.headers["Idempotency-Key"]] = body
        if answer == "slow":
            time.sleep(0.6)  # the provider's slowness itself, not a wait for anything
            return
        self.send_response(answer)
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def provider(settings, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answers, server.asked, server.delivered = [], [], {}
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_BACKEND, settings.SMS_HTTP_TOKEN = "http", "secret"
    settings.SMS_HTTP_URL = f"http://127.0.0.1:{server.server_port}/messages"
    monkeypatch.setattr(sms, "TIMEOUT", 10)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_http_hands_over_with_a_token_and_a_key(provider):
    sms.send(to=NUMBER, text=WORDS, key="code.1")
    assert provider.asked == [("Bearer secret", "code.1", {"to": NUMBER, "text": WORDS})]


@pytest.mark.parametrize(("status", "is_final"), [(500, False), (429, False), (401, False), (400, True), (422, True)])
def test_http_tells_a_refusal_from_a_final_one(provider, status, is_final):
    provider.answers = [status]
    with pytest.raises(Refusal) as refusal:
        sms.send(to=NUMBER, text=WORDS, key="code.1")
    assert (refusal.value.is_final, str(refusal.value)) == (is_final, f"HTTP {status}")


@pytest.mark.django_db
def test_a_provider_that_fails_and_hangs_delivers_once_in_the_end(provider, work, time_machine, caplog, monkeypatch):
    provider.answers = [500, "slow"]
    message = outbox.post(key="code.1", channel=Channel.SMS, to=NUMBER, body=WORDS)
    moment = now()
    for seconds in (0, 40, 200):
        monkeypatch.setattr(sms, "TIMEOUT", 0.3 if seconds == 40 else 10)  # the second is slow
        time_machine.move_to(moment + datetime.timedelta(seconds=seconds))
        work()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Delivery.SENT, 3)
    assert [key for _, key, _ in provider.asked] == ["code.1"] * 3
    assert provider.delivered == {"code.1": {"to": NUMBER, "text": WORDS}}
    assert NUMBER not in caplog.text
    assert "123456" not in caplog.text


def test_http_refuses_without_an_address_and_without_a_server(settings):
    settings.SMS_BACKEND, settings.SMS_HTTP_URL = "http", ""
    with pytest.raises(Refusal, match="SMS_HTTP_URL"):
        sms.send(to=NUMBER, text=WORDS, key="k")
    settings.SMS_HTTP_URL = "http://127.0.0.1:1/"
    with pytest.raises(Refusal, match="ConnectError"):
        sms.send(to=NUMBER, text=WORDS, key="k")


def test_console_and_file_show_it_to_developers(settings, tmp_path, capsys):
    settings.SMS_BACKEND = "console"
    sms.send(to=NUMBER, text=WORDS, key="k")
    assert capsys.readouterr().out == f"SMS to {NUMBER}: {WORDS}\n"
    settings.SMS_BACKEND, settings.SMS_FILE = "file", tmp_path / "sms.log"
    sms.send(to=NUMBER, text=WORDS, key="k")
    written = json.loads(settings.SMS_FILE.read_text())
    assert {name: written[name] for name in ("to", "text", "key")} == {"to": NUMBER, "text": WORDS, "key": "k"}


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (
            "Loi 113-\u206014 : «\u00a0Place de l’eau\u00a0» – 12\u202f000…",
            'Loi 113-14 : "Place de l\'eau" - 12 000...',
        ),
        ("Code\u00a0: \u2068123456\u2069", "Code : 123456"),
        ("القانون \u2068113-\u206014\u2069 «الماء»", "القانون \u2068113-14\u2069 «الماء»"),
        ("Besoin de \u2068أحمد\u2069\u00a0: l’eau", "Besoin de \u2068أحمد\u2069\u00a0: l’eau"),
    ],
)
def test_a_message_in_latin_letters_is_in_the_short_alphabet(written, sent):
    assert sms.plain(written) == sent


def test_what_goes_out_is_plain():
    sms.send(to="+212600000000", text="L’eau\u00a0: ici", key="one")
    assert sms.sent[-1]["text"] == "L'eau : ici"
