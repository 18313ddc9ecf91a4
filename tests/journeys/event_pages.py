"""The pages of events: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from spaces.enums import Role
from spaces.models import Association
from tests import world_of_events as making
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a draft, one that runs, one held back, a stand that is asked for."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    desk = MembershipFactory(space=world.space, user=UserFactory(display_name="مينة"), role=Role.DESK).user
    association = Association.objects.represented_by(who["association"]).earliest("pk")
    root = UserFactory(is_superuser=True, is_staff=True)
    of = SimpleNamespace(
        space=world.space,
        who=who | {"desk": desk, "supporter": who["citizen"], "author": who["association"], "superuser": root},
        petitions=SimpleNamespace(association=association),
    )
    made = making.make(of)
    made.association = association
    return made


def page(event) -> str:
    return f"events/{event.pk}/"


def visits(world) -> list[Visit]:
    return [*public(world), *taking_part(world), *leading(world)]


def public(world) -> list[Visit]:
    made, space = world.events, "spaces/tiznit/events/"
    return [
        Visit(space), Visit(f"{space}?q=qqqqq", languages=FEW), Visit(f"{space}coming/", languages=FEW),
        Visit(page(made.open)), Visit(page(made.closed)), Visit(f"{page(made.running)}programme/"),
        Visit(f"{page(made.running)}notes/"), Visit(f"{page(made.open)}stands/"),
        Visit(f"{page(made.open)}stands/{made.shown.pk}/", languages=FEW), Visit("events/open-data/"),
    ]  # fmt: skip


def taking_part(world) -> list[Visit]:
    made = world.events
    opened = page(made.open)
    return [
        Visit(opened, "citizen"), Visit(f"{opened}register/", "citizen", languages=FEW),
        Visit(f"{opened}register/", "inhabitant"), Visit(f"{opened}programme/", "citizen", languages=FEW),
        Visit(f"{opened}give-back/", "citizen", languages=FEW), Visit("events/mine/", "citizen"),
        Visit("events/mine/", "president", languages=FEW),
        Visit(f"{opened}members/{made.association.pk}/", "association"),
        Visit(f"{opened}members/{made.association.pk}/", "association", sends_nothing, 0, FEW),
        Visit(f"{opened}members/", "citizen", languages=FEW),
        Visit(f"{opened}members/", "president", languages=FEW), Visit(f"{opened}stands/ask/", "citizen", languages=FEW),
        Visit(f"{opened}stands/ask/", "association"),
        Visit(f"{opened}stands/ask/", "association", sends_nothing, 0, FEW),
    ]  # fmt: skip


def leading(world) -> list[Visit]:
    made = world.events
    draft, running, new = page(made.draft), page(made.running), "spaces/tiznit/events/new/"
    room, slot = made.draft.rooms.get().pk, made.draft.slots.get().pk
    forms = ["edit/", "plan/rooms/new/", f"plan/rooms/{room}/", f"plan/slots/{slot}/", "discard/", "moves/publish/"]
    return [
        Visit(new, "facilitator"), Visit(new, "facilitator", sends_nothing, 0, FEW), Visit(draft, "facilitator"),
        Visit(f"{draft}plan/", "facilitator"), Visit(f"{draft}plan/slots/new/", "facilitator"),
        Visit(f"{draft}plan/slots/new/", "facilitator", sends_nothing, 0, FEW),
        *(Visit(f"{draft}{path}", "facilitator", languages=FEW) for path in forms),
        Visit(page(made.held), "facilitator", languages=FEW), Visit(running, "facilitator"),
        Visit(f"{running}door/", "facilitator"), Visit(f"{running}door/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{running}notes/", "facilitator"), Visit(f"{running}notes/write/note/", "facilitator"),
        Visit(f"{running}notes/write/issue/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{running}notes/{made.note.pk}/", "facilitator", languages=FEW),
        Visit(f"{running}counts/", "facilitator"), Visit(f"{running}minutes/", "facilitator", languages=FEW),
        Visit(f"{page(made.open)}moves/cancel/", "facilitator"),
        Visit(f"{page(made.open)}moves/cancel/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{page(made.open)}stands/{made.stand.pk}/", "facilitator"),
        Visit(f"{page(made.open)}stands/{made.stand.pk}/decline/", "facilitator", languages=FEW),
    ]  # fmt: skip
