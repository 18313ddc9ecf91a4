"""The pages of the information bank: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from tests import world_of_resources as making
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a draft, a letter with versions, a withdrawn one, one to be reviewed."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    of = SimpleNamespace(space=world.space, who=who | {"author": who["citizen"]})
    return making.make(of)


def page(resource) -> str:
    return f"resources/{resource.pk}/"


def visits(world) -> list[Visit]:
    return [*public(world), *writing(world)]


def public(world) -> list[Visit]:
    made, space = world.resources, "spaces/tiznit/resources/"
    association = f"associations/{world.petitions.association.pk}/resources/"
    return [
        Visit("resources/"), Visit("resources/?q=qqqqq", languages=FEW), Visit("resources/?kind=letter", "citizen"),
        Visit("resources/", "citizen", languages=FEW), Visit(space), Visit(f"{space}latest/", languages=FEW),
        Visit(association, languages=FEW), Visit(page(made.letter)), Visit(page(made.letter), "citizen", languages=FEW),
        Visit(page(made.table), languages=FEW), Visit(page(made.late), languages=FEW),
        Visit(page(made.gone), status=410), Visit(f"{page(made.letter)}versions/"),
        Visit(f"{page(made.letter)}versions/2/"), Visit(f"{page(made.letter)}fill/"), Visit("resources/reading/"),
        Visit("resources/reading/treasurer/"), Visit("resources/reading/desk/", languages=FEW),
        Visit("resources/kept/", "citizen"), Visit("resources/open-data/"),
    ]  # fmt: skip


def writing(world) -> list[Visit]:
    made, new = world.resources, "spaces/tiznit/resources/new/"
    kinds = ("letter", "statistics", "contact", "link")
    return [
        Visit(new, "facilitator"), Visit(f"{new}?kind=guide", "facilitator"),
        *(Visit(f"{new}?kind={kind}", "facilitator", languages=FEW) for kind in kinds),
        Visit(f"{new}?kind=contact", "facilitator", sends_nothing, 0, FEW),
        Visit("resources/new/", "coordinator", languages=FEW),
        Visit("resources/new/?kind=guide", "coordinator", languages=FEW),
        Visit(f"associations/{world.petitions.association.pk}/resources/new/", "association", languages=FEW),
        Visit("resources/mine/", "facilitator"), Visit(page(made.draft), "facilitator"),
        Visit(f"{page(made.draft)}edit/", "facilitator"),
        Visit(f"{page(made.letter)}edit/", "facilitator", languages=FEW),
        Visit(f"{page(made.letter)}edit/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{page(made.draft)}discard/", "facilitator", languages=FEW),
        Visit(f"{page(made.draft)}moves/publish/", "facilitator", languages=FEW),
        Visit(f"{page(made.letter)}moves/withdraw/", "facilitator"),
        Visit(f"{page(made.letter)}moves/withdraw/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{page(made.gone)}moves/restore/", "facilitator", languages=FEW),
        Visit(f"{page(made.late)}review/", "facilitator", languages=FEW),
    ]  # fmt: skip
