"""Wiring of the app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One search across everything that is public."""

    name = "search"

    def ready(self):
        from search import receivers, things  # noqa: F401, PLC0415 -- app ready
