"""The door: badges, people counted once, groups as counts."""

import pytest
from django.core.exceptions import PermissionDenied

from core.fitness import Unfit
from core.workflow import Refused
from events import actions, badges
from events.actions import certifying
from events.actions.door import Scan
from events.models import Headcount
from events.reading import counts_of
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory


def test_a_badge_holds_a_code_that_only_this_server_makes_and_no_name(space):
    row = RegistrationFactory(event=EventFactory(space=space, running=True))
    held = badges.held_by_qr(row.event_id, row.code)
    assert badges.read(row.event_id, held) == row.code
    assert badges.read(row.event_id, badges.spaced(row.code).lower().replace("0", "o")) == row.code
    assert row.user.display_name not in held
    assert len(held) < 60
    other = EventFactory(space=space, running=True)
    for text in (
        f"{held[:-1]}{'0' if held[-1] != '0' else '1'}",
        badges.held_by_qr(other.pk, row.code),
        "1234",
        "AGRAW:x",
    ):
        with pytest.raises(Refused):
            badges.read(row.event_id, text)


def test_the_same_badge_sent_twice_counts_once_and_its_groups_too(space, agent):
    event = EventFactory(space=space, running=True)
    row, waiting = RegistrationFactory(event=event), RegistrationFactory(event=event, waiting=True)
    scan = Scan(badges.held_by_qr(event.pk, row.code), groups=("women", "young"))

    assert [one.outcome for one in actions.check_in(event, [scan, scan], by=agent)] == ["arrived", "again"]
    assert [one.outcome for one in actions.check_in(event, [scan], by=agent)] == ["again"]

    results = actions.check_in(event, [Scan(waiting.code), Scan("00000000"), Scan("?")], by=agent)
    assert [one.outcome for one in results] == ["refused"] * 3
    event.refresh_from_db()
    assert event.arrived_count == 1
    assert dict(Headcount.objects.values_list("group", "declared")) == {"women": 1, "young": 1}
    with pytest.raises(PermissionDenied):
        actions.check_in(event, [scan], by=row.user)


def test_the_door_is_shut_long_before_and_long_after(space, agent):
    for event in (EventFactory(space=space, published=True), EventFactory(space=space)):
        row = RegistrationFactory(event=event)
        with pytest.raises(Refused):
            actions.check_in(event, [Scan(row.code)], by=agent)


def test_counts_of_few_people_are_not_shown(space, facilitator):
    event = EventFactory(space=space, over=True)
    actions.enter_counts(event, by=facilitator, attended=40, groups={"women": 22, "young": 37, "disabled": 4})
    event.refresh_from_db()
    assert {one.group.value: one.count for one in counts_of(event)} == {"women": 22, "young": None, "disabled": None}
    with pytest.raises(Unfit) as caught:
        actions.enter_counts(event, by=facilitator, attended=10, groups={"women": 22})
    assert caught.value.field == "women"


def test_who_was_let_in_has_a_certificate_once_and_nobody_else(space):
    event = EventFactory(space=space, over=True)
    came, absent = RegistrationFactory(event=event, arrived=True).user, RegistrationFactory(event=event).user
    certificate = certifying.certify(event, by=came)
    assert certifying.certify(event, by=came) == certificate
    assert certificate.detail_ar
    for person in (absent, UserFactory()):
        with pytest.raises(Refused):
            certifying.certify(event, by=person)
