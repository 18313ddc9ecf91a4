"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from petitions import actions
from petitions.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.let_go(user)
    actions.erase(user)
