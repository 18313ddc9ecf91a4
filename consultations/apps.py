"""Wiring of the app."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self):
        from consultations import moderated, receivers, topics  # noqa: F401, PLC0415 -- app ready
