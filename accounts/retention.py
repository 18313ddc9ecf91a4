"""What is forgotten of the door, and when (`core.retention`)."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models.functions import Coalesce

from accounts import actions
from accounts.models import Barring, OneTimeCode, Reading, Suspension
from core.retention import keeps


def over(limit):
    """Find the lines of the list of browsers whose session is over."""
    return UserSession.objects.exclude(session_key__in=Session.objects.filter(expire_date__gt=limit).values("pk"))


def suspensions(limit):
    return Suspension.objects.annotate(end=Coalesce("lifted_at", "until")).filter(end__lt=limit)


def readings(limit):
    return Reading.objects.filter(at__lt=limit)


def barrings(limit):
    return Barring.objects.filter(until__lt=limit)


def codes(limit):
    return OneTimeCode.objects.filter(sent_at__lt=limit)


keeps("accounts.codes", past=codes, forget=lambda _limit: actions.purge_codes())
keeps("accounts.sessions", past=over, forget=lambda limit: over(limit).delete()[0])
keeps("accounts.suspensions", past=suspensions, forget=lambda limit: suspensions(limit).delete()[0])
keeps("accounts.readings", past=readings, forget=lambda limit: readings(limit).delete()[0])
keeps("accounts.barrings", past=barrings, forget=lambda limit: barrings(limit).delete()[0])
keeps("accounts.unused", past=actions.past_unused, forget=actions.forget_unused)
