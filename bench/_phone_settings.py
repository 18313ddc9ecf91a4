"""Settings of the phone's server: those of `script/server`, and a bare page (`bench/_phone_urls.py`)."""

from config.settings_dev import *  # noqa: F403

ROOT_URLCONF = "bench._phone_urls"
