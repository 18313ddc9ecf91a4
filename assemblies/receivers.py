"""News from other rooms."""

from django.dispatch import receiver

from accounts.signals import concerning, erasing, exporting
from assemblies.actions import forgetting
from assemblies.models import Voter
from assemblies.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    forgetting.erase(user)


@receiver(concerning, dispatch_uid="assemblies.concerning")
def files_of(sender, user, **kwargs):
    """The assemblies on whose roll she stands."""
    rows = Voter.objects.filter(speaker=user).values_list("assembly_id", "assembly__created_at")
    return {f"assemblies.assembly:{pk}": at for pk, at in rows}
