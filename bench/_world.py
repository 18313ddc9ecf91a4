"""A database, people and discussions for the benches."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils.timezone import now

from accounts.actions import make_token
from accounts.enums import Scope, Trust
from accounts.models import User
from debates.actions.threads import open_thread
from debates.models import Thread
from spaces.enums import SpaceState
from spaces.models import Space
from territories.models import Territory


@contextmanager
def own_database(bench: str, *, migrated: bool = True) -> Iterator[str]:
    """Make an empty database for this run, use it, and give its address; it is gone afterwards.

    With `migrated` it has every table: a copy of AGRAW_TEST_TEMPLATE where that names a database that has them already.
    """
    own = f"bench_{bench}_{os.getpid()}"
    name, connection.settings_dict["TEST"]["NAME"] = connection.settings_dict["NAME"], own
    if migrated:
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("AGRAW_TEST_TEMPLATE") or None
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    else:
        connection.creation._create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        connection.settings_dict["NAME"] = own
    try:
        yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{own}"
    finally:
        connection.close_pool()
        connection.creation.destroy_test_db(name, verbosity=0)


def a_space() -> Space:
    """Make a commune, in a province of a region, and its open space."""
    parent = None
    for level, code in (("region", "99"), ("province", "99.999"), ("commune", "99.999.01.01")):
        parent = Territory.objects.create(
            code=code, level=level, slug=f"bench-{level}", parent=parent, name_ar="قياس", name_fr="Mesure",
            population=50_000, census_year=2024,
        )  # fmt: skip
    return Space.objects.create(commune=parent, state=SpaceState.OPEN, opened_at=now())


def crowd_of_speakers(count: int) -> tuple[Thread, list[str]]:
    """Make a discussion and `count` people with a key each; return both. One contribution is there already."""
    space = a_space()
    people = User.objects.bulk_create(
        User(phone=f"+2126{number:08}", phone_verified=True, display_name=f"متكلم {number}", trust=Trust.CONTACT)
        for number in range(count)
    )
    thread = open_thread(space, title="قياس", path="/needs/0/")
    keys = [make_token(one, name="bench", scopes=[Scope.DEBATES], by=one)[1] for one in people]
    return thread, keys
