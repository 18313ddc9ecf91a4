"""News that debates listen to."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from core.signals import moved
from councils.signals import answered
from debates import actions
from debates.figures import figures_of
from debates.models import Contribution, Thread
from debates.own_data import held_about
from debates.workflow import HIDE, HOLD, SHOW
from spaces.signals import figures


@receiver(answered)
def tell_answer(sender, referral, answer, by, **kwargs):
    actions.tell_answer(referral, answer=answer, by=by)


@receiver(moved, sender=Thread)
def show_questions(sender, obj, action, **kwargs):
    if action in {HOLD, HIDE, SHOW}:
        actions.show_questions(obj)


@receiver(moved, sender=Contribution)
def print_again(sender, obj, **kwargs):
    actions.print_again(obj)


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.erase(user)


@receiver(erasing)
def forget_in_minutes(sender, user, **kwargs):
    actions.forget_in_minutes(user)


@receiver(figures, dispatch_uid="debates.figures")
def count_for_coordinators(sender, spaces, **kwargs):
    return figures_of(spaces)
