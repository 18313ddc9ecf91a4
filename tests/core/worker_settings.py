"""Settings of a worker that a test starts: the test's database, mails written on paper."""

import os

from config.settings_test import *  # noqa: F403
from config.settings_test import DATABASES

DATABASES["default"]["NAME"] = os.environ["AGRAW_WORKER_DB"]
MAILERS = {"default": {"BACKEND": "tests.core.mailboxes.Paper", "OPTIONS": {}}}
