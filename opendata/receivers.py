"""What is hidden leaves the files of open data in the very transaction that hides it."""

from django.dispatch import receiver

from core.journal import history
from core.signals import OUT_OF_SIGHT, moved
from opendata import actions
from opendata.tables import SHOWN_IN


@receiver(moved)
def drop(sender, obj, action, **kwargs):
    """Take the files down in which something held back, hidden or withdrawn stands; the worker writes them anew.

    What a rule holds as it is written stands in no file yet: whoever posts such things takes nothing down.
    """
    slugs = SHOWN_IN.get(sender._meta.label_lower)
    if slugs and sender.MOVES[action].target in OUT_OF_SIGHT:
        acts = history(obj).values_list("at", flat=True)[:2]  # of one that had no act before, nothing is known
        actions.take_down(slugs, since=acts[0] if len(acts) > 1 else None)
