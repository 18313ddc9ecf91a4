"""Wiring of the app."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls for projects: application, eligibility, scoring, award, agreement and reports."""

    name = "calls"

    def ready(self):
        from calls import moderated, receivers  # noqa: F401, PLC0415 -- app ready
