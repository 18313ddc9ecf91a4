"""When a person leaves, and what time forgets."""

import datetime

from django.utils.timezone import now

from accounts.models import User
from mediation.models import Agent, Claim, Registration


def erase(user: User) -> None:
    """Forget what leads from a receipt to a person who leaves; called inside her erasure. What an agent wrote stays."""
    Registration.objects.filter(claimed_by=user).update(sealed=b"")
    Claim.objects.filter(user=user).delete()
    Agent.objects.filter(user=user, ended_at__isnull=True).update(ended_at=now())


def forget_receipts(limit: datetime.datetime) -> int:
    """Forget the names and the sealed lists of receipts given before `limit`, and return how many."""
    return Registration.objects.filter(registered_at__lt=limit).exclude(sealed=b"").update(sealed=b"")
