"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from petitions import actions
from petitions.figures import figures_of
from petitions.own_data import held_about
from spaces.signals import figures, handed_over


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.let_go(user)
    actions.erase(user)


@receiver(handed_over, dispatch_uid="petitions.handed_over")
def hand_over(sender, association, former, by, **kwargs):
    """The petitions of an association go on under its new legal representative."""
    actions.hand_over(association, former=former, by=by)


@receiver(figures, dispatch_uid="petitions.figures")
def count_for_coordinators(sender, spaces, **kwargs):
    return figures_of(spaces)
