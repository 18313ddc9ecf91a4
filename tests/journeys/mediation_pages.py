"""The pages of desks: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from mediation import actions, references
from mediation.models import Desk, Registration
from tests.factories.accounts import UserFactory
from tests.factories.mediation import registered
from tests.journeys.visit import FEW, Visit, sends, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a person who agreed to everything, and somebody who claims a receipt."""
    desk = Desk.objects.get(space=world.space)
    agent = people.fresh(world.people["facilitator"])
    everything = registered(desk, agent, name="فاضمة (شخصية تجريبية)")
    actions.enter_need(everything, by=agent, title="ماء الشرب في الدوار", theme="water", place="الدوار")
    claimed = registered(desk, agent, name="Fatma (personnage fictif)")
    actions.claim(references.code_of(claimed.nonce), by=UserFactory(), name="Fadma")
    return SimpleNamespace(desk=desk, person=everything, receipt=Registration.objects.filter(desk=desk).earliest("pk"))


def visits(world) -> list[Visit]:
    made = world.mediation
    desk, person = f"desks/{made.desk.pk}/", f"desks/people/{made.person.pk}/"
    forms = ("join/", "answer/", "sign/", "withdraw/")
    return [
        Visit("spaces/tiznit/desks/"), Visit("spaces/tata/desks/", languages=FEW),
        Visit("spaces/tiznit/desks/", "facilitator", languages=FEW),
        Visit("spaces/tiznit/desks/new/", "facilitator", languages=FEW),
        Visit("spaces/tiznit/desks/new/", "facilitator", sends_nothing, 0, ("ar",)),
        Visit("receipts/", languages=FEW), Visit("receipts/?number=ZZZZ", status=404, languages=FEW),
        Visit(f"receipts/{made.receipt.written}/", languages=FEW),
        Visit("receipts/claim/", "citizen", languages=FEW),
        Visit("receipts/claim/", "citizen", sends_nothing, 0, ("ar",)),
        Visit("desks/", "citizen", languages=FEW), Visit(desk, "facilitator"),
        Visit(f"{desk}oversight/", "facilitator", languages=FEW),
        Visit(f"{desk}register/", "facilitator", languages=FEW),
        Visit(f"{desk}register/", "facilitator", sends, 0, FEW),
        Visit(f"{person}answer/{world.consultations.open.pk}/", "facilitator", languages=FEW),
        Visit(f"{person}answer/{world.consultations.open.pk}/", "facilitator", sends_nothing, 0, ("ar",)),
        Visit(f"{person}sign/{world.petitions.collecting.pk}/", "facilitator", languages=FEW),
        Visit(person, "facilitator"), Visit(f"{person}need/", "facilitator", languages=FEW),
        Visit(f"{person}need/", "facilitator", sends_nothing, 0, ("ar",)),
        *(Visit(f"{person}{path}", "facilitator", languages=FEW) for path in forms),
    ]  # fmt: skip
