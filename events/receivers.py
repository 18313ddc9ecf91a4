"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from events.actions import forgetting, starting
from events.own_data import held_about
from spaces.signals import prepared


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    forgetting.erase(user)


@receiver(prepared)
def begin_a_space(sender, space, by, **kwargs):
    starting.prepare_first_meeting(space, by=by)
