"""What is hidden is not found any more, in the very transaction that hides it."""

from django.dispatch import receiver

from core.signals import OUT_OF_SIGHT, moved
from search import actions
from search.kinds import kinds, kinds_of


@receiver(moved)
def drop(sender, obj, action, **kwargs):
    """Drop the entry of what was held back, hidden or withdrawn, and of what it stands behind (a thread, a debate).

    If it is still public, the journal's reader puts it back within a minute.
    """
    if sender.MOVES[action].target not in OUT_OF_SIGHT:
        return
    label = sender._meta.label_lower
    for kind in kinds_of(label):
        actions.forget(kind, [obj.pk])
    for kind in kinds().values():
        if path := kind.behind.get(label):
            actions.forget(kind, kind.model._default_manager.filter(**{path: obj.pk}).values_list("pk", flat=True))
