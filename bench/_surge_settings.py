"""Settings of the surge's servers: those of `script/server`, and one address more (bench/_yardstick.py)."""

import os

from config.settings_dev import *  # noqa: F403

ROOT_URLCONF = "bench._yardstick"
if os.environ.get("BENCH_BARE"):
    MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # allauth does not start without
