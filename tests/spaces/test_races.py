"""Two people, or one person twice, at the same moment."""

import pytest

from spaces import actions
from spaces.enums import Role
from spaces.models import Adherence, Membership, Space
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_joining_twice_at_once_is_joining_once(space):
    user = UserFactory()
    results = together(*[lambda: actions.join(space, by=user, version=1)] * 4)
    assert all(isinstance(result, Membership) for result in results)
    assert Membership.objects.filter(user=user).count() == 1
    assert Adherence.objects.filter(user=user).count() == 1


def test_two_facilitators_leaving_at_once_leave_one(space, facilitator, coordinator):
    other = UserFactory()
    actions.appoint(space, other, Role.FACILITATOR, by=coordinator)
    results = together(lambda: actions.leave(space, by=facilitator), lambda: actions.leave(space, by=other))
    assert len(refusals(results)) == 1
    assert space.memberships.current().filter(role=Role.FACILITATOR).count() == 1


def test_two_versions_published_at_once_are_one(space, facilitator):
    def publish(text):
        return lambda: actions.publish_charter(space, by=facilitator, clauses=[(text, text)], based_on=1)

    results = together(publish("بند"), publish("فصل"))
    assert len(refusals(results)) == 1
    assert space.charters.count() == 2


def test_a_commune_opened_twice_at_once_has_one_space(coordinator):
    commune = TerritoryFactory()
    results = together(*[lambda: actions.open_from_template(commune, by=coordinator)] * 2)
    assert len(refusals(results)) == 1
    assert Space.objects.filter(commune=commune).count() == 1
