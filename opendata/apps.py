"""Wiring of the app."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Dumps with dictionary and licence, Popolo, sessions as data, Open311."""

    name = "opendata"
