"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import concerning, erasing, exporting
from spaces.signals import appointing, lacking, prepared
from training.actions import forgetting, give_first_courses
from training.figures import lacks_of
from training.models import Registration
from training.own_data import held_about
from training.required import has_what_role_asks


@receiver(appointing)
def ask_for_courses(sender, space, user, role, **kwargs):
    has_what_role_asks(space, user, role)


@receiver(prepared)
def offer_first_courses(sender, space, by, **kwargs):
    give_first_courses(space, by=by)


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    forgetting.erase(user)


@receiver(lacking, dispatch_uid="training.lacking")
def say_what_is_missing(sender, spaces, **kwargs):
    return lacks_of(spaces)


@receiver(concerning, dispatch_uid="training.concerning")
def files_of(sender, user, **kwargs):
    """The groups in which she registered."""
    rows = Registration.objects.filter(user=user).order_by("-pk").values_list("cohort_id", "at")
    return {f"training.cohort:{pk}": at for pk, at in rows}
