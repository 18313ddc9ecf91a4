"""Wiring of the app."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """The information bank: documents, guides, model letters, statistics, contacts."""

    name = "resources"

    def ready(self):
        from resources import moderated, receivers  # noqa: F401, PLC0415 -- app ready
