"""Open data of the small world (`tests.world`): the files of one night, and what the open standards tell of it."""

from types import SimpleNamespace

from opendata import actions

MADE = ("needs", "answers", "mandates", "associations")


def make(world) -> SimpleNamespace:
    """Write some of the files; all of them are written, and searched for secrets, in `tests.opendata`."""
    for slug in MADE:
        actions.make(slug)
    return SimpleNamespace()


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of open data with, as `tests.doors.values` does."""
    files = [{"slug": slug, "kind": "json"} for slug in MADE] + [{"slug": "needs", "kind": "geojson"}]
    hidden = world.secret_needs[turn % len(world.secret_needs)].pk
    needs = [{"pk": world.open.pk, "kind": "json"}, {"pk": hidden, "kind": "xml"}]
    council = world.council.pk
    objects = {
        "body": "town", "organization": f"council-{council}", "person": world.officer.pk, "meeting": 1, "paper": 1,
        "agendaitem": 1, "membership": world.officer.pk, "consultation": 1, "x": 1,
    }  # fmt: skip
    return {
        ("opendata", ("slug",)): [{"slug": slug} for slug in ("needs", "petitions", "x")],
        ("opendata-dictionary", ("slug",)): [{"slug": "needs"}, {"slug": "x"}],
        ("opendata-file", ("kind", "slug")): [*files, {"slug": "debates", "kind": "csv"}],
        ("open311", ("kind",)): [{"kind": "json"}, {"kind": "xml"}],
        ("open311", ("code", "kind")): [{"code": "water", "kind": "json"}, {"code": "x", "kind": "xml"}],
        ("open311", ("kind", "pk")): needs,
        ("popolo", ("slug",)): [{"slug": "town"}, {"slug": "x"}],
        ("oparl", ("kind", "slug")): [{"slug": "town", "kind": kind} for kind in objects],
        ("oparl", ("key", "kind")): [{"kind": kind, "key": str(key)} for kind, key in objects.items()],
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see: here nobody sees it."""
    if not name.startswith(("opendata", "open311", "popolo", "oparl")):
        return None
    return kwargs.get("pk") in {need.pk for need in world.secret_needs}


def grow(world, number: int) -> None:
    """There are as many datasets as there are."""
