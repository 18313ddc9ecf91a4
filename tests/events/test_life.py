"""The life of an event: announced, changed, cancelled, held, closed; its programme, stands and notes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.fitness import Unfit
from core.workflow import Refused
from debates.enums import DebateState
from events import actions
from events.actions import minutes, stands, starting
from events.models import Event, Note
from notices.models import Notice
from spaces.enums import SpaceState
from spaces.signals import prepared
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, DebateFactory
from tests.factories.events import EventFactory, RegistrationFactory, RoomFactory, SlotFactory, StandFactory, ahead
from tests.factories.spaces import AssociationFactory, MembershipFactory, SpaceFactory


def test_an_event_is_prepared_announced_held_and_closed_with_its_minutes(space, facilitator, work):
    member = MembershipFactory(space=space).user
    event = actions.create(space, by=facilitator, kind="forum", title_ar="الملتقى السنوي", theme="social")
    with pytest.raises(Refused) as caught:
        actions.publish(event, by=facilitator)
    assert caught.value.code == "no_time"
    event = actions.edit(event, by=facilitator, starts_at=ahead(days=2), ends_at=ahead(days=3), venue="دار الشباب")
    assert not Event.objects.visible_to(member).exists()
    event = actions.publish(event, by=facilitator)
    assert Event.objects.visible_to(member).get() == event
    assert Notice.objects.filter(user=member).count() == 1
    with pytest.raises(Refused) as caught:
        actions.finish(event, by=facilitator)
    assert caught.value.code == "not_begun"


def test_time_says_that_an_event_is_over_and_minutes_close_it(space, facilitator, time_machine, work):
    event = EventFactory(space=space, published=True)
    RegistrationFactory(event=event)
    assert actions.finish_due() == 0
    time_machine.move_to(event.ends_at, tick=False)
    assert actions.finish_due() == 1
    assert actions.finish_due() == 0
    with pytest.raises(Refused) as caught:
        actions.close(event, by=facilitator)
    assert caught.value.code == "no_minutes"
    minutes.write(event, by=facilitator, text="اتفق المشاركون على إصلاح الملعب.")
    event = actions.close(event, by=facilitator)
    work()
    assert event.state == "closed"
    assert {one.language for one in event.printed.all()} == {"ar", "fr"}
    assert all(one.file.read(5) == b"%PDF-" for one in event.printed.all())
    with pytest.raises(Refused):
        minutes.write(event, by=facilitator, text="غير ذلك")


def test_everyone_who_registered_is_told_of_a_change_and_of_a_cancellation(space, facilitator):
    event = EventFactory(space=space, published=True)
    person, gone = RegistrationFactory(event=event).user, RegistrationFactory(event=event).user
    actions.give_back(event, by=gone)
    actions.edit(event, by=facilitator, about="برنامج جديد")  # no news of time or place
    assert not Notice.objects.exists()
    actions.edit(event, by=facilitator, venue="قاعة البلدية")
    with pytest.raises(Refused) as caught:
        actions.cancel(event, by=facilitator, note="")
    assert caught.value.code == "note_missing"
    event = actions.cancel(event, by=facilitator, note="تعذر فتح القاعة.")
    assert [one.is_urgent for one in Notice.objects.filter(user=person)] == [True, True]
    assert not Notice.objects.filter(user=gone).exists()
    with pytest.raises(Refused):
        actions.register(event, by=UserFactory())


def test_who_may_prepare_and_lead(space, facilitator, association):
    stranger = UserFactory()
    with pytest.raises(PermissionDenied):
        actions.create(space, by=stranger, title_fr="Rencontre")
    event = actions.create(space, by=facilitator, title_fr="Rencontre", association=association)
    leader = association.representative
    assert actions.edit(event, by=leader, about="Bienvenue").about == "Bienvenue"
    with pytest.raises(PermissionDenied):
        actions.edit(event, by=leader, association=AssociationFactory())
    assert Event.objects.visible_to(leader).exists()
    assert not Event.objects.visible_to(stranger).exists()
    closed = SpaceFactory(state=SpaceState.CLOSED)
    boss = MembershipFactory(space=closed, role="facilitator").user
    with pytest.raises(Refused):
        actions.create(closed, by=boss, title_fr="Rencontre")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title_ar": " ", "title_fr": "…"}, "title_ar"),
        ({"ends_at": ahead(days=1)}, "ends_at"),
        ({"starts_at": ahead(days=-1)}, "starts_at"),
        ({"capacity": 0}, "capacity"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"closes_at": ahead(days=60)}, "closes_at"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_changed(space, facilitator, said, field):
    event = EventFactory(space=space)
    with pytest.raises(Unfit) as caught:
        actions.edit(event, by=facilitator, **said)
    assert caught.value.field == field


def test_two_parts_never_share_a_room_at_one_time(space, facilitator):
    event = EventFactory(space=space)
    room, other = RoomFactory(event=event), RoomFactory(event=event)
    times = {"starts_at": event.starts_at, "ends_at": ahead(days=10, hours=2)}
    slot = actions.add_slot(event, by=facilitator, title_ar="ورشة", room=room, **times)
    with pytest.raises(Unfit) as caught:
        actions.add_slot(event, by=facilitator, title_ar="أخرى", room=room, **times)
    assert caught.value.field == "room"
    actions.add_slot(event, by=facilitator, title_ar="أخرى", room=other, **times)  # beside it
    actions.add_slot(
        event, by=facilitator, title_ar="بعدها", room=room, starts_at=slot.ends_at, ends_at=ahead(days=10, hours=3)
    )
    actions.add_slot(event, by=facilitator, title_ar="بلا قاعة", **times)
    actions.add_slot(event, by=facilitator, title_ar="بلا قاعة أيضا", **times)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database holds it too
        SlotFactory(event=event, room=room, starts_at=slot.starts_at, ends_at=slot.ends_at)
    with pytest.raises(Unfit):
        actions.add_slot(event, by=facilitator, title_ar="خارج", starts_at=ahead(days=1), ends_at=ahead(days=2))
    with pytest.raises(Refused):
        actions.remove_room(room, by=facilitator)


def test_an_association_asks_for_a_stand_and_the_organiser_decides(space, facilitator, association):
    event = EventFactory(space=space, published=True, with_stands=True)
    asker = association.representative
    stand = stands.ask(event, association, by=asker, title="مكتبة متنقلة", equipment="طاولة")
    with pytest.raises(Refused):
        stands.ask(event, association, by=asker, title="مشروع آخر")
    with pytest.raises(PermissionDenied):
        stands.ask(event, AssociationFactory(), by=asker, title="مشروع")
    with pytest.raises(PermissionDenied):
        stands.move(stand, "accept", by=asker)
    with pytest.raises(Refused):
        stands.move(stand, "decline", by=facilitator)
    StandFactory(event=event, accepted=True)
    assert stands.move(stand, "accept", by=facilitator).number == 3
    assert Notice.objects.filter(user=asker, url__contains="stands").exists()
    with pytest.raises(Refused):
        stands.ask(EventFactory(space=space, published=True), association, by=asker, title="مشروع")


def test_each_step_of_the_chain_says_where_it_comes_from(space, facilitator):
    event = EventFactory(space=space, running=True)
    debate = DebateFactory(space=space, state=DebateState.OPEN)
    slot = SlotFactory(event=event, debate=debate)
    said = ContributionFactory(thread=debate.thread)
    write = {"by": facilitator}
    with pytest.raises(Unfit) as caught:
        actions.add_note(event, kind="note", text="الماء ينقطع", **write)
    assert caught.value.field == "slot"
    note = actions.add_note(event, kind="note", text="الماء ينقطع", contribution=said, **write)
    assert note.slot == slot
    with pytest.raises(Unfit) as caught:
        actions.add_note(event, kind="principle", text="الماء حق", sources=[note], **write)
    assert caught.value.field == "sources"
    issue = actions.add_note(event, kind="issue", text="انقطاع الماء", sources=[note], **write)
    principle = actions.add_note(event, kind="principle", text="الماء حق", sources=[issue], **write)
    action = actions.add_note(event, kind="action", text="إصلاح القناة", sources=[principle], **write)
    assert list(note.results.all()) == [issue]
    assert list(action.sources.all()) == [principle]
    with pytest.raises(Refused):
        actions.remove_note(issue, **write)
    with pytest.raises(Unfit):
        actions.add_note(event, kind="note", text="من مكان آخر", contribution=ContributionFactory(), **write)
    with pytest.raises(PermissionDenied):
        actions.add_note(event, kind="note", text="غريبة", by=UserFactory(), slot=slot)
    assert Note.objects.visible_to(UserFactory()).count() == 4


def test_a_prepared_space_starts_with_a_first_meeting_in_preparation(space, facilitator):
    prepared.send(type(space), space=space, by=facilitator)
    prepared.send(type(space), space=space, by=facilitator)
    event = space.events.get()
    assert (event.state, event.starts_at) == ("draft", None)
    assert starting.prepare_first_meeting(space, by=facilitator) is None
