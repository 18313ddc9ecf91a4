"""Whether time tells who has an account: doors tried with known and with unknown contacts, in turn.

Each trial is a browser of its own against Django's whole handler, undone afterwards, the known and the unknown one
after the other so that both meet the same noise. Said for each door: the two medians, and `delta_ms`, how far they lie
apart. The yardstick is the same contact against itself, in the same run: what the noise alone sets apart.
"""

import argparse
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from unittest import mock

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from accounts import actions  # noqa: E402
from accounts.enums import Scope, Trust  # noqa: E402
from accounts.models import User  # noqa: E402
from bench._clock import say  # noqa: E402
from bench._world import own_database  # noqa: E402

TARGET = 5.0  # milliseconds between the medians
PASSWORD = "une phrase longue"  # noqa: S105 -- of a person who lives as long as this run
KNOWN, UNKNOWN = "+212612000001", "+2126120{:05d}"


def undone(ask: Callable[[], int]) -> float:
    """Return the milliseconds of an ask, which is undone."""
    cache.clear()
    with transaction.atomic():
        start = time.perf_counter()
        ask()
        taken = (time.perf_counter() - start) * 1000
        transaction.set_rollback(True)
    return taken


def doors(person: User, key: str) -> Iterator[tuple[str, Callable[[bool, int], Callable[[], int]]]]:
    """Yield each door with what tries it: `(known, number)` makes one ask."""
    other = itertools.count(10)

    def contact(known: bool) -> str:
        return person.phone if known else UNKNOWN.format(next(other))

    def code(known: bool, number: int):
        typed = {"contact": contact(known)}
        return lambda: Client().post("/fr/accounts/login/", typed).status_code

    def password(known: bool, number: int):
        typed = {"login": contact(known), "password": f"faux mot {number}"}
        return lambda: Client().post("/fr/accounts/login/password/", typed).status_code

    def token(known: bool, number: int):
        # One that is right but for its last sign, and one of which nothing is right.
        sent = f"{key[:-1]}{'?' if key[-1] != '?' else '!'}" if known else f"agraw_{number:043d}"
        return lambda: Client(headers={"Authorization": f"Bearer {sent}"}).get("/api/v1/me/").status_code

    yield "code", code
    yield "password", password
    yield "token", token


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000, help="of each kind, at each door (the password's: a tenth)")
    options = parser.parse_args()
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.CODE_SENDS_PER_NETWORK = settings.SMS_DAILY_CAP = 10**9
    settings.ACCOUNT_RATE_LIMITS = False
    with (
        own_database("doors"),
        mock.patch("rest_framework.throttling.SimpleRateThrottle.allow_request", return_value=True),
    ):
        person = User.objects.create_user("bench@example.org", PASSWORD, phone=KNOWN, trust=Trust.CONTACT)
        _row, key = actions.make_token(person, name="bench", scopes=[Scope.READ], by=person)
        results = {}
        for name, ask in doors(person, key):
            trials = options.trials // 10 if name == "password" else options.trials
            taken: dict[str, list[float]] = {"known": [], "unknown": [], "again": []}
            for number in range(trials + 5):
                order = ["known", "unknown", "again"]
                for kind in order[number % 3 :] + order[: number % 3]:
                    taken[kind].append(undone(ask(kind != "unknown", number)))
            medians = {kind: statistics.median(several[5:]) for kind, several in taken.items()}
            results[name] = {
                "trials": trials,
                **{f"{kind}_p50_ms": round(value, 2) for kind, value in medians.items()},
                "delta_ms": round(abs(medians["known"] - medians["unknown"]), 2),
                "yardstick_delta_ms": round(abs(medians["known"] - medians["again"]), 2),
            }
    reached = all(one["delta_ms"] < TARGET for one in results.values())
    say(bench="doors", **results, target_delta_ms=TARGET, reached=reached)
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
