"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from networks.actions import forgetting
from networks.own_data import held_about


@receiver(exporting, dispatch_uid="networks.export")
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing, dispatch_uid="networks.erase")
def erase(sender, user, **kwargs):
    """The only person who steers an open network is refused, in words that say what to do first."""
    forgetting.erase(user)
