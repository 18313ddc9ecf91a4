"""News that moderation listens to."""

from django.db.models import Q
from django.dispatch import receiver

from accounts.signals import concerning, erasing, exporting
from core.signals import moved
from moderation import actions
from moderation.models import Case
from moderation.own_data import held_about


@receiver(moved)
def follow(sender, obj, action, by, **kwargs):
    actions.follow(obj, action, by=by)


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.erase(user)


@receiver(concerning, dispatch_uid="moderation.concerning")
def files_of(sender, user, **kwargs):
    """The cases that she brought, and those about what she wrote: of these she hears once something was done."""
    hers = Q(reports__reporter=user) | Q(author=user, acts__isnull=False)
    rows = Case.objects.filter(hers).order_by().values_list("pk", "opened_at").distinct()
    return {f"moderation.case:{pk}": at for pk, at in rows}
