"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from councils.signals import duties
from presidency.duties import duties_of
from presidency.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    """What a person wrote here are acts of the council: they stay, under a neutral name."""


@receiver(duties, dispatch_uid="presidency.duties")
def owe(sender, councils, user, **kwargs):
    return duties_of(councils)
