"""Wiring of the app."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls for projects: application, eligibility, scoring, award, agreement and reports."""

    name = "calls"
