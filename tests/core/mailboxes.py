"""Mail back ends for the tests: providers that refuse, fail half-way, or die with the worker."""

import os
import signal
import smtplib
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend


class Provider(BaseEmailBackend):
    """Raises what `fails_with` holds, first the one at the front; counts what it took."""

    fails_with: list[Exception] = []
    refuses_to_open = False
    taken: list = []

    def open(self):
        if self.refuses_to_open:
            raise smtplib.SMTPAuthenticationError(535, b"no")

    def send_messages(self, email_messages):
        if self.fails_with:
            raise self.fails_with.pop(0)
        self.taken.extend(email_messages)
        return len(email_messages)


class Paper(BaseEmailBackend):
    """Writes the Message-ID of each mail on a line of the file AGRAW_PAPER, and dies there if AGRAW_DIES is set."""

    def send_messages(self, email_messages):
        with Path(os.environ["AGRAW_PAPER"]).open("a", encoding="utf-8") as paper:
            for message in email_messages:
                paper.write(message.extra_headers["Message-ID"] + "\n")
        if os.environ.get("AGRAW_DIES"):
            os.kill(os.getpid(), signal.SIGKILL)
        return len(email_messages)


class Flaky(BaseEmailBackend):
    """Refuses one call in five, when it is opened or when it is given a mail; writes down what it took."""

    calls = 0
    taken: list[str] = []

    @classmethod
    def _call(cls):
        Flaky.calls += 1
        return Flaky.calls % 5 == 0

    def open(self):
        if Flaky.calls % 2 and self._call():
            raise smtplib.SMTPConnectError(421, b"busy")

    def send_messages(self, email_messages):
        if self._call():
            raise smtplib.SMTPResponseException(451, b"try again")
        Flaky.taken += [(message.to[0], message.extra_headers["Message-ID"]) for message in email_messages]
        return len(email_messages)
