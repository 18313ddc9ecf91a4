"""Wiring of the app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Reference documents with numbered paragraphs, and joint action plans."""

    name = "plans"

    def ready(self):
        from plans import moderated, receivers  # noqa: F401, PLC0415 -- app ready
