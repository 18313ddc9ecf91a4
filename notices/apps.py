"""Wiring of the app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"

    def ready(self):
        from notices import receivers  # noqa: F401, PLC0415 -- app ready
