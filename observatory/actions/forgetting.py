"""What ends when a person leaves: nothing. What she signed for a council is the council's, under her mandate's name.
And what ends when a thing is hidden: the table of who took part in it, which says its title.
"""

from collections.abc import Iterable

from accounts.models import User
from observatory.enums import Process
from observatory.models import Inclusion


def erase(user: User) -> int:
    """Return how many rows of hers were emptied: none, no row here is about a person."""
    return 0


def forget_processes(process: Process, keys: Iterable[int]) -> int:
    """Drop the tables of who takes part in these debates, consultations or meetings; return how many there were.

    The next count makes them anew, of those that are public again.
    """
    return Inclusion.objects.filter(process=process, number__in=keys).delete()[0]
