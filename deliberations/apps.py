"""Wiring of the app."""

from django.apps import AppConfig


class DeliberationsConfig(AppConfig):
    """The council sitting: sessions, sittings, agenda, attendance, votes, decisions, minutes."""

    name = "deliberations"

    def ready(self):
        from deliberations import receivers  # noqa: F401, PLC0415 -- app ready
