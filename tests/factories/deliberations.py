"""Sessions, sittings, points, votes, decisions."""

import datetime

import factory
from django.utils.timezone import localdate, now

from councils.enums import Role
from deliberations.enums import DecisionState, ItemState, Majority, SessionKind, SessionState, SittingState
from deliberations.models import AgendaItem, Attendance, Decision, Deliberation, Minutes, Session, Sitting
from tests.factories.councils import CouncilFactory, MandateFactory


class SessionFactory(factory.django.DjangoModelFactory):
    """An ordinary session in preparation, whose window opens in a month; traits for what came after."""

    class Meta:
        model = Session

    council = factory.SubFactory(CouncilFactory)
    kind = SessionKind.ORDINARY
    opens_from = factory.LazyFunction(lambda: localdate() + datetime.timedelta(days=30))
    opens_by = factory.LazyAttribute(lambda o: o.opens_from + datetime.timedelta(days=6))
    year = factory.LazyAttribute(lambda o: o.opens_from.year)
    ordinal = factory.Sequence(lambda n: n + 200)  # worlds number some of theirs themselves

    class Params:
        convened = factory.Trait(
            state=SessionState.CONVENED,
            opens_on=factory.SelfAttribute("opens_from"),
            ends_by=factory.LazyAttribute(lambda o: o.opens_from + datetime.timedelta(days=14)),
            agenda_closed_at=factory.LazyFunction(now),
            convened_on=factory.LazyFunction(localdate),
        )
        sitting = factory.Trait(
            state=SessionState.OPEN,
            opens_from=factory.LazyFunction(localdate),
            opens_on=factory.SelfAttribute("opens_from"),
            ends_by=factory.LazyAttribute(lambda o: o.opens_from + datetime.timedelta(days=14)),
            agenda_closed_at=factory.LazyFunction(now),
            convened_on=factory.LazyAttribute(lambda o: o.opens_from - datetime.timedelta(days=10)),
            opened_at=factory.LazyFunction(now),
        )


class SittingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sitting

    session = factory.SubFactory(SessionFactory, sitting=True)
    number = factory.Sequence(lambda n: n + 1)
    starts_at = factory.LazyFunction(now)
    place = "قاعة الاجتماعات"

    class Params:
        held = factory.Trait(state=SittingState.HELD, in_office=3, opened_at=factory.LazyFunction(now))


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """A point on the agenda."""

    class Meta:
        model = AgendaItem

    session = factory.SubFactory(SessionFactory)
    number = factory.Sequence(lambda n: n + 1)
    title_ar = "الدراسة والتصويت على اتفاقية"
    title_fr = "Examen et vote d’une convention"
    state = ItemState.KEPT


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    sitting = factory.SubFactory(SittingFactory, held=True)
    mandate = factory.SubFactory(
        MandateFactory, role=Role.MEMBER, council=factory.SelfAttribute("..sitting.session.council")
    )
    presence = "present"


class DeliberationFactory(factory.django.DjangoModelFactory):
    """A point adopted by two voices to one, of three members."""

    class Meta:
        model = Deliberation

    item = factory.SubFactory(AgendaItemFactory, state=ItemState.DELIBERATED)
    sitting = factory.SubFactory(SittingFactory, held=True, session=factory.SelfAttribute("..item.session"))
    majority = Majority.SIMPLE
    is_by_name = False
    for_count, against_count = 2, 1
    present = in_office = 3
    is_adopted = True


class DecisionFactory(factory.django.DjangoModelFactory):
    """A decision being written; `published=True` for one that was signed."""

    class Meta:
        model = Decision

    deliberation = factory.SubFactory(DeliberationFactory)
    council = factory.SelfAttribute("deliberation.item.session.council")
    number = factory.Sequence(lambda n: n + 1)
    adopted_on = factory.LazyFunction(localdate)
    year = factory.LazyAttribute(lambda o: o.adopted_on.year)
    address = factory.LazyAttribute(lambda o: f"{o.council.territory.slug}-{o.year}-{o.number}")
    title_ar = "الموافقة على اتفاقية"
    title_fr = "Approbation d’une convention"
    text_ar = "وافق المجلس على الاتفاقية."
    text_fr = "Le conseil approuve la convention."

    class Params:
        published = factory.Trait(
            state=DecisionState.PUBLISHED,
            published_at=factory.LazyFunction(now),
            signed_by=factory.SubFactory(MandateFactory, president=True, council=factory.SelfAttribute("..council")),
            signed_role=Role.PRESIDENT,
        )


class MinutesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Minutes

    session = factory.SubFactory(SessionFactory, sitting=True)
    version = 1
    text = "افتتحت الجلسة وتليت نقط جدول الأعمال."
    written_by = factory.SubFactory(
        MandateFactory, role=Role.SECRETARY, council=factory.SelfAttribute("..session.council")
    )
    written_role = Role.SECRETARY
