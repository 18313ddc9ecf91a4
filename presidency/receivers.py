"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from presidency.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    """What a person wrote here are acts of the council: they stay, under a neutral name."""
