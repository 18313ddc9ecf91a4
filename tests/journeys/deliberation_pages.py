"""The pages of the sessions of a council: who visits each, and what she does there first."""

from types import SimpleNamespace

from django.utils.timezone import localdate

from deliberations.models import AgendaItem, Decision, Minutes, Session, SessionRequest
from tests.factories.deliberations import (
    AgendaItemFactory,
    DecisionFactory,
    DeliberationFactory,
    SessionFactory,
    SittingFactory,
)
from tests.journeys.visit import FEW, Visit, sends_nothing

ACTS = ("item", "document", "sitting", "propose")


def make(world) -> SimpleNamespace:
    """Make a session that is being held: a sitting whose roll is to be called, a decision to be signed; a request."""
    session = SessionFactory(council=world.council, sitting=True)
    voted = DeliberationFactory(
        item=AgendaItemFactory(session=session, state="deliberated"),
        sitting=SittingFactory(session=session, held=True, number=1),
    )
    request = SessionRequest.objects.create(
        council=world.council, caller="governor", purpose="تعديل الميزانية", asked_on=localdate(), answer_by=localdate()
    )
    sitting = SittingFactory(session=session, number=2)
    return SimpleNamespace(
        sitting=sitting, draft=DecisionFactory(deliberation=voted, number=901, address="to-be-signed"), request=request
    )


def visits(world) -> list[Visit]:
    rows = Session.objects.filter(council=world.council)
    minutes = Minutes.objects.approved().filter(session__council=world.council)
    held = f"sessions/{minutes.latest('session__opens_from').session_id}/"
    coming = rows.filter(items__isnull=False, state="planned").latest("opens_from")
    item = AgendaItem.objects.filter(session=coming, state="proposed").earliest("pk")
    kept = AgendaItem.objects.filter(session=coming, state="kept").earliest("pk")
    decision = Decision.objects.published().filter(council=world.council).latest("pk")
    sitting = decision.deliberation.sitting
    desk = f"sessions/{coming.pk}/"
    do = f"{desk}do/"
    return [
        Visit("councils/tiznit/sessions/"), Visit("councils/tiznit/decisions/"),
        Visit("councils/tata/sessions/", languages=FEW),
        Visit("councils/tiznit/decisions/?q=qqqqq", languages=FEW), Visit(held), Visit(f"{held}minutes/"),
        Visit(f"sessions/sittings/{sitting.pk}/"), Visit(decision.get_absolute_url().lstrip("/").split("/", 1)[1]),
        Visit(f"sessions/of/{world.referral('answered')}/", languages=FEW), Visit(desk, languages=FEW),
        Visit("councils/tiznit/sessions/", "president", languages=FEW), Visit(f"{desk}desk/", "president"),
        Visit(f"{held}desk/", "president", languages=FEW), Visit(f"{do}day/", "president", languages=FEW),
        *(Visit(f"{do}{name}/", "president", languages=FEW) for name in ACTS),
        Visit(f"{do}item/", "president", sends_nothing, 0, ("ar",)),
        Visit("councils/tiznit/sessions/do/ask/", "president", languages=FEW),
        Visit("councils/tiznit/sessions/do/call/", "president", languages=("ar",)),
        *(Visit(f"sessions/sittings/{world.deliberations.sitting.pk}/do/{name}/", "president", languages=("ar",))
          for name in ("roll", "change", "cancel")),
        Visit(f"decisions/{world.deliberations.draft.address}/do/publish/", "president", languages=("ar",)),
        Visit(f"sessions/requests/{world.deliberations.request.pk}/do/refuse/", "president", languages=("ar",)),
        Visit(f"sessions/points/{item.pk}/do/refuse/", "president", languages=FEW),
        Visit(f"sessions/points/{kept.pk}/do/edit/", "president", languages=("ar",)),
        Visit(f"sessions/points/{kept.pk}/do/committee/", "president", languages=("ar",)),
    ]  # fmt: skip
