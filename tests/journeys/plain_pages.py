"""The pages for those who read little: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from plain import actions
from tests import world_of_plain as making
from tests.journeys.visit import FEW, Visit, sends_nothing
from tests.world_of_debates import spoken


def make(world) -> SimpleNamespace:
    """Record what the demonstration has not, and write an easy text; the voice note is an inhabitant's."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    made = SimpleNamespace(lab=making.recorded(None, who["coordinator"], "need", "shi"))
    made.of_space = making.recorded(world.space, who["facilitator"], "need")
    made.thread = world.debates["open"].thread
    actions.write_easy(made.thread, by=who["facilitator"], language="ar", text="نتحدث عن النظافة. الرأي للجميع.")
    made.spoken = spoken(made.thread, who["inhabitant"], "Le ramassage passe trop tôt.")
    return made


def records_nothing(page) -> None:
    sends_nothing(page, "main form[enctype]")


def visits(world) -> list[Visit]:
    made, listen = world.plain, "listen/need/?of=tiznit"
    said, write = f"contributions/{made.spoken.pk}/", f"threads/{made.thread.pk}/easy/"
    manage = "spaces/tiznit/recorded-help/"
    return [
        Visit("easy/"), Visit("easy/petition/"), Visit(f"easy/debate/?thread={made.thread.pk}"),
        Visit("easy/session/", languages=FEW), Visit(listen), Visit("listen/session/", languages=FEW), Visit(said),
        Visit(f"{said}transcript/", "inhabitant"), Visit(f"{said}transcript/", "inhabitant", sends_nothing, 0, FEW),
        Visit(f"needs/{world.rich.pk}/transcript/", "facilitator", languages=FEW),
        Visit(write, "facilitator"), Visit(f"easy/debate/?thread={made.thread.pk}", "facilitator", languages=FEW),
        Visit(manage, "facilitator"), Visit(manage, "facilitator", records_nothing, 0, FEW),
        Visit("recorded-help/", "coordinator", languages=FEW),
    ]  # fmt: skip
