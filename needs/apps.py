"""Wiring of the app."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "needs"
