"""Wiring of the app."""

from django.apps import AppConfig


class DeliberationsConfig(AppConfig):
    """The council sitting: sessions, sittings, agenda, attendance, votes, decisions, minutes."""

    name = "deliberations"
