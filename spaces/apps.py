"""Wiring of the app."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "spaces"
