"""What the small world (`tests.world`) has for those who read little: recorded help of the Lab and of spaces, an easy
text. With them, how to fill their addresses, and which of these name a secret.
"""

import io
from types import SimpleNamespace

from plain import actions
from tests.needs.files import wav

KEYS = ("need", "join", "debate", "sign", "session")


def make(world) -> SimpleNamespace:
    """Make them: `draft` is of a space in preparation."""
    made, coordinator = SimpleNamespace(), world.who["coordinator"]
    made.lab = recorded(None, coordinator, "need")
    made.of_space = recorded(world.space, world.who["facilitator"], "need")
    made.draft = recorded(world.draft_space, coordinator, "need")
    actions.write_easy(world.debates.live.thread, by=world.who["facilitator"], language="fr", text="On parle ici.")
    return made


def recorded(space, by, key: str, tongue: str = "ary"):
    return actions.record(
        space, by=by, key=key, tongue=tongue, audio=io.BytesIO(wav(1)), transcript=f"said of {key}", agreed=True
    )


def values(world, turn: int) -> dict:
    """Return what to fill the addresses with, as `tests.doors.values` does."""
    made, debates = world.plain, world.debates
    rows = [{"pk": row.pk} for row in (made.lab, made.of_space, made.draft)]
    return {
        ("plain", ("key",)): [{"key": key} for key in ("need", "x")],
        ("plain", ("code",)): [{"code": code} for code in ("ary", "xx")],
        ("plain", ("pk",)): rows,
        ("plain:write", ("pk",)): [{"pk": row.thread_id} for row in (debates.live, debates.hidden_debate)],
        ("plain", ("slug",)): [{"slug": space.commune.slug} for space in (world.space, world.draft_space)],
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see; None when it is none of these."""
    if name == "plain:write":
        return kwargs["pk"] == world.debates.hidden_debate.thread_id
    if name in {"plain:audio", "plain:remove"}:
        return kwargs["pk"] == world.plain.draft.pk
    if name == "plain:of-space":
        return kwargs["slug"] == world.draft_space.commune.slug
    return False if name.startswith("plain:") else None


def grow(world, number: int) -> None:
    """Record one more of everything."""
    key = KEYS[number % len(KEYS)]
    for space, by in ((None, "coordinator"), (world.space, "facilitator")):
        recorded(space, world.who[by], key, "shi")
