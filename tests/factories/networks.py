"""Networks, their members and steering groups; partners and what they offer."""

import datetime

import factory
from django.utils.timezone import localdate, now

from councils.enums import Theme
from networks.enums import MemberKind, MemberState, NetworkState, OfferKind, PartnerKind, PartnerState
from networks.models import Charter, Clause, Mandate, Member, Network, Offer, Officer, Partner, Publication
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory, SpaceFactory


def days(count: int) -> datetime.date:
    """Return the day that many days from today."""
    return localdate() + datetime.timedelta(days=count)


class NetworkFactory(factory.django.DjangoModelFactory):
    """An open network that takes every kind of member, without end."""

    class Meta:
        model = Network

    name_ar = factory.Sequence(lambda n: f"شبكة المثال {n}")
    name_fr = factory.Sequence(lambda n: f"Réseau Exemple {n}")
    presentation_ar = "شبكة تجمع جمعيات المنطقة."
    takes = list(MemberKind.values)
    applications_from = factory.LazyFunction(lambda: days(-10))
    state = NetworkState.OPEN
    founder = factory.SubFactory(UserFactory)
    opened_at = factory.LazyAttribute(lambda o: None if o.state == NetworkState.DRAFT else now())


class MandateFactory(factory.django.DjangoModelFactory):
    """A seat in the steering group since ten days."""

    class Meta:
        model = Mandate

    network = factory.SubFactory(NetworkFactory)
    user = factory.SubFactory(UserFactory)
    task = "تنسيق"
    starts_on = factory.LazyFunction(lambda: days(-10))
    given_by = factory.SelfAttribute("network.founder")


class MemberFactory(factory.django.DjangoModelFactory):
    """An active association; `space=` or `person=` make another kind."""

    class Meta:
        model = Member

    class Params:
        a_space = factory.Trait(kind=MemberKind.SPACE, association=None, space=factory.SubFactory(SpaceFactory))
        a_person = factory.Trait(kind=MemberKind.PERSON, association=None, user=factory.SubFactory(UserFactory))

    network = factory.SubFactory(NetworkFactory)
    kind = MemberKind.ASSOCIATION
    association = factory.SubFactory(AssociationFactory)
    state = MemberState.ACTIVE
    applied_by = factory.LazyAttribute(
        lambda o: o.association.representative if o.association else (o.user or UserFactory())
    )
    joined_at = factory.LazyAttribute(
        lambda o: None if o.state in {MemberState.APPLIED, MemberState.REFUSED} else now()
    )


class CharterFactory(factory.django.DjangoModelFactory):
    """A published version with two clauses."""

    class Meta:
        model = Charter
        skip_postgeneration_save = True

    network = factory.SubFactory(NetworkFactory)
    version = 1
    published_at = factory.LazyFunction(now)

    @factory.post_generation
    def clauses(self, create, extracted, **kwargs):
        for number, (text_ar, text_fr) in enumerate(
            extracted or [("الاستقلالية.", "L’indépendance."), ("الحوار.", "Le dialogue.")], 1
        ):
            Clause.objects.create(charter=self, number=number, text_ar=text_ar, text_fr=text_fr)


class PublicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Publication

    member = factory.SubFactory(MemberFactory)
    title = "نشاط للجمعية"
    text = "لقاء مفتوح يوم السبت."
    author = factory.SelfAttribute("member.applied_by")


class PartnerFactory(factory.django.DjangoModelFactory):
    """A donor that is on the list."""

    class Meta:
        model = Partner

    kind = PartnerKind.DONOR
    name_ar = factory.Sequence(lambda n: f"مؤسسة المثال {n}")
    name_fr = factory.Sequence(lambda n: f"Fondation Exemple {n}")
    state = PartnerState.LISTED


class OfficerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Officer

    partner = factory.SubFactory(PartnerFactory)
    user = factory.SubFactory(UserFactory)


class OfferFactory(factory.django.DjangoModelFactory):
    """What a partner offers, anywhere, for a month."""

    class Meta:
        model = Offer

    kind = OfferKind.OFFER
    partner = factory.SubFactory(PartnerFactory)
    theme = Theme.WATER
    title = "تجهيز بئر"
    text = "تجهيز بئر بالطاقة الشمسية."
    until = factory.LazyFunction(lambda: days(30))
    author = factory.SubFactory(UserFactory)
