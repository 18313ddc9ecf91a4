"""What ends when a person leaves: her seat loses her account. That she sat there is the council's public record."""

from accounts.models import User
from equality.models import Member


def erase(user: User) -> int:
    """Take a person's account off her seats and return how many there were; called inside her erasure."""
    return Member.objects.filter(user=user).update(user=None)
