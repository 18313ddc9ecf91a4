"""What follows from news of the door."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.dispatch import receiver

from accounts.adapters import FACTORS
from core.live import bus


@receiver(authenticator_added, sender=Authenticator)
def end_weaker_sessions(sender, request, user, authenticator, **kwargs):
    """End the other sessions of a person who sets a second factor, which were opened without it.

    This one counts as opened with it: she has just used it.
    """
    if authenticator.type in FACTORS:
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)
        _end_others(request, user)


@receiver(password_set)
@receiver(password_changed)
def end_older_sessions(sender, request, user, **kwargs):
    """End the other sessions of a person who changes her password."""
    _end_others(request, user)


def _end_others(request, user):
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
    bus.recheck(user.pk)
