"""Wiring of the app."""

from django.apps import AppConfig


class DebatesConfig(AppConfig):
    name = "debates"

    def ready(self):
        from debates import moderated, receivers, topics  # noqa: F401, PLC0415 -- app ready
