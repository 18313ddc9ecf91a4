"""Accounts that nobody uses: told a month before, then erased as their person would do it (law 09-08, art. 3)."""

import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext

from accounts import contacts
from accounts.actions.own_data import empty
from accounts.models import Token, User
from accounts.rules import needs_second_factor
from core import outbox
from core.enums import Channel
from core.workflow import Refused

NOTICE = datetime.timedelta(days=30)


def unused(limit: datetime.datetime) -> QuerySet[User]:
    """Return the accounts of people that nobody has used since `limit`: no sign-in, no open page, no key at work.

    Those that a desk made for people without a phone have a term of their own (`mediation.receipts`).
    """
    here = UserSession.objects.filter(user=OuterRef("pk"), last_seen_at__gte=limit)
    at_work = Token.objects.filter(user=OuterRef("pk"), last_used_at__gte=limit)
    people = User.objects.filter(joined_at__lt=limit, erased_at=None, is_active=True, is_system=False)
    people = people.filter(Q(last_login=None) | Q(last_login__lt=limit), is_staff=False, is_superuser=False)
    return people.exclude(phone=None, email=None).filter(~Exists(here), ~Exists(at_work))


def past_unused(limit: datetime.datetime) -> QuerySet[User]:
    """Return those that were told a month ago, and that nobody has used since."""
    told = Q(unused_told_at__lt=now() - NOTICE)
    return unused(limit).filter(told, Q(last_login=None) | Q(last_login__lt=F("unused_told_at")))


def forget_unused(limit: datetime.datetime) -> int:
    """Tell whom this will concern within a month, erase the accounts of those who were told, and return how many.

    Who holds an office is not concerned; who is the last one to run a space is told again, until another one is.
    """
    _tell(limit + NOTICE)
    system, count = User.objects.system(), 0
    for user in past_unused(limit).order_by("pk"):
        try:
            empty(user, by=system)
        except Refused:
            User.objects.filter(pk=user.pk).update(unused_told_at=None)
            continue
        count += 1
    return count


def _tell(limit: datetime.datetime) -> None:
    untold = Q(unused_told_at=None) | Q(unused_told_at__lt=F("last_login"))
    for user in unused(limit).filter(untold).order_by("pk"):
        if needs_second_factor(user):
            continue
        held = sorted(contacts.of(user), key=lambda contact: contact.channel != Channel.MAIL)
        with transaction.atomic(), translation.override(user.language):
            User.objects.filter(pk=user.pk).update(unused_told_at=now())
            outbox.post(
                key=f"unused.{user.pk}.{now():%Y%m%d}",
                channel=held[0].channel,
                to=held[0].value,
                subject=gettext("Your Agraw account") if held[0].channel == Channel.MAIL else "",
                body=gettext(
                    "Nobody has used your Agraw account for nearly three years. In a month it will be erased. "
                    "To keep it, sign in."
                ),
            )
