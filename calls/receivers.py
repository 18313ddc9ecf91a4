"""News from the floors below."""

from django.db.models import Q
from django.dispatch import receiver

from accounts.signals import concerning, erasing, exporting
from calls.actions import forgetting
from calls.models import Application, Review
from calls.own_data import held_about


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    forgetting.erase(user)


@receiver(concerning, dispatch_uid="calls.concerning")
def files_of(sender, user, **kwargs):
    """The applications that she began or sent; who scored them, once the winners are published and no one can press."""
    rows = Application.objects.filter(Q(created_by=user) | Q(sent_by=user))
    files = {f"calls.application:{pk}": at for pk, at in rows.values_list("pk", "created_at")}
    scored = Review.objects.filter(application__in=rows, application__call__awarded_at__isnull=False)
    return files | {f"calls.review:{pk}": at for pk, at in scored.values_list("pk", "declared_at")}
