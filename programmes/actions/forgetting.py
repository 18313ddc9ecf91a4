"""What ends when a person leaves: her voices about projects. What she wrote for the council stays, unnamed."""

from accounts.models import User
from programmes.models import Voice


def erase(user: User) -> int:
    """Remove a person's voices and return how many there were; called inside her erasure."""
    return Voice.objects.filter(user=user).delete()[0]
