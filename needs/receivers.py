"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from councils.signals import answered
from debates.signals import concluded
from needs import actions
from needs.own_data import held_about


@receiver(answered)
def follow_answer(sender, referral, answer, by, **kwargs):
    actions.follow_answer(referral, answer=answer, by=by)


@receiver(concluded)
def raise_needs(sender, debate, by, **kwargs):
    actions.raise_from(debate, by=by)


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.erase(user)
