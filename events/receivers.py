"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import concerning, erasing, exporting
from events.actions import forgetting, starting
from events.figures import figures_of, lacks_of
from events.models import Registration
from events.own_data import held_about
from spaces.signals import figures, lacking, prepared


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    forgetting.erase(user)


@receiver(prepared)
def begin_a_space(sender, space, by, **kwargs):
    starting.prepare_first_meeting(space, by=by)


@receiver(figures, dispatch_uid="events.figures")
def count_for_coordinators(sender, spaces, **kwargs):
    return figures_of(spaces)


@receiver(lacking, dispatch_uid="events.lacking")
def say_what_is_missing(sender, spaces, **kwargs):
    return lacks_of(spaces)


@receiver(concerning, dispatch_uid="events.concerning")
def files_of(sender, user, **kwargs):
    """The events for which she registered."""
    rows = Registration.objects.filter(user=user).values_list("event_id", "at")
    return {f"events.event:{pk}": at for pk, at in rows}
