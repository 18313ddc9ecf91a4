"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import exporting
from plain.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)
