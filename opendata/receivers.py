"""What is hidden leaves the files of open data in the very transaction that hides it."""

from django.dispatch import receiver

from core.signals import OUT_OF_SIGHT, moved
from opendata import actions
from opendata.tables import SHOWN_IN


@receiver(moved)
def drop(sender, action, **kwargs):
    """Take the files down in which something held back, hidden or withdrawn stands; the worker writes them anew."""
    if sender.MOVES[action].target in OUT_OF_SIGHT:
        actions.take_down(SHOWN_IN.get(sender._meta.label_lower, ()))
