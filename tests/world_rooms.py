"""The rooms of the small world (`tests.world`), each in a module of its own: a new room is written here, nowhere else.

A room's module has `make(world)`, whose answer is `world.NAME`; `values(world, turn)`, which fills its addresses;
`is_secret(world, role, name, kwargs)`, None for what is not its own; `grow(world, number)`, one more of everything that
its pages list; and where it needs them `plant(world)`, one of what a page asks for only where there is some, and
`SECRETS`, the words of what it hides with the roles that read each.
"""

from tests import world_of_assemblies as assemblies
from tests import world_of_associations as associations
from tests import world_of_calls as calls
from tests import world_of_consultations as consultations
from tests import world_of_debates as debates
from tests import world_of_deliberations as deliberations
from tests import world_of_equality as equality
from tests import world_of_events as events
from tests import world_of_mediation as mediation
from tests import world_of_moderation as moderation
from tests import world_of_networks as networks
from tests import world_of_notices as notices
from tests import world_of_observatory as observatory
from tests import world_of_opendata as opendata
from tests import world_of_petitions as petitions
from tests import world_of_plain as plain
from tests import world_of_plans as plans
from tests import world_of_presidency as presidency
from tests import world_of_programmes as programmes
from tests import world_of_resources as resources
from tests import world_of_search as search
from tests import world_of_training as training

# In the order in which they are made: each may use what those before it made.
ROOMS = {
    "debates": debates,
    "petitions": petitions,
    "associations": associations,
    "consultations": consultations,
    "assemblies": assemblies,
    "resources": resources,
    "calls": calls,
    "training": training,
    "plain": plain,
    "plans": plans,
    "events": events,
    "networks": networks,
    "notices": notices,
    "deliberations": deliberations,
    "presidency": presidency,
    "equality": equality,
    "opendata": opendata,
    "programmes": programmes,
    "mediation": mediation,
    "observatory": observatory,
    "moderation": moderation,
    "search": search,  # the last one: it reads what all others made
}


def secrets() -> dict[str, set[str]]:
    """Return the secrets' own words of all rooms, each with the roles that read it."""
    pairs = [pair for room in ROOMS.values() for pair in getattr(room, "SECRETS", {}).items()]
    assert len(dict(pairs)) == len(pairs), "two rooms hide the same word"
    return dict(pairs)


def make(world) -> None:
    for name, room in ROOMS.items():
        setattr(world, name, room.make(world))


def values(world, turn: int):
    """Yield what each room fills its addresses with."""
    for room in ROOMS.values():
        yield from room.values(world, turn).items()


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see; None when no room knows it.

    The last room is asked first: what one room made in another (the thread of a petition) it alone knows.
    """
    told = (room.is_secret(world, role, name, kwargs) for room in reversed(ROOMS.values()))
    return next((one for one in told if one is not None), None)


def plant(world) -> None:
    for room in ROOMS.values():
        if hasattr(room, "plant"):
            room.plant(world)


def grow(world, number: int) -> None:
    for room in ROOMS.values():
        room.grow(world, number)
