"""Which people hold an office on any floor: those of councils and of spaces need a second factor."""

from councils.queries import current_mandates
from spaces.rules import is_staff_of_a_space


def holds_an_office(user) -> bool:
    """Tell whether a person holds a current mandate, a task in a space, or a coordination."""
    return is_staff_of_a_space(user) or bool(current_mandates(user))
