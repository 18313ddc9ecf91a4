"""Wiring of the app."""

from django.apps import AppConfig


class PresidencyConfig(AppConfig):
    """The president's orders, information reports, and the members' written questions to the president."""

    name = "presidency"

    def ready(self):
        from presidency import receivers  # noqa: F401, PLC0415 -- app ready
