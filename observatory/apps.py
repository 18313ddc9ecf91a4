"""Wiring of the app."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """What everyone can check: scoreboards, inclusion, publication score, the Lab's dashboard."""

    name = "observatory"

    def ready(self):
        from observatory import receivers  # noqa: F401, PLC0415 -- app ready
