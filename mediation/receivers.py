"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from mediation import actions
from mediation.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.erase(user)
