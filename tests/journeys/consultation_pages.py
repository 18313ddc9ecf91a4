"""The pages of consultations: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from consultations.actions import paper
from consultations.models import Consultation
from spaces.enums import Role
from tests import world_of_consultations as making
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a draft, an answered one, sheets in each state, one held back."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    of = SimpleNamespace(
        space=world.space,
        council=world.council,
        who=who | {"desk": who["facilitator"], "supporter": who["inhabitant"], "author": who["citizen"]},
    )
    for key in ("second", "third"):
        user = UserFactory(display_name="مينة")
        of.who[key] = MembershipFactory(space=world.space, user=user, role=Role.DESK).user
    made = making.make(of)
    made.differing, *_others = paper.print_sheets(made.open, by=who["facilitator"], count=1)
    said = making.typed_of(made.open)
    paper.type_sheet(made.differing, by=of.who["third"], said=said)
    paper.type_sheet(
        made.differing, by=of.who["second"], said=said | {next(name for name in said if name[0] == "s"): -1}
    )
    made.published = Consultation.objects.filter(space=world.space, state="published").earliest("pk")
    return made


def visits(world) -> list[Visit]:
    return [*public(world), *writing(world), *answering(world), *desk(world), *after(world)]


def page(consultation) -> str:
    return f"consultations/{consultation.pk}/"


def public(world) -> list[Visit]:
    made, space = world.consultations, "spaces/tiznit/consultations/"
    return [
        Visit(space), Visit(f"{space}?state=cancelled", languages=FEW), Visit(f"{space}latest/", languages=FEW),
        Visit(page(made.open)), Visit(page(made.closed), languages=FEW), Visit(page(made.published)),
        Visit("councils/tiznit/consultations/"), Visit(page(made.held), "facilitator", languages=FEW),
    ]  # fmt: skip


def writing(world) -> list[Visit]:
    draft, keys = f"{page(world.consultations.draft)}edit/", making.things_of(world.consultations.draft)
    forms = [
        "words/", "parts/new/questions/", "parts/new/opinions/", "parts/new/priorities/", f"parts/{keys['part']}/",
        f"parts/{keys['part']}/question/", f"parts/{keys['opinions']}/statement/",
        f"parts/{keys['priorities']}/candidate/", f"questions/{keys['question']}/",
        f"questions/{keys['question']}/option/", f"options/{keys['option']}/", f"candidates/{keys['candidate']}/",
        f"statements/{keys['statement']}/", "documents/",
    ]  # fmt: skip
    sent_empty = ["words/", f"parts/{keys['priorities']}/candidate/", "documents/"]
    begin = "spaces/tiznit/consultations/new/"
    return [
        Visit(begin, "facilitator"), Visit("councils/tiznit/consultations/new/", "president", languages=FEW),
        Visit(draft, "facilitator"),
        *(Visit(f"{draft}{path}", "facilitator", languages=FEW) for path in forms),
        *(Visit(f"{draft}{path}", "facilitator", sends_nothing, 0, FEW) for path in sent_empty),
        Visit(f"{draft}preview/", "facilitator"), Visit(f"{draft}discard/", "facilitator", languages=FEW),
        Visit(f"{draft}questions/{keys['question']}/out/", "facilitator", languages=FEW),
        Visit(f"{page(world.consultations.draft)}moves/open/", "facilitator", languages=FEW),
        Visit(f"{page(world.consultations.open)}moves/close/", "facilitator"),
        Visit(f"{page(world.consultations.open)}moves/close/", "facilitator", sends_nothing, 0, FEW),
    ]  # fmt: skip


def answering(world) -> list[Visit]:
    made = world.consultations
    answer, keys = f"{page(made.open)}answer/", making.things_of(made.open)
    steps = [
        "", f"questions/{keys['question']}/", f"questions/{keys['long']}/", f"opinions/{keys['opinions']}/",
        f"priorities/{keys['priorities']}/", "check/",
    ]  # fmt: skip
    return [
        *(Visit(f"{answer}{step}", "citizen") for step in steps),
        Visit(f"{answer}check/", "inhabitant", languages=FEW), Visit(f"{answer}thanks/", "inhabitant"),
        Visit(f"{answer}take-back/", "inhabitant", languages=FEW), Visit(page(made.open), "inhabitant", languages=FEW),
    ]  # fmt: skip


def desk(world) -> list[Visit]:
    made = world.consultations
    opened = page(made.open)
    number = making.taken_number(made.open)
    return [
        Visit(f"{opened}desk/", "facilitator"), Visit(f"{opened}desk/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{opened}desk/{number}/", "facilitator"), Visit(f"{opened}statements/", "facilitator"),
        Visit(f"{opened}statements/{made.statement.pk}/hide/", "facilitator", languages=FEW),
        Visit(f"{opened}sheets/", "facilitator"), Visit(f"{opened}sheets/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{opened}sheets/import/", "facilitator", languages=FEW),
        *(
            Visit(f"consultations/sheets/{sheet.code}/", "facilitator", languages=FEW)
            for sheet in (made.printed, made.typed, made.differing)
        ),
    ]  # fmt: skip


def after(world) -> list[Visit]:
    made = world.consultations
    closed, published = page(made.closed), page(made.published)
    long = making.things_of(made.closed)["long"]
    return [
        Visit(f"{closed}themes/", "facilitator"), Visit(f"{closed}themes/{long}/", "facilitator"),
        Visit(f"{page(made.result)}reply/", "president"), Visit(page(made.result), "president", languages=FEW),
        Visit(f"{page(made.result)}reply/", "president", sends_nothing, 0, FEW),
        Visit(f"{page(made.result)}reply/{made.result.reply_points.get().pk}/", "officer", languages=FEW),
        Visit(f"{published}results/"), Visit(f"{page(made.result)}results/", languages=FEW),
        Visit(f"{closed}results/", "facilitator"), Visit(published, "facilitator"),
        Visit(f"{published}needs/raise/", "facilitator"),
        Visit(f"{published}needs/raise/", "facilitator", sends_nothing, 0, FEW),
    ]  # fmt: skip
