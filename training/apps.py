"""Wiring of the app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Courses, cohorts, certificates, coaching."""

    name = "training"

    def ready(self):
        from training import moderated, receivers  # noqa: F401, PLC0415 -- app ready
