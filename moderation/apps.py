"""Wiring of the app."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Reports, holds, decisions under a rule, appeals, and their public register."""

    name = "moderation"

    def ready(self):
        from moderation import associations, notes, questions, receivers, spaces  # noqa: F401, PLC0415 -- app ready
