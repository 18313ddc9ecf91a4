"""The search of the small world (`tests.world`): made last, it has read everything that the other rooms made."""

from types import SimpleNamespace

from search import actions


def make(world) -> SimpleNamespace:
    """Find everything that is public."""
    actions.mend()
    return SimpleNamespace()


def values(world, turn: int) -> dict:
    """Its addresses have no parameters."""
    return {}


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of the search names what a stranger may not see: none does; None for no such one."""
    return False if name == "search" or name.startswith("search:") else None


def grow(world, number: int) -> None:
    """Its page lists nothing before a question; what a search costs is counted in `tests/search`."""
