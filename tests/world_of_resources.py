"""The information bank of the small world (`tests.world`): a letter with versions, a table, a draft, a withdrawn one.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from resources import actions
from resources.models import Resource
from tests.debates.papers import paper
from tests.resources.files import CSV

# The API's names for the things of the bank.
OF_RESOURCES = ("resource-", "resources-csv")
READERS = ["facilitator", "treasurer"]


def make(world) -> SimpleNamespace:
    """Make the bank; `secret` is the draft, which strangers may not see. No stranger reads the withdrawn one."""
    by, made = world.who["facilitator"], SimpleNamespace()
    made.draft = written(world, "canarydraftresource", kind="document", file=SimpleUploadedFile("a.pdf", paper()))
    letter = actions.publish(written(world, "letter", kind="letter"), by=by)
    made.letter = actions.edit(letter, by=by, change="second", text_ar="letter [[اسم الجماعة]] again")
    made.table = actions.publish(
        written(world, "table", kind="statistics", file=SimpleUploadedFile("a.csv", CSV)), by=by
    )
    late = actions.publish(written(world, "late"), by=by)
    Resource.objects.filter(pk=late.pk).update(review_on=localdate() - datetime.timedelta(days=1))
    made.late = Resource.objects.get(pk=late.pk)
    gone = written(
        world,
        "gone",
        text_ar="canarywithdrawntext",
        text_fr="canarywithdrawntext",
        file=SimpleUploadedFile("a.pdf", paper()),
    )
    made.gone = actions.withdraw(actions.publish(gone, by=by), by=by, note="gone note")
    for role in ("author", "facilitator"):
        actions.keep(made.letter, by=world.who[role])
    made.secret = made.draft
    return made


def written(world, word: str, kind: str = "guide", **more) -> Resource:
    """Write a draft whose every word tells which one it is."""
    told = {
        f"{name}_{language}": f"{word} {name}" for name in ("title", "summary", "text") for language in ("ar", "fr")
    }
    if kind == "letter":
        told["text_ar"] = told["text_fr"] = f"{word} [[اسم الجماعة]]"
    told |= {"theme": "water", "readers": READERS, "territory": world.space.commune, "source": f"{word} source"} | more
    return actions.create(by=world.who["facilitator"], space=world.space, kind=kind, **told)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of the bank with, as `tests.doors.values` does."""
    made, association = world.resources, {"pk": world.petitions.association.pk}
    every = [{"pk": row.pk} for row in (made.letter, made.table, made.late, made.gone, made.draft)]
    versions = [{"pk": made.letter.pk, "number": 1}, {"pk": made.letter.pk, "number": 2}]
    versions += [{"pk": row.pk, "number": 1} for row in (made.table, made.gone, made.draft)]
    return {
        ("resources", ("pk",)): every,
        ("resources", ("slug",)): [{"slug": space.commune.slug} for space in (world.space, world.draft_space)],
        ("resources", ("number", "pk")): versions,
        ("resources:reading-for", ("name",)): [{"name": name} for name in ("treasurer", "x")],
        ("resources:of-association", ("pk",)): [association],
        ("resources:association-new", ("pk",)): [association],
        ("resources:move", ("action", "pk")): [
            one | {"action": action} for one in every for action in (*Resource.MOVES, "fly")
        ],
        ("resource", ("pk",)): every,
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of the bank names what a stranger may not see; None for no such one."""
    if not name.startswith(("resources:", *OF_RESOURCES)):
        return None
    if name in {"resources:of-association", "resources:association-new"}:
        return False
    if "pk" in kwargs:
        return kwargs["pk"] == world.resources.secret.pk
    return kwargs.get("slug") == world.draft_space.commune.slug


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of the bank list."""
    made, by = world.resources, world.who["facilitator"]
    written(world, f"more {number}")
    for kind in ("guide", "letter"):
        more = actions.publish(written(world, f"more {number} {kind}", kind=kind), by=by)
        for role in ("author", "facilitator"):
            actions.keep(more, by=world.who[role])
    Resource.objects.filter(pk=more.pk).update(review_on=localdate() - datetime.timedelta(days=1))
    made.letter = actions.edit(made.letter, by=by, change=f"more {number}", text_ar=f"letter [[اسم]] {number}")
