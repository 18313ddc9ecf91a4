"""A desk of the demonstration, told by the real actions: three people without a phone, what was written for them."""

import datetime
from uuid import UUID

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from mediation import actions
from mediation.actions.registering import Consent, Person
from mediation.models import Desk
from needs.models import Need
from spaces.models import Space

AGREED = ["need", "support", "answer"]
DESK = {
    "kind": "youth",
    "name": "دار الشباب (تجربة)",
    "place": "قرب السوق الأسبوعي، الاثنين والخميس من 9:00 إلى 12:00 (تجربة)",
}
# Whom the desk registered, days ago: a made-up name or none, whether it is shown, and the need that was written.
TOLD = [
    (9, {"birth_year": 1951, "gender": "woman"}, {
        "title": "كراسي للانتظار أمام المستوصف", "theme": "health", "place": "قرب المستوصف",
        "text": "نقف ساعات في الشمس قبل أن يفتح الباب. (تجربة)"}),
    (5, {"name": "فاضمة (شخصية تجريبية)", "shows_name": True, "gender": "woman"}, {
        "title": "إنارة الطريق من الدوار إلى السوق", "theme": "lighting", "place": "طريق السوق",
        "text": "نخرج قبل الفجر ولا نرى الحفر. (تجربة)"}),
    (2, {"name": "موحى (شخصية تجريبية)"}, None),
]  # fmt: skip


def tell(space: Space, staff: dict[str, User]) -> None:
    """Open the desk and write for three people: two needs, a support."""
    facilitator = people.fresh(staff["facilitator"])
    with _days_ago(20):
        desk = actions.open_desk(space, by=facilitator, **DESK)
        actions.name_agent(desk, facilitator, by=facilitator)
    for number, (days, person, need) in enumerate(TOLD):
        with _days_ago(days):
            _write(desk, people.fresh(staff["facilitator"]), number, person, need)


def _write(desk: Desk, agent: User, number: int, person: dict, need: dict | None) -> None:
    who = Person(desk.space.commune, **person)
    key = UUID(int=number + 1)
    row = actions.register(desk, who, Consent(AGREED, "spoken", "ary"), by=agent, client_key=key)
    if need:
        actions.enter_need(row, by=agent, client_key=key, **need)
        return
    shared = Need.objects.filter(space=desk.space, visibility="visible", merged_into=None).order_by("-support_count")
    actions.join_for(row, shared.first(), by=agent)


def _days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)
