"""What ends when a person leaves: nothing. What she signed for a council is the council's, under her mandate's name."""

from accounts.models import User


def erase(user: User) -> int:
    """Return how many rows of hers were emptied: none, no row here is about a person."""
    return 0
