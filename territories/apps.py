"""Wiring of the app."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "territories"
