"""Events in each state, with a programme, registrations and stands."""

import datetime

import factory
from django.utils.timezone import now

from events import badges
from events.enums import EventKind, EventState, NoteKind, SlotKind, Standing, StandState
from events.models import Event, Note, Registration, Room, Seat, Slot, Stand
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory, SpaceFactory


def ahead(**much) -> datetime.datetime:
    return (now() + datetime.timedelta(**much)).replace(second=0, microsecond=0)


class EventFactory(factory.django.DjangoModelFactory):
    """A draft ten days from now; `published=True`, `running=True` (begun an hour ago), `over=True`, `closed=True`."""

    class Meta:
        model = Event

    space = factory.SubFactory(SpaceFactory)
    author = factory.SubFactory(UserFactory)
    kind = EventKind.FORUM
    title_ar = factory.Sequence(lambda n: f"الملتقى السنوي للجمعيات {n}")
    title_fr = factory.Sequence(lambda n: f"Rencontre annuelle des associations {n}")
    starts_at = factory.LazyFunction(lambda: ahead(days=10))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + datetime.timedelta(hours=30))
    venue = "القاعة الكبرى لدار الثقافة"

    class Params:
        published = factory.Trait(state=EventState.PUBLISHED, published_at=factory.LazyFunction(now))
        running = factory.Trait(published=True, starts_at=factory.LazyFunction(lambda: ahead(hours=-1)))
        over = factory.Trait(
            state=EventState.OVER,
            published_at=factory.LazyFunction(lambda: ahead(days=-9)),
            starts_at=factory.LazyFunction(lambda: ahead(hours=-36)),
            finished_at=factory.LazyFunction(now),
        )
        closed = factory.Trait(
            over=True,
            state=EventState.CLOSED,
            minutes="اتفق المشاركون على إصلاح الملعب.",
            closed_at=factory.LazyFunction(now),
        )


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Room

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"قاعة {n}")
    position = factory.Sequence(lambda n: n)


class SlotFactory(factory.django.DjangoModelFactory):
    """A workshop of an hour, half an hour after its event begins; `listed=True` with a list of its own."""

    class Meta:
        model = Slot

    event = factory.SubFactory(EventFactory)
    room = factory.SubFactory(RoomFactory, event=factory.SelfAttribute("..event"))
    kind = SlotKind.WORKSHOP
    title_ar = factory.Sequence(lambda n: f"ورشة الماء {n}")
    title_fr = factory.Sequence(lambda n: f"Atelier de l’eau {n}")
    starts_at = factory.LazyAttribute(lambda slot: slot.event.starts_at + datetime.timedelta(minutes=30))
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + datetime.timedelta(hours=1))

    class Params:
        listed = factory.Trait(is_listed=True, capacity=20)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A place, counted at its event; `waiting=True` a number on the list, `arrived=True` let in."""

    class Meta:
        model = Registration
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory, published=True)
    user = factory.SubFactory(UserFactory)
    number = factory.LazyAttribute(lambda row: row.event.registrations.count() + 1)
    standing = Standing.PLACED
    code = factory.LazyAttribute(lambda row: badges.code_of(row.event.pk, row.number))

    class Params:
        waiting = factory.Trait(standing=Standing.WAITING)
        arrived = factory.Trait(arrived_at=factory.LazyFunction(now))

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        event = self.event
        event.placed_count = event.registrations.placed().count()
        event.waiting_count = event.registrations.waiting().count()
        event.arrived_count = event.registrations.filter(arrived_at__isnull=False).count()
        event.save(update_fields=["placed_count", "waiting_count", "arrived_count"])


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    slot = factory.SubFactory(SlotFactory, listed=True)
    registration = factory.SubFactory(RegistrationFactory, event=factory.SelfAttribute("..slot.event"))
    number = factory.LazyAttribute(lambda row: row.slot.seats.count() + 1)
    standing = Standing.PLACED


class StandFactory(factory.django.DjangoModelFactory):
    """A request; `accepted=True` with its number."""

    class Meta:
        model = Stand

    event = factory.SubFactory(EventFactory, published=True, with_stands=True)
    association = factory.SubFactory(AssociationFactory)
    asked_by = factory.SelfAttribute("association.representative")
    title = factory.Sequence(lambda n: f"مشروع المكتبة {n}")

    class Params:
        accepted = factory.Trait(
            state=StandState.ACCEPTED, number=factory.LazyAttribute(lambda row: row.event.stands.count() + 1)
        )


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    event = factory.SubFactory(EventFactory, over=True)
    author = factory.SelfAttribute("event.author")
    kind = NoteKind.NOTE
    number = factory.LazyAttribute(lambda row: row.event.notes.filter(kind=row.kind).count() + 1)
    text = "الماء ينقطع كل مساء في الحي العلوي."
