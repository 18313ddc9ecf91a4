"""What time erases, and what goes when a person leaves."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from accounts.models import User
from events.actions.locking import lock
from events.actions.registering import leave
from events.enums import EventState, Standing
from events.models import Registration

KEPT = datetime.timedelta(days=30)  # what people need in order to come, after the event


def forget_requests() -> int:
    """Erase what people asked for in order to come, thirty days after the event, and return of how many people."""
    rows = Registration.objects.exclude(Q(access=[]) & Q(note=""))
    return rows.filter(event__ends_at__lt=now() - KEPT).update(access=[], note="")


def forget_people(limit: datetime.datetime) -> int:
    """Forget who came to meetings that ended before `limit`, and return how many; what was counted stays."""
    rows = Registration.objects.filter(event__ends_at__lt=limit, user__isnull=False)
    return rows.update(user=None, association=None, access=[], note="")


def erase(user: User) -> int:
    """Give back the places of a person who leaves, and forget that she came anywhere; return how many registrations.

    Called inside her erasure. What was counted at doors stays, and is nobody's.
    """
    count = 0
    with transaction.atomic():
        for row in Registration.objects.filter(user=user).order_by("event_id"):
            event = lock(row.event_id)
            mine = Registration.objects.get(pk=row.pk)
            is_open = event.state == EventState.PUBLISHED and mine.arrived_at is None
            if is_open and mine.standing != Standing.GONE:
                leave(event, mine)
            Registration.objects.filter(pk=row.pk).update(user=None, association=None, access=[], note="")
            count += 1
    return count
