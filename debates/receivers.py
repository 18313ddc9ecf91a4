"""News that debates listen to."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from core.signals import moved
from councils.signals import answered
from debates import actions
from debates.figures import figures_of
from debates.models import Contribution, Point, Thread
from debates.own_data import held_about
from debates.workflow import HIDE, HOLD, SHOW
from deliberations.signals import people_behind, topics_behind
from notices.enums import Topic
from spaces.signals import figures


@receiver(answered)
def tell_answer(sender, referral, answer, by, **kwargs):
    return actions.tell_answer(referral, answer=answer, by=by)


@receiver(people_behind, dispatch_uid="debates.people_behind")
def who_asked(sender, referral, **kwargs):
    """Those who follow the debate that put a question before the council, and those who spoke in it."""
    return actions.people_behind_matter(referral)


@receiver(topics_behind, dispatch_uid="debates.topics_behind")
def followed(sender, referrals, **kwargs):
    debates = Point.objects.filter(referral__in=referrals).values_list("debate", flat=True)
    return [(Topic.DEBATE, pk) for pk in debates]


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
