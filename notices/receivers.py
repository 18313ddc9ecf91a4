"""What this app holds about a person, when she takes her data with her or leaves."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from notices import actions
from notices.own_data import held_about


@receiver(exporting, dispatch_uid="notices.export")
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing, dispatch_uid="notices.erase")
def erase(sender, user, **kwargs):
    actions.erase(user)
