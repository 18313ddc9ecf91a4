"""The sessions of the demonstration, told on whatever day of the year."""

import datetime

import pytest
import time_machine
from django.core.management import call_command

from config.demo import deliberating
from councils.enums import Role as Office
from deliberations.models import AgendaItem, Decision, Minutes, Session
from needs.models import Need
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.councils import CommitteeFactory, CouncilFactory, MandateFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", ["2026-11-28", "2027-10-08"])
def test_the_sessions_are_told_on_any_day(today):
    call_command("load_law", verbosity=0)
    with time_machine.travel(f"{today}T10:00Z"):
        space = SpaceFactory()
        council = CouncilFactory(territory=space.commune, is_demo=True)
        start = datetime.date.fromisoformat(today) - datetime.timedelta(days=300)
        held = {role: MandateFactory(council=council, role=role, starts_on=start) for role in ("president", "officer")}
        MandateFactory(
            council=council, role=Office.CHAIR, user=None, committee=CommitteeFactory(council=council), starts_on=start
        )
        staff = {role: mandate.user for role, mandate in held.items()}
        staff["facilitator"] = MembershipFactory(space=space, role=Role.FACILITATOR).user
        deliberating.tell({"tiznit": space}, {"tiznit": staff}, UserFactory.create_batch(4))
    need = Need.objects.get()
    decision = Decision.objects.published().get(deliberation__item__referral=need.referral)
    assert need.state == "planned"
    assert decision.deliberation.votes.count() == 9
    assert Decision.objects.published().count() == Minutes.objects.approved().count() == 2
    assert list(Session.objects.order_by("opens_from").values_list("state", flat=True)[:3]) == [
        "closed",
        "closed",
        "planned",
    ]
    assert AgendaItem.objects.filter(session__state="planned").count() == 2
