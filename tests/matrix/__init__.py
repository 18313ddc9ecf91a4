"""Who may what, at every address: one table a room (`tests/matrix/ROOM.csv`), written and read by people.

A row says, of one address and one method, who gets in: `shown` at what everyone may see, `hidden` at what strangers may
not. The same thing is tried by people of its own commune and by those of another (`facilitator_elsewhere`,
`president_elsewhere`); who belongs to a group is written in `GROUPS`. `act` is the act that an address names
(`refer`); `*` is every act without a row of its own.

An address that names the other commune by its slug is asked about as its own people would be: there the president of
the other one is `president`, and this one's is `president_elsewhere` (`elsewhere`).

A cell is `nobody`, `everyone`, `signed-in`, or groups and roles joined by ` + `. A superuser, whom no rule stops, is
in each cell but `nobody` and those that begin with `only`.
"""

import csv
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
NAMING_ACTS = ("action", "move", "act", "what", "step", "name", "kind")
SIGNED_IN = {
    "citizen", "supporter", "author", "member", "facilitator", "moderator", "desk", "facilitator_elsewhere",
    "officer", "president", "president_elsewhere", "ended", "coordinator", "superuser",
}  # fmt: skip
GROUPS = {
    "everyone": SIGNED_IN | {"visitor"},
    "signed-in": SIGNED_IN,
    # Who runs the space of this commune; the coordination of its region stands in where a facilitator is missing.
    "facilitating": {"facilitator", "coordinator"},
    "moderating": {"facilitator", "coordinator", "moderator"},
    "staff": {"facilitator", "coordinator", "moderator", "desk"},
    "council": {"officer", "president"},
    # Those who hold an office in some space or council, of this commune or of another.
    "offices": {
        "facilitator", "coordinator", "moderator", "desk", "officer", "president", "facilitator_elsewhere",
        "president_elsewhere",
    },
    "councils": {"officer", "president", "president_elsewhere"},
    "facilitators": {"facilitator", "coordinator", "facilitator_elsewhere"},
}  # fmt: skip
REFUSALS = {401, 403, 404, 405}
# Who is what in the other commune.
THERE = {
    "president_elsewhere": "president", "facilitator_elsewhere": "facilitator", "president": "president_elsewhere",
    "officer": "president_elsewhere", "facilitator": "facilitator_elsewhere", "moderator": "facilitator_elsewhere",
    "desk": "facilitator_elsewhere",
}  # fmt: skip


class Row(NamedTuple):
    """One line of a table. `hidden` is empty where no hidden thing has the address."""

    address: str
    act: str
    method: str
    shown: str
    hidden: str

    def who(self, *, is_hidden: bool) -> set[str]:
        return roles_of(self.hidden if is_hidden else self.shown)


def roles_of(cell: str) -> set[str]:
    """Return the roles that a cell names."""
    if cell in {"", "nobody"}:
        return set()
    words = cell.removeprefix("only ").split(" + ")
    named = set().union(*(GROUPS.get(word, {word}) for word in words))
    assert named <= GROUPS["everyone"], f"no role or group is called so: {cell}"
    return named if cell.startswith("only ") else named | {"superuser"}


@functools.cache
def rows() -> dict[tuple[str, str, str], Row]:
    """Return every row of every table by (address, act, method)."""
    found: dict[tuple[str, str, str], Row] = {}
    for path in tables():
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                row = Row(**line)
                assert row[:3] not in found, f"twice in the tables: {row[:3]}"
                found[row[:3]] = row
    return found


def tables() -> list[Path]:
    return sorted(FOLDER.glob("*.csv"))


def addresses() -> Iterator[str]:
    yield from dict.fromkeys(row.address for row in rows().values())


def act_of(kwargs: dict) -> str:
    """Return the act that the parameters of an address name, `*` for none."""
    return next((str(kwargs[name]) for name in NAMING_ACTS if name in kwargs), "*")


def row_of(address: str, kwargs: dict, method: str) -> Row | None:
    act = act_of(kwargs)
    return rows().get((address, act, method)) or rows().get((address, "*", method))


def is_in(response) -> bool:
    """Tell whether an answer let somebody in: neither a refusal, nor the way to the door."""
    if response.status_code in REFUSALS:
        return False
    return not response.headers.get("Location", "").partition("?")[0].endswith("/accounts/login/")


def elsewhere(role: str) -> str:
    """Return the role that somebody plays where the other commune is asked about."""
    return THERE.get(role, role)


def wrongs(
    role: str, address: str, kwargs: dict, method: str, *, is_hidden: bool, response, wrote: bool = False
) -> list[str]:
    """Return what is wrong with an answer by the tables, in words; `wrote` when something was written meanwhile."""
    if response.status_code == 405:
        return []
    row = row_of(address, kwargs, method.upper())
    if row is None:
        return [f"is in no table of tests/matrix: {address},{act_of(kwargs)},{method.upper()}"]
    if role == "ended" and row.shown.startswith("only ") and response.status_code in {302, 409} and not wrote:
        return []  # she is told that her mandate has ended
    if is_in(response) and role not in row.who(is_hidden=is_hidden):
        return [f"let {role} in, whom tests/matrix keeps out"]
    return []


def expression(roles: set[str]) -> str:
    """Return the shortest cell that names these roles."""
    if not roles:
        return "nobody"
    only, left, words = "" if "superuser" in roles else "only ", set(roles), []
    for name, members in sorted(GROUPS.items(), key=lambda pair: -len(pair[1])):
        if members <= roles and len(members & left) > 1:
            words.append(name)
            left -= members
    if not words or left - {"superuser"}:
        words += sorted(left - {"superuser"}) or (["superuser"] if not words else [])
    return only + " + ".join(words)
