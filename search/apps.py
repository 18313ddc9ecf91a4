"""Wiring of the app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One search across everything that is public."""

    name = "search"
