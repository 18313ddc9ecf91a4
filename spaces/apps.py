"""Wiring of the app."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "spaces"

    def ready(self):
        from spaces import receivers  # noqa: F401, PLC0415 -- app ready
