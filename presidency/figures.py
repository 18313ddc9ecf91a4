"""The figures of an information report: computed from what happened in its days, never typed."""

import datetime
from dataclasses import asdict, dataclass

from django.db.models import Count, Q
from django.utils.timezone import localdate

from councils.models import Answer, Council, Referral
from councils.queries import numbers_of
from deliberations.models import Decision, Session
from presidency.enums import OrderKind, QuestionState
from presidency.models import Order, WrittenQuestion


@dataclass(frozen=True)
class Figures:
    """What a council did in some days. Of the matters `answered` then, `on_time` were; `waiting` and `overdue` are
    those before it on the last day. `delegations` of the `orders`, `enforceable` of the `decisions`."""

    answered: int = 0
    on_time: int = 0
    median_days: int | None = None
    waiting: int = 0
    overdue: int = 0
    decisions: int = 0
    enforceable: int = 0
    orders: int = 0
    delegations: int = 0
    questions_received: int = 0
    questions_answered: int = 0
    questions_waiting: int = 0

    def as_dict(self) -> dict[str, int | None]:
        return asdict(self)


def figures_of(council: Council, since: datetime.date, until: datetime.date) -> Figures:
    """Return the figures of a council for the days after `since` until `until`, that day included. Five queries."""
    days = (since + datetime.timedelta(days=1), until)
    answers = Answer.objects.filter(published_on__range=days)
    numbers = numbers_of([council], Referral.objects.filter(started_on__lte=until), answers)[council.pk]
    decisions = Decision.objects.published().filter(council=council, published_at__date__range=days)
    decided = list(decisions.only("visa"))
    orders = Order.objects.public().filter(council=council, published_at__date__range=days).order_by()
    counted = orders.aggregate(orders=Count("pk"), delegations=Count("pk", filter=Q(kind=OrderKind.DELEGATION)))
    asked = WrittenQuestion.objects.filter(council=council, received_on__lte=until).order_by()
    questions = asked.aggregate(
        questions_received=Count("pk", filter=Q(received_on__range=days)),
        questions_answered=Count("pk", filter=Q(state=QuestionState.ANSWERED, answered_at__date__range=days)),
        questions_waiting=Count("pk", filter=Q(state__in=[QuestionState.ASKED, QuestionState.DRAFTED])),
    )
    return Figures(
        answered=numbers.answered,
        on_time=numbers.on_time,
        median_days=numbers.median_days,
        waiting=numbers.waiting,
        overdue=numbers.overdue,
        decisions=len(decided),
        enforceable=sum(decision.is_enforceable for decision in decided),
        **counted,
        **questions,
    )


def since_of(session: Session) -> datetime.date:
    """Return the day after which the report of a session counts: the opening of the ordinary session before it, else
    the day on which the council was entered."""
    former = (
        Session.objects.ordinary()
        .filter(council=session.council_id, opens_from__lt=session.opens_from)
        .order_by("-opens_from")
        .first()
    )
    return former.day if former else min(localdate(session.council.opened_at), session.day)
