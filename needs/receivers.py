"""News from the floors below."""

from django.dispatch import receiver

from councils.signals import answered
from needs import actions


@receiver(answered)
def follow_answer(sender, referral, answer, by, **kwargs):
    actions.follow_answer(referral, answer=answer, by=by)
