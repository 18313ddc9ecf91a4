"""What ends when a person leaves: her places of editor. What she published stays, under a neutral name."""

from django.utils.timezone import now

from accounts.models import User
from plans.models import Editor


def erase(user: User) -> int:
    """End a person's places of editor and return how many there were; called inside her erasure."""
    return Editor.objects.filter(user=user, ended_at__isnull=True).update(ended_at=now())
