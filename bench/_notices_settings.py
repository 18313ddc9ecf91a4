"""Settings of the workers of `bench/notices.py`: a provider that refuses one call in five.

The provider stands in the worker's process. It writes the name of each mail that it took on a line of the file
BENCH_PAPER, in one write, so that several workers share it.
"""

import os
import random
import smtplib
import time

from django.core.mail.backends.base import BaseEmailBackend

from config.settings_dev import *  # noqa: F403

MAILERS = {"default": {"BACKEND": "bench._notices_settings.Provider", "OPTIONS": {}}}
SECONDS = float(os.environ.get("BENCH_PROVIDER_SECONDS", "0.005"))  # what a provider near by takes for one mail
REFUSED = 0.2


class Provider(BaseEmailBackend):
    """Takes four mails in five; the fifth is refused with an answer that says "try again"."""

    def open(self):
        return True

    def send_messages(self, email_messages):
        time.sleep(SECONDS)
        if random.random() < REFUSED:  # noqa: S311 -- chance, no secret
            raise smtplib.SMTPResponseException(451, b"try again")
        for message in email_messages:
            message.message()  # what a real one would be given
            paper = os.open(os.environ["BENCH_PAPER"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(paper, f"{message.to[0]} {message.extra_headers['Message-ID']}\n".encode())
            os.close(paper)
        return len(email_messages)
