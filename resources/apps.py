"""Wiring of the app."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """The information bank: documents, guides, model letters, statistics, contacts."""

    name = "resources"
