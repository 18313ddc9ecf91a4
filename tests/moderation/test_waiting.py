"""A case waits for no more than a day untold, and the coordinators hear of it after three."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import localdate, now

from moderation import actions
from moderation.enums import Ground, Outcome
from notices.models import Notice
from tests.moderation.people import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return place()


def told(case, what: str) -> set[int]:
    return set(Notice.objects.filter(key__startswith=f"case.{case.pk}.{what}.").values_list("user", flat=True))


def test_a_case_that_waits_is_told_to_all_then_above_each_once(here, client):
    actions.put_on_duty(here.space, user=here.moderator, day=localdate(), by=here.facilitator)
    case = actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.INSULT).case
    near, above = {here.facilitator.pk, here.moderator.pk}, {here.coordinator.pk}
    queue = f"/en/spaces/{here.space.commune.slug}/moderation/queue/"
    client.force_login(here.moderator)
    for hours, one, two in (
        (23, set(), set()),
        (25, near, set()),
        (26, near, set()),
        (73, near, above),
        (99, near, above),
    ):
        with time_machine.travel(now() + timedelta(hours=hours)):
            actions.remind_of_waiting()
            assert (told(case, "waits"), told(case, "waits_long")) == (one, two), hours
            client.force_login(here.moderator)
            assert ("waits for more than a day" in client.get(queue).text) is (hours > 24)
    assert Notice.objects.filter(key__startswith=f"case.{case.pk}.waits").count() == 3
    with time_machine.travel(now() + timedelta(hours=100)):
        assert actions.remind_of_waiting() == 0


def test_an_appeal_waits_from_its_own_moment_and_is_not_told_to_who_decided(here):
    case = actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.INSULT).case
    actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, note="سب")
    with time_machine.travel(now() + timedelta(hours=90)):
        assert actions.remind_of_waiting() == 0
        actions.appeal(case, by=here.author, words="ليس سبا")
        assert actions.remind_of_waiting() == 0
    with time_machine.travel(now() + timedelta(hours=115)):
        assert actions.remind_of_waiting() == 1
    assert told(case, "waits") == {here.facilitator.pk}
