"""Wiring of the app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"

    def ready(self):
        from core import outbox  # noqa: PLC0415 -- app ready
        from core.enums import Channel  # noqa: PLC0415 -- app ready
        from notices import actions, receivers  # noqa: F401, PLC0415 -- app ready

        outbox.carry(Channel.PUSH, actions.deliver_push)
