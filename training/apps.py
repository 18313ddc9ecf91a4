"""Wiring of the app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Courses, cohorts, certificates, coaching."""

    name = "training"
