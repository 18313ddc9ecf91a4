"""Two people, or one person twice, at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from core.workflow import Refused
from spaces import actions
from spaces.enums import Role
from spaces.models import Adherence, Membership, Space
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Run the acts at the same moment and return what each gave: a result or a refusal."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        barrier.wait()
        try:
            results[place] = act()
        except Refused as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return results


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
    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert space.memberships.current().filter(role=Role.FACILITATOR).count() == 1


def test_two_versions_published_at_once_are_one(space, facilitator):
    def publish(text):
        return lambda: actions.publish_charter(space, by=facilitator, clauses=[(text, text)], based_on=1)

    results = together(publish("بند"), publish("فصل"))
    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert space.charters.count() == 2


def test_a_commune_opened_twice_at_once_has_one_space(coordinator):
    commune = TerritoryFactory()
    results = together(*[lambda: actions.open_from_template(commune, by=coordinator)] * 2)
    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert Space.objects.filter(commune=commune).count() == 1
