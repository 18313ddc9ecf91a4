"""The desks of the small world (`tests.world`): one with its agent, whom she registered, who claims a receipt.

With them, how to fill their addresses, and which of these name a secret.
"""

from types import SimpleNamespace

from mediation import actions, references
from mediation.models import Act, Agent, Claim, Desk
from needs.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.mediation import DeskFactory, registered
from tests.factories.petitions import SheetFactory
from tests.factories.spaces import MembershipFactory

SECRETS = {
    "canarydeskname": {"desk", "superuser"},  # the name by which the desk knows a person
    "canaryclaimname": {"desk", "superuser"},
    "canarydraftdesk": {"coordinator", "superuser"},
}
PERSONS = {"person", "need", "support", "consultations", "answer", "petitions", "signature", "receipt-pdf", "withdraw"}
AT_THE_DESK = {"desk", "find", "register"}
RUNNING = {"oversight", "close"}
OPEN = {"receipts", "receipt", "claim", "mine"}


def make(world) -> SimpleNamespace:
    """Open a desk at which the desk agent works, and one in the space in preparation."""
    made, agent, by = SimpleNamespace(), world.who["desk"], world.who["facilitator"]
    made.desk = actions.open_desk(world.space, by=by, kind="youth", name="desk of the youth", place="market")
    actions.name_agent(made.desk, agent, by=by)
    made.draft = DeskFactory(space=world.draft_space, name="canarydraftdesk", place="canarydraftdesk")
    made.registration = registered(made.desk, agent, name="canarydeskname")
    made.need = actions.enter_need(made.registration, by=agent, title="for her", theme="water", place="there")
    made.petition = world.petitions.collecting
    made.sheet = SheetFactory(petition=made.petition, number=400)
    actions.note_signature(made.registration, made.petition, by=agent, sheet=400, row=1)
    code = references.code_of(made.registration.nonce)
    actions.claim(code, by=UserFactory(), name="canaryclaimname")
    made.claim = Claim.objects.get()
    return made


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of desks with, as `tests.doors.values` does."""
    made = world.mediation
    desks = [{"pk": made.desk.pk}, {"pk": made.draft.pk}]
    person = [{"pk": made.registration.pk}]
    slugs = [{"slug": space.commune.slug} for space in (world.space, world.draft_space)]
    numbers = {"answer": world.consultations.open.pk, "signature": made.petition.pk}
    return {
        ("mediation", ("slug",)): slugs,
        **{(f"mediation:{name}", ("pk",)): desks for name in AT_THE_DESK | RUNNING},
        **{(f"mediation:{name}", ("pk",)): person for name in PERSONS},
        **{(f"mediation:{name}", ("number", "pk")): [person[0] | {"number": pk}] for name, pk in numbers.items()},
        ("mediation:receipt-pdf", ("language", "paper", "pk")): [
            person[0] | {"language": language, "paper": paper} for language, paper in (("fr", "80mm"), ("xx", "a4"))
        ],
        ("mediation:end-agent", ("pk",)): [{"pk": Agent.objects.get(desk=made.desk).pk}],
        ("mediation:check", ("pk",)): [{"pk": Act.objects.filter(desk=made.desk).earliest("pk").pk}],
        ("mediation:answer-claim", ("pk",)): [{"pk": made.claim.pk}],
        ("mediation:receipt", ("number",)): [{"number": made.registration.written}, {"number": "ZZZZ-ZZZZ"}],
        ("desk", ("pk",)): desks,
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of desks names what a stranger may not see; None for no such one."""
    made, door = world.mediation, name.removeprefix("mediation:")
    if name.startswith("desk-"):
        return kwargs.get("pk") == made.draft.pk
    if name.startswith(("needs:", "need-")) and kwargs.get("pk") == made.need.pk:
        return False
    if door == name:
        return None
    if "slug" in kwargs:
        return kwargs["slug"] == world.draft_space.commune.slug
    if door in OPEN:
        return False
    is_hers = role == "desk" and door in PERSONS | AT_THE_DESK | {"answer-claim"}
    return not is_hers or kwargs["pk"] == made.draft.pk


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of desks list."""
    made, agent, by = world.mediation, world.who["desk"], world.who["facilitator"]
    more = actions.open_desk(world.space, by=by, kind="market", name=f"more desk {number}", place="market")
    actions.name_agent(more, agent, by=by)
    another = MembershipFactory(space=world.space, role="desk").user  # whatever courses are asked for by now
    actions.name_agent(made.desk, another, by=by)
    actions.enter_need(made.registration, by=agent, title=f"more {number}", theme="water", place="there")
    actions.join_for(made.registration, Need.objects.get(pk=world.open.pk), by=agent)
    actions.note_signature(made.registration, made.petition, by=agent, sheet=400, row=number + 2)
    other = registered(made.desk, agent, name="canarydeskname")
    actions.claim(references.code_of(other.nonce), by=UserFactory(), name="canaryclaimname")
    assert Desk.objects.open().count() > 2
