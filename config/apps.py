"""Wiring of the app."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ConfigConfig(AppConfig):
    name = "config"


class StaticConfig(StaticFilesConfig):
    """Static files without those of packages that no page uses: compressing them takes most of the time."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "rest_framework", "django_htmx"]
