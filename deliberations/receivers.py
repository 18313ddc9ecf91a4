"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import exporting
from councils.signals import duties
from deliberations.duties import duties_of
from deliberations.own_data import held_about


# What a member did in public session is an act of the council: nothing of it is erased with her account.
@receiver(exporting, dispatch_uid="deliberations.exporting")
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(duties, dispatch_uid="deliberations.duties")
def owe(sender, councils, user, **kwargs):
    return duties_of(councils)
