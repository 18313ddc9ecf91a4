"""Wiring of the app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Meetings, workshops and forums: programme, registration, check-in, notes, attendance."""

    name = "events"

    def ready(self):
        from events import moderated, receivers  # noqa: F401, PLC0415 -- app ready
