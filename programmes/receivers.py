"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from core.signals import moved
from councils.signals import duties
from deliberations.models import Decision
from programmes.actions import forgetting
from programmes.actions.programmes import follow_visa
from programmes.duties import duties_of
from programmes.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(moved, sender=Decision)
def visa(sender, obj, action, source, by, **kwargs):
    follow_visa(obj)


@receiver(erasing)
def erase(sender, user, **kwargs):
    forgetting.erase(user)


@receiver(duties, dispatch_uid="programmes.duties")
def owe(sender, councils, user, **kwargs):
    return duties_of(councils)
