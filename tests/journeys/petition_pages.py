"""The pages of petitions and associations: who visits each, and what she does there first."""

from types import SimpleNamespace

from django.utils.timezone import localdate

from config.demo import people
from petitions import actions
from petitions.enums import SignatureState
from petitions.models import OnlineAcceptance, Petition
from petitions.steps import NAMES
from tests import world_of_petitions as making
from tests.factories.petitions import SignatureFactory
from tests.journeys.visit import FEW, Visit, sends_nothing

WORDS = "إصلاح الطريق المؤدية إلى المدرسة الابتدائية بالدوار الفوقاني"


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a draft, sheets in each state, a petition before each step, a dossier."""
    who = {key: people.fresh(user) for key, user in world.people.items()}
    of_citizen = SimpleNamespace(
        space=world.space, council=world.council, who=who | {"author": who["citizen"], "desk": who["facilitator"]}
    )
    of_association = SimpleNamespace(
        space=world.space, council=world.council, who=who | {"author": who["association"], "desk": who["facilitator"]}
    )
    made = SimpleNamespace(association=making.associated(of_association))
    made.draft = making.written(of_citizen, WORDS)
    actions.add_annex(made.draft, by=who["citizen"], title="التصميم", file=making.file_of())
    made.collecting = making.collecting(of_citizen, f"جمع {WORDS}")
    made.sheets = making.sheets_of(of_citizen, made.collecting)
    actions.sign(made.collecting, by=who["inhabitant"], attests=True)
    SignatureFactory(petition=made.collecting, state=SignatureState.HELD)
    made.held = making.collecting(of_citizen, f"مراجعة {WORDS}")
    actions.hold(made.held, by=who["facilitator"], note="أرقام هاتف")
    made.ready, handed = (
        making.collecting(of_association, f"{word} {WORDS}", association=made.association)
        for word in ("إيداع", "تسليم")
    )
    made.handed = making.handed_in(handed)
    for state in ("deposited", "lapsing", "accepted", "scheduled", "deliberated", "decided"):
        setattr(made, state, making.led(of_association, made, state))
    made.rejected, made.followed = (
        Petition.objects.get(space=world.space, state=state) for state in ("rejected", "followed_up")
    )
    OnlineAcceptance.objects.create(
        council=world.council, reference="12/2026", accepted_on=localdate(), entered_by=who["president"]
    )
    return made


def visits(world) -> list[Visit]:
    return [*public(world), *writing(world), *collecting(world), *council(world), *associations(world)]


def page(petition) -> str:
    return f"petitions/{petition.pk}/"


def public(world) -> list[Visit]:
    made, space = world.petitions, "spaces/tiznit/petitions/"
    return [
        Visit(space), Visit(f"{space}?q=qqqqq", languages=FEW), Visit(f"{space}latest/", languages=FEW),
        Visit(page(made.collecting)), Visit(page(made.followed)), Visit(page(made.rejected), languages=FEW),
        Visit(page(made.lapsing), languages=FEW), Visit("councils/tiznit/petitions/"),
        Visit("councils/tata/petitions/", languages=FEW), Visit("open-data/petitions/"),
        Visit("spaces/tiznit/associations/"), Visit(f"associations/{made.association.pk}/"),
    ]  # fmt: skip


def writing(world) -> list[Visit]:
    draft, begin = page(world.petitions.draft), "spaces/tiznit/petitions/new/"
    asked = [f"{draft}build/{name}/" for name in NAMES if name != "annexes"]
    sent_empty = [f"{draft}build/{name}/" for name in ("object", "reasons", "aims", "bearer", "mandatary")]
    return [
        Visit("petitions/mine/", "citizen"), Visit(begin, "citizen"), Visit(begin, "citizen", sends_nothing, 0, FEW),
        *(Visit(path, "citizen") for path in asked),
        *(Visit(path, "citizen", sends_nothing, 0, FEW) for path in sent_empty),
        Visit(f"{draft}annexes/", "citizen"), Visit(f"{draft}annexes/", "citizen", sends_nothing, 0, FEW),
        Visit(f"{draft}discard/", "citizen", languages=FEW), Visit(draft, "citizen", languages=FEW),
    ]  # fmt: skip


def collecting(world) -> list[Visit]:
    made, petition = world.petitions, page(world.petitions.collecting)
    printed, entered, counted, back = (f"petitions/sheets/{sheet.code}/" for sheet in made.sheets)
    return [
        Visit(petition, "citizen"), Visit(f"{petition}annexes/", "citizen", languages=FEW),
        Visit(f"{petition}sheets/", "citizen"), Visit(f"{petition}sheets/", "citizen", sends_nothing, 0, FEW),
        Visit(printed, "citizen"), Visit(printed, "citizen", sends_nothing, 0, FEW),
        Visit(entered, "citizen"), Visit(counted, "citizen", languages=FEW), Visit(back, "citizen", languages=FEW),
        Visit(entered, "facilitator"), Visit(entered, "facilitator", sends_nothing, 0, FEW),
        Visit(f"{petition}file/", "citizen"), Visit(f"{petition}steps/withdraw/", "citizen"),
        Visit(f"{petition}steps/withdraw/", "citizen", sends_nothing, 0, FEW),
        Visit(f"{petition}sign/", "coordinator"), Visit(f"{petition}sign/", "coordinator", sends_nothing, 0, FEW),
        Visit(f"{petition}signed/", "inhabitant"), Visit(petition, "inhabitant", languages=FEW),
        Visit(f"{petition}take-back/", "inhabitant", languages=FEW), Visit(f"{petition}held/", "facilitator"),
        Visit(f"{petition}held/", "facilitator", sends_nothing, 0, FEW), Visit(petition, "facilitator"),
        Visit(f"{petition}moderate/hold/", "facilitator"),
        Visit(f"{petition}moderate/hide/", "facilitator", sends_nothing, 0, FEW),
        Visit(f"{page(made.held)}moderate/show/", "facilitator", languages=FEW),
        Visit(page(made.held), "citizen", languages=FEW),
    ]  # fmt: skip


def council(world) -> list[Visit]:
    made = world.petitions
    steps = {
        "check": made.deposited, "accept": made.lapsing, "reject": made.lapsing, "schedule": made.accepted,
        "to_committee": made.scheduled, "decide": made.deliberated, "follow_up": made.decided, "report": made.followed,
    }  # fmt: skip
    sent_empty = ("reject", "decide", "follow_up")
    ready = f"{page(made.ready)}steps/"
    return [
        Visit("councils/tiznit/petitions/", "president"), Visit(page(made.lapsing), "president"),
        Visit(page(made.decided), "officer", languages=FEW), Visit(f"{page(made.handed)}steps/deposit/", "officer"),
        *(Visit(f"{page(petition)}steps/{name}/", "president") for name, petition in steps.items()),
        *(Visit(f"{page(steps[name])}steps/{name}/", "president", sends_nothing, 0, FEW) for name in sent_empty),
        Visit(f"{page(made.scheduled)}steps/deliberate/", "president"),
        Visit(f"{ready}hand_in/", "association", languages=FEW), Visit(f"{ready}deposit/", "association"),
        Visit(f"{ready}deposit/", "association", sends_nothing, 0, FEW),
    ]  # fmt: skip


def associations(world) -> list[Visit]:
    own = f"associations/{world.petitions.association.pk}/"
    return [
        Visit("associations/mine/", "association"), Visit("associations/new/", "association"),
        Visit("associations/new/", "association", sends_nothing, 0, FEW), Visit(own, "association"),
        Visit(own, "association", sends_nothing, 0, FEW), Visit(f"{own}edit/", "association"),
        Visit(own, "facilitator"), Visit("spaces/tiznit/associations/", "facilitator"),
        Visit("petitions/mine/", "association", languages=FEW),
        Visit(f"spaces/tiznit/petitions/new/?association={world.petitions.association.pk}", "association",
              languages=FEW),
    ]  # fmt: skip
