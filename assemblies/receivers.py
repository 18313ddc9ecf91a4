"""News from other rooms."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from assemblies.actions import forgetting
from assemblies.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    forgetting.erase(user)
