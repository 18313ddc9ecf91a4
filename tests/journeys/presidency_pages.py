"""The pages of orders, written questions, reports and the equality body: who visits each, what she does there first."""

from equality.models import Opinion
from presidency.models import InformationReport, Order, WrittenQuestion
from tests.factories.deliberations import SessionFactory
from tests.journeys.visit import FEW, Visit, sends_nothing

COUNCIL = "councils/tiznit/"


def make(world) -> None:
    """Make what the demonstration has not: drafts of an order and of a report."""
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
    answered, waiting = questions.filter(state="answered").earliest("pk"), questions.filter(state="asked").earliest("pk")
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
    forms = (
        f"{COUNCIL}orders/new/", f"written-questions/{waiting.pk}/reply/", f"{COUNCIL}equality/members/new/",
        f"{COUNCIL}equality/call/", f"sessions/{report.session_id}/information-report/",
    )  # fmt: skip
    return [
        *(Visit(path, "officer", languages=FEW) for path in forms),
        Visit(f"{COUNCIL}orders/new/", "officer", sends_nothing, 0, ("ar",)),
        Visit(f"orders/{draft.pk}/", "officer", languages=FEW),
        Visit(f"orders/{draft.pk}/discard/", "officer", languages=("ar",)),
        Visit(f"orders/{draft.pk}/moves/publish/", "president", languages=("ar",)),
        Visit(f"information-reports/{report.pk}/", "president", languages=FEW),
        Visit(f"information-reports/{report.pk}/publish/", "president", languages=("ar",)),
        Visit(f"sessions/{report.session_id}/written-questions/", languages=("fr",)),
        Visit(f"{COUNCIL}equality/ask/", "president", languages=FEW),
        Visit(f"{COUNCIL}equality/ask/", "president", sends_nothing, 0, ("ar",)),
    ]  # fmt: skip
