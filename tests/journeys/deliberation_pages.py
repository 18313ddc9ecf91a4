"""The pages of the sessions of a council: who visits each, and what she does there first."""

from deliberations.models import AgendaItem, Decision, Session
from tests.journeys.visit import FEW, Visit, sends_nothing

ACTS = ("item", "document", "sitting", "propose")


def visits(world) -> list[Visit]:
    rows = Session.objects.filter(council=world.council)
    held = f"sessions/{rows.filter(state='closed').latest('opens_from').pk}/"
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
        Visit(f"sessions/points/{item.pk}/do/refuse/", "president", languages=FEW),
        Visit(f"sessions/points/{kept.pk}/do/edit/", "president", languages=("ar",)),
        Visit(f"sessions/points/{kept.pk}/do/committee/", "president", languages=("ar",)),
    ]  # fmt: skip
