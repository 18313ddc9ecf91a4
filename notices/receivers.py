"""What this app holds about a person, when she takes her data with her or leaves."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from notices.models import Notice


@receiver(exporting, dispatch_uid="notices.export")
def export(sender, user, **kwargs):
    notices = Notice.objects.visible_to(user).order_by("id")
    return {"notices": list(notices.values("text", "url", "created_at", "read_at"))}


@receiver(erasing, dispatch_uid="notices.erase")
def erase(sender, user, **kwargs):
    Notice.objects.filter(user=user).delete()
