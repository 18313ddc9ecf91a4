"""Wiring of the app."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """Networks of spaces, associations and people; their charter, members, steering group; partners and donors."""

    name = "networks"

    def ready(self):
        from networks import moderated, receivers  # noqa: F401, PLC0415 -- app ready
