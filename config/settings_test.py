"""Settings of the tests: the real database, nothing sent, no slow hashing."""

import os

from config.settings_dev import *  # noqa: F403
from config.settings_dev import DATABASES, INSTALLED_APPS

ALLOWED_HOSTS = ["*"]
# By its plain name the live server of the browser's tests knows it: files come as they are, not as last collected.
INSTALLED_APPS = ["django.contrib.staticfiles" if app == "config.apps.StaticConfig" else app for app in INSTALLED_APPS]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"] = {}
# Copied from a database in which every migration has run (script/test): 10 s of each process's start are saved.
DATABASES["default"]["TEST"] = {
    "NAME": os.environ.get("AGRAW_TEST_DB", "test_agraw"),
    "TEMPLATE": os.environ.get("AGRAW_TEST_TEMPLATE") or None,
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend", "OPTIONS": {}}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SMS_BACKEND = "memory"
STEP_UP_ENFORCED = False  # tests/accounts/test_step_up.py switches it on
SECOND_FACTOR_ENFORCED = False  # tests/accounts/test_second_factor.py switches it on; others sign people in at once
TRUST_OWN_CLOCK = True  # tests move their own clock, and not the database's
SIGNING_MEMORY = 0  # tests change a petition between two requests
READ_SHELF = False  # pages ask for no recordings unless a test fills the shelf (`plain.shelf.read`)
