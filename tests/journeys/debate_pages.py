"""The pages of debates: who visits each, and what she does there first."""

from tests.journeys.small_world import World
from tests.journeys.visit import FEW, Visit, sends_nothing


def visits(world: World) -> list[Visit]:
    return [*public(world), *citizen(world), *preparing(world), *leading(world), *concluding(world)]


def public(world) -> list[Visit]:
    space, pages = "spaces/tiznit/debates/", {state: f"debates/{debate.pk}/" for state, debate in world.debates.items()}
    room = f"sittings/{world.sittings['live']}/"
    return [
        Visit(space), Visit(f"{space}?q=qqqqq", languages=FEW), Visit(f"{space}now/", languages=FEW),
        Visit(pages["open"]), Visit(pages["announced"], languages=FEW), Visit(pages["live"]),
        Visit(pages["concluded"]), Visit(f"{pages['concluded']}conclusion/"),
        Visit(f"{pages['concluded']}minutes/1/"), Visit(room), Visit(f"{room}?plain=1&still=1", languages=FEW),
        Visit(f"sittings/{world.sittings['announced']}/", languages=FEW), Visit(f"{room}projector/"),
        Visit(f"threads/{world.debates['open'].thread_id}/"), Visit(f"contributions/{world.said.pk}/"),
    ]  # fmt: skip


def citizen(world) -> list[Visit]:
    room, said = f"sittings/{world.sittings['live']}/", f"contributions/{world.said.pk}/"
    thread = f"threads/{world.debates['open'].thread_id}/"
    return [
        Visit(f"debates/{world.debates['open'].pk}/", "citizen"), Visit(thread, "citizen"),
        Visit(f"{thread}contribute/", "citizen"), Visit(f"{thread}contribute/", "citizen", sends_nothing, 0, FEW),
        Visit(said, "citizen", languages=FEW), Visit(f"{said}edit/", "citizen"),
        Visit(f"{said}edit/", "citizen", sends_nothing, 0, FEW),
        Visit(f"{said}moves/withdraw/", "citizen", languages=FEW), Visit(room, "citizen"),
        Visit(f"{room}floor/", "citizen"), Visit(f"{room}floor/", "citizen", sends_nothing, 0, FEW),
        Visit(f"{room}say/", "citizen"), Visit(f"{room}say/", "citizen", sends_nothing, 0, FEW),
        Visit(room, "inhabitant", languages=FEW),
    ]  # fmt: skip


def preparing(world) -> list[Visit]:
    space, pages = "spaces/tiznit/debates/", {state: f"debates/{debate.pk}/" for state, debate in world.debates.items()}
    draft, planned = pages["draft"], f"sittings/{world.sittings['announced']}/"
    looked_at = (
        f"{space}new/", f"{space}new/?model=needs", draft, f"{draft}edit/", f"{draft}moves/announce/",
        f"{draft}agenda/", f"{draft}agenda/{world.point}/", f"{draft}documents/",
        f"{draft}documents/{world.document}/remove/", f"{draft}sittings/new/", f"{planned}plan/", f"{planned}cancel/",
    )  # fmt: skip
    moves = (
        f"{pages['announced']}moves/open/", f"{pages['open']}moves/close/", f"{pages['closed']}moves/reopen/",
        f"{pages['concluded']}moves/archive/", f"{pages['open']}moves/hold/", f"{pages['open']}moves/hide/",
        f"contributions/{world.said.pk}/moves/hold/", f"contributions/{world.said.pk}/moves/hide/",
        f"contributions/{world.held}/moves/show/",
    )  # fmt: skip
    sent_empty = (
        f"{space}new/", f"{draft}edit/", f"{draft}agenda/", f"{draft}documents/", f"{draft}sittings/new/",
        f"{planned}cancel/", f"{pages['closed']}moves/reopen/", f"contributions/{world.said.pk}/moves/hold/",
    )  # fmt: skip
    return [
        *(Visit(path, "facilitator") for path in looked_at),
        *(Visit(path, "facilitator", languages=FEW) for path in moves),
        *(Visit(path, "facilitator", sends_nothing, 0, FEW) for path in sent_empty),
    ]


def leading(world) -> list[Visit]:
    room = f"sittings/{world.sittings['live']}/"
    looked_at = (
        f"{room}console/", f"sittings/{world.sittings['announced']}/moves/start/", f"{room}moves/end/",
        f"{room}settings/", f"{room}hall/request/", f"{room}hall/contribution/", f"{room}hall/people/",
        f"{room}polls/new/", f"polls/{world.poll}/hall/",
    )  # fmt: skip
    sent_empty = (f"{room}hall/request/", f"{room}hall/contribution/", f"{room}polls/new/")
    return [
        *(Visit(path, "facilitator") for path in looked_at),
        *(Visit(path, "facilitator", sends_nothing, 0, FEW) for path in sent_empty),
    ]


def concluding(world) -> list[Visit]:
    closed, concluded = (f"debates/{world.debates[state].pk}/" for state in ("closed", "concluded"))
    point = world.debates["closed"].points.get().pk
    return [
        Visit(closed, "facilitator"), Visit(f"{closed}conclusion/", "facilitator"),
        Visit(f"{closed}points/", "facilitator"), Visit(f"{closed}points/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{closed}points/{point}/", "facilitator", languages=FEW), Visit(f"{closed}conclude/", "facilitator"),
        Visit(f"{concluded}minutes/correct/", "facilitator"),
        Visit(f"{concluded}minutes/correct/", "facilitator", sends_nothing, 0, FEW),
    ]  # fmt: skip
