"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import concerning, erasing, exporting
from networks.actions import forgetting
from networks.models import Member
from networks.own_data import held_about


@receiver(exporting, dispatch_uid="networks.export")
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing, dispatch_uid="networks.erase")
def erase(sender, user, **kwargs):
    """The only person who steers an open network is refused, in words that say what to do first."""
    forgetting.erase(user)


@receiver(concerning, dispatch_uid="networks.concerning")
def files_of(sender, user, **kwargs):
    """The applications that she made for her association or her space; her own are found by her name."""
    rows = Member.objects.filter(applied_by=user, user=None).values_list("pk", "applied_at")
    return {f"networks.member:{pk}": at for pk, at in rows}
