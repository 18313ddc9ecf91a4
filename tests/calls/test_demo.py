"""The call of the demonstration: nine winning projects in culture, sport and social affairs."""

import datetime

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from calls.models import Call, Project, Review
from config.demo import calling, people
from councils.models import Council
from spaces.enums import Role
from tests.factories.councils import MandateFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


def test_nine_projects_win_in_culture_sport_and_social_affairs():
    call_command("load_law", verbosity=0)
    space = SpaceFactory(commune=TerritoryFactory(slug="tiznit"), is_demo=True)
    council, _made = Council.objects.get_or_create(territory=space.commune)
    start = localdate() - datetime.timedelta(days=310)
    staff = {
        "facilitator": MembershipFactory(space=space, role=Role.FACILITATOR).user,
        "officer": MandateFactory(council=council, starts_on=start).user,
        "president": MandateFactory(council=council, president=True, starts_on=start).user,
    }
    calling.tell({"tiznit": space}, {"tiznit": staff}, people.make_inhabitants(["منسقة"])[0])
    call = Call.objects.get()
    assert (call.state, call.is_demo, call.is_blind) == ("running", True, True)
    won = call.applications.filter(state="awarded").order_by("category__position", "place")
    assert [row.category.name_fr for row in won] == ["Culture"] * 3 + ["Sport"] * 3 + ["Affaires sociales"] * 3
    assert sum(project.granted for project in Project.objects.all()) == 259_000 <= call.envelope
    assert Review.objects.filter(has_conflict=True).count() == 1
