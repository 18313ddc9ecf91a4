"""Wiring of the app."""

from django.apps import AppConfig


class PlainConfig(AppConfig):
    """Plain words and voices: recorded help, texts easy to read, the words of the field explained."""

    name = "plain"

    def ready(self):
        from plain import receivers  # noqa: F401, PLC0415 -- app ready
