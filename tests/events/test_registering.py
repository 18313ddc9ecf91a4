"""Places, waiting in order, giving back; 50 people and the last five places."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from accounts.enums import Trust
from core.fitness import Unfit
from core.models import Entry
from core.workflow import Refused
from events import actions
from events.actions import forgetting
from events.enums import Standing
from events.models import Event, Registration
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory, SlotFactory, ahead
from tests.factories.spaces import AssociationMemberFactory
from tests.races import refusals, together


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_people_race_for_the_last_five_places():
    event = EventFactory(published=True, capacity=8)
    for _there in range(3):
        RegistrationFactory(event=event)
    people = UserFactory.create_batch(50)

    results = together(*(lambda person=person: actions.register(event, by=person) for person in people))

    assert refusals(results) == []
    event.refresh_from_db()
    rows = list(Registration.objects.filter(event=event).order_by("number"))
    assert [row.number for row in rows] == list(range(1, 54))
    assert [row.standing for row in rows] == [Standing.PLACED] * 8 + [Standing.WAITING] * 45
    assert (event.placed_count, event.waiting_count) == (8, 45)
    assert {row.user_id for row in rows[3:]} == {person.pk for person in people}
    assert len({row.code for row in rows}) == 53
    # Five places are given back at once: the first five who wait have them, each once.
    together(*(lambda row=row: actions.give_back(event, by=row.user) for row in rows[:5]))
    event.refresh_from_db()
    assert (event.placed_count, event.waiting_count) == (8, 40)
    assert [row.number for row in event.registrations.placed()] == [6, 7, 8, 9, 10, 11, 12, 13]


def test_a_place_given_back_goes_to_the_first_who_waits_and_she_is_told(space):
    event = EventFactory(space=space, published=True, capacity=1)
    first, second, third = UserFactory.create_batch(3)
    for person in (first, second, third):
        actions.register(event, by=person)

    assert actions.give_back(event, by=first) is True

    standing = dict(event.registrations.values_list("user", "standing"))
    assert standing == {first.pk: "gone", second.pk: "placed", third.pk: "waiting"}
    told = Notice.objects.filter(is_urgent=True).values_list("user", flat=True)
    assert list(told) == [second.pk]
    assert actions.give_back(event, by=first) is False
    again = actions.register(event, by=first)  # at the end of the list
    assert (again.standing, again.number) == (Standing.WAITING, 4)


def test_more_places_let_those_who_wait_in_and_fewer_than_taken_are_refused(space, facilitator):
    event = EventFactory(space=space, published=True, capacity=1)
    people = UserFactory.create_batch(3)
    for person in people:
        actions.register(event, by=person)

    actions.edit(event, by=facilitator, capacity=2)

    event.refresh_from_db()
    assert (event.placed_count, event.waiting_count) == (2, 1)
    with pytest.raises(Unfit) as caught:
        actions.edit(event, by=facilitator, capacity=1)
    assert caught.value.field == "capacity"


def test_registering_twice_is_once_and_changes_what_was_asked_for(space):
    event, person = EventFactory(space=space, published=True), UserFactory()
    actions.register(event, by=person, access=["ramp", "seat"], note="كرسي متحرك")
    row = actions.register(event, by=person, access=["sign"], note="")
    assert event.registrations.count() == 1
    assert (row.access, row.note) == (["sign"], "")
    assert not Entry.objects.filter(subject__startswith="events.registration").exists()


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"opens_at": ahead(days=1)}, "not_yet"),
        ({"closes_at": ahead(minutes=-1)}, "closed"),
        ({"starts_at": ahead(hours=-2)}, "closed"),
        ({"state": "over"}, "closed"),
    ],
)
def test_nobody_registers_outside_the_time_of_registration(space, state, code):
    event = EventFactory(**({"space": space, "published": True} | state))
    with pytest.raises(Refused) as caught:
        actions.register(event, by=UserFactory())
    assert caught.value.code == code


def test_who_has_confirmed_nothing_is_told_what_to_do(space):
    event = EventFactory(space=space, published=True)
    with pytest.raises(Refused) as caught:
        actions.register(event, by=UserFactory(trust=Trust.DECLARED))
    assert caught.value.code == "trust"
    with pytest.raises(PermissionDenied):
        actions.register(EventFactory(space=space), by=UserFactory())


def test_an_association_registers_its_members_under_their_own_accounts(space, association):
    event = EventFactory(space=space, published=True, capacity=2)
    members = [AssociationMemberFactory(association=association, position="member").user for _one in range(3)]
    officer = AssociationMemberFactory(association=association).user

    made = actions.register_members(event, association, members, by=officer)

    assert [row.standing for row in made] == ["placed", "placed", "waiting"]
    assert {row.association for row in made} == {association}
    assert set(Notice.objects.values_list("user", flat=True)) == {member.pk for member in members}
    assert actions.give_back(event, by=members[0]) is True  # it is hers to give back
    with pytest.raises(Unfit):
        actions.register_members(event, association, [UserFactory()], by=officer)
    with pytest.raises(PermissionDenied):
        actions.register_members(event, association, members, by=members[0])


def test_a_workshop_has_its_own_list_and_one_person_is_in_one_place(space):
    event = EventFactory(space=space, published=True)
    slot = SlotFactory(event=event, is_listed=True, capacity=1)
    beside = SlotFactory(event=event, is_listed=True)
    first, second = UserFactory.create_batch(2)
    with pytest.raises(Refused) as caught:
        actions.take_seat(slot, by=first)
    assert caught.value.code == "first"
    for person in (first, second):
        actions.register(event, by=person)
    assert actions.take_seat(slot, by=first).standing == Standing.PLACED
    assert actions.take_seat(slot, by=second).standing == Standing.WAITING
    with pytest.raises(Refused) as caught:
        actions.take_seat(beside, by=first)
    assert caught.value.code == "busy"
    actions.give_back(event, by=first)  # and with it her workshops
    slot.refresh_from_db()
    assert (slot.placed_count, slot.waiting_count) == (1, 0)
    assert slot.seats.placed().get().registration.user == second


def test_what_people_need_to_come_is_erased_thirty_days_after(space, time_machine):
    event = EventFactory(space=space, published=True)
    actions.register(event, by=UserFactory(), access=["ramp"], note="مدخل بلا درج")
    time_machine.move_to(event.ends_at + datetime.timedelta(days=29), tick=False)
    assert forgetting.forget_requests() == 0
    time_machine.move_to(event.ends_at + datetime.timedelta(days=30, minutes=1), tick=False)
    assert forgetting.forget_requests() == 1
    row = event.registrations.get()
    assert (row.access, row.note) == ([], "")


def test_who_leaves_gives_her_place_back_and_nothing_leads_to_her(space):
    event, person, waiting = EventFactory(space=space, published=True, capacity=1), UserFactory(), UserFactory()
    actions.register(event, by=person, access=["ramp"])
    actions.register(event, by=waiting)
    past = RegistrationFactory(event=EventFactory(space=space, over=True), user=person, arrived=True)
    forgetting.erase(person)
    assert not Registration.objects.filter(user=person).exists()
    assert event.registrations.placed().get().user == waiting
    past.refresh_from_db()
    assert past.arrived_at is not None
    assert Event.objects.get(pk=past.event_id).arrived_count == 1
    assert past.event.ends_at < now()
