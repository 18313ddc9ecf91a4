"""Wiring of the app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The communal action plan (PAC): axes, projects, budget, steps of the law, evaluation."""

    name = "programmes"

    def ready(self):
        from programmes import moderated, receivers  # noqa: F401, PLC0415 -- app ready
