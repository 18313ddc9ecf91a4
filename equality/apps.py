"""Wiring of the app."""

from django.apps import AppConfig


class EqualityConfig(AppConfig):
    """The consultative body for equity, equal opportunity and gender: members, opinions, the council's reply."""

    name = "equality"

    def ready(self):
        from equality import moderated, receivers  # noqa: F401, PLC0415 -- app ready
