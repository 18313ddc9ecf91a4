"""Wiring of the app."""

from django.apps import AppConfig


class AssembliesConfig(AppConfig):
    """General assemblies of networks and associations: notice, quorum, proxies, votes, minutes."""

    name = "assemblies"

    def ready(self):
        from assemblies import moderated, receivers  # noqa: F401, PLC0415 -- app ready
