"""Who needs a second factor for an office: the one statement says what the rules of the floors say."""

import datetime

import pytest
from django.utils.timezone import localdate, now

from config.offices import holds_an_office
from councils.queries import current_mandates
from spaces.enums import Role
from spaces.models import Coordination
from spaces.rules import is_staff_of_a_space
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def coordinator(**fields):
    return Coordination.objects.create(user=UserFactory(), territory=TerritoryFactory(), **fields).user


PEOPLE = {
    "nobody": UserFactory,
    **{role: lambda role=role: MembershipFactory(role=role).user for role in Role},
    "a role that has ended": lambda: MembershipFactory(role=Role.MODERATOR, ended_at=now()).user,
    "coordinator of a place": coordinator,
    "coordinator once": lambda: coordinator(ended_at=now()),
    "mandate": lambda: MandateFactory().user,
    "mandate that ends today": lambda: MandateFactory(ends_on=localdate()).user,
    "mandate that ended yesterday": lambda: MandateFactory(ended=True).user,
    "mandate from tomorrow": lambda: MandateFactory(starts_on=localdate() + DAY).user,
}


@pytest.mark.parametrize("who", PEOPLE)
def test_one_statement_says_what_the_rules_say(who):
    user = PEOPLE[who]()

    assert holds_an_office(user) is (is_staff_of_a_space(user) or bool(current_mandates(user)))
