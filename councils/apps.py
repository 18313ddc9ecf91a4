"""Wiring of the app."""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "councils"

    def ready(self):
        from councils import topics  # noqa: F401, PLC0415 -- app ready
