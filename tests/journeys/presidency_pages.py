"""The pages of orders, written questions, reports and the equality body: who visits each, what she does there first."""

from config.demo import people
from councils.models import Mandate
from equality import actions as equality
from equality.models import Body, Opinion
from presidency.models import InformationReport, Order, WrittenQuestion
from tests.factories.deliberations import SessionFactory
from tests.journeys.visit import FEW, Visit, sends_nothing

COUNCIL = "councils/tiznit/"


def make(world) -> None:
    """Make what the demonstration has not: drafts of an order, of a report and of an opinion; who writes them.

    `asker` is a member of the council, `chair` leads the equality body.
    """
    world.people["asker"] = Mandate.objects.filter(written_questions__council=world.council).earliest("pk").user
    body = Body.objects.get(council=world.council)
    world.people["chair"] = body.members.get(seat="chair").user
    chair = people.fresh(world.people["chair"])
    opinion = equality.propose_opinion(body, by=chair, title_fr="Avis en préparation", title_ar="رأي قيد الإعداد")
    equality.write_opinion(opinion, by=chair, text_ar="نرى أن", version=0)
    order = Order.objects.filter(council=world.council).earliest("pk")
    Order.objects.create(
        council=world.council, year=order.year, number=900, kind="other", title_ar="قرار قيد الإعداد",
        written_by=world.people["officer"],
    )  # fmt: skip
    session = SessionFactory(council=world.council, ordinal=90)
    InformationReport.objects.create(council=world.council, session=session, since=session.opens_from)


def visits(world) -> list[Visit]:
    return [*public(world), *of_the_council(world)]


def public(world) -> list[Visit]:
    orders = Order.objects.filter(council=world.council)
    replaced = orders.filter(replaced_by__isnull=False).earliest("pk")
    questions = WrittenQuestion.objects.filter(council=world.council)
    answered, waiting = (questions.filter(state=state).earliest("pk") for state in ("answered", "asked"))
    replied = Opinion.objects.filter(referral__state="answered").earliest("pk")
    own = Opinion.objects.filter(origin="own").earliest("pk")
    return [
        Visit(f"{COUNCIL}orders/"), Visit(f"{COUNCIL}orders/?q=qqqqq", languages=FEW),
        Visit(f"orders/{orders.filter(state='published').earliest('pk').pk}/"),
        Visit(f"orders/{replaced.pk}/", languages=FEW), Visit("open-data/orders/", languages=FEW),
        Visit(f"{COUNCIL}written-questions/"), Visit(f"written-questions/{answered.pk}/"),
        Visit(f"written-questions/{waiting.pk}/", languages=FEW), Visit(f"{COUNCIL}information-reports/"),
        Visit(f"{COUNCIL}equality/"), Visit("councils/tata/equality/", languages=FEW),
        Visit(f"opinions/{replied.pk}/"), Visit(f"opinions/{own.pk}/", languages=FEW),
    ]  # fmt: skip


def of_the_council(world) -> list[Visit]:
    draft = Order.objects.get(council=world.council, number=900)
    waiting = WrittenQuestion.objects.filter(council=world.council, state="asked").earliest("pk")
    report = InformationReport.objects.filter(council=world.council, state="draft").latest("pk")
    opinion = Opinion.objects.filter(body__council=world.council, state="drafted").latest("pk")
    member = opinion.body.members.latest("pk")
    session = f"sessions/{report.session_id}/"
    forms = (
        f"{COUNCIL}orders/new/", f"written-questions/{waiting.pk}/reply/", f"{COUNCIL}equality/members/new/",
        f"{COUNCIL}equality/call/", f"{session}information-report/",
    )  # fmt: skip
    once = (
        f"orders/{draft.pk}/edit/", f"orders/{draft.pk}/discard/", f"{session}written-questions/sitting/",
        f"{COUNCIL}equality/set-up/", f"{COUNCIL}equality/members/{member.pk}/end/",
    )  # fmt: skip
    led = ("", "write/", "rapporteur/", "adopt/", "moves/drop/")
    return [
        *(Visit(path, "officer", languages=FEW) for path in forms),
        *(Visit(path, "officer", languages=("ar",)) for path in once),
        Visit(f"{COUNCIL}orders/new/", "officer", sends_nothing, 0, ("ar",)),
        Visit(f"orders/{draft.pk}/", "officer", languages=FEW),
        Visit(f"orders/{draft.pk}/moves/publish/", "president", languages=("ar",)),
        Visit(f"information-reports/{report.pk}/", "president", languages=FEW),
        Visit(f"information-reports/{report.pk}/publish/", "president", languages=("ar",)),
        Visit(f"{session}written-questions/", languages=("fr",)), Visit(f"{session}opinions/", languages=("fr",)),
        Visit(f"written-questions/{waiting.pk}/moves/publish/", "president", languages=("ar",)),
        Visit(f"{COUNCIL}written-questions/new/", "asker", languages=FEW),
        Visit(f"{COUNCIL}written-questions/new/", "asker", sends_nothing, 0, ("ar",)),
        Visit(f"{COUNCIL}equality/ask/", "president", languages=FEW),
        Visit(f"{COUNCIL}equality/propose/", "chair", languages=("ar",)),
        *(Visit(f"opinions/{opinion.pk}/{path}", "chair", languages=FEW) for path in led),
        Visit(f"opinions/{opinion.pk}/adopt/", "chair", sends_nothing, 0, ("ar",)),
    ]  # fmt: skip
