"""Wiring of the app."""

from django.apps import AppConfig


class MediationConfig(AppConfig):
    """Desks that write for people without a phone, and the doors by text message."""

    name = "mediation"

    def ready(self):
        from mediation import receivers  # noqa: F401, PLC0415 -- app ready
