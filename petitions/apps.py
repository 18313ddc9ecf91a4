"""Wiring of the app."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"

    def ready(self):
        from petitions import checks, moderated, receivers, topics  # noqa: F401, PLC0415 -- app ready
