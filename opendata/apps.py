"""Wiring of the app."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Dumps with dictionary and licence, Popolo, sessions as data, Open311."""

    name = "opendata"

    def ready(self):
        from opendata import receivers  # noqa: F401, PLC0415 -- app ready
