"""Wiring of the app."""

from django.apps import AppConfig

from core import slow


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        from core import checks, formalities  # noqa: F401, PLC0415 -- app ready

        slow.listen()
