"""Wiring of the app."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "needs"

    def ready(self):
        from needs import moderated, receivers, topics  # noqa: F401, PLC0415 -- app ready
