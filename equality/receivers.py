"""News from the floors below."""

from django.dispatch import receiver

from accounts.signals import erasing, exporting
from councils.signals import answered
from equality import actions
from equality.own_data import held_about


@receiver(answered)
def tell_reply(sender, referral, answer, by, **kwargs):
    actions.tell_reply(referral, answer=answer, by=by)


@receiver(exporting)
def export(sender, user, **kwargs):
    return held_about(user)


@receiver(erasing)
def erase(sender, user, **kwargs):
    actions.erase(user)
