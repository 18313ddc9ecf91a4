"""Spaces and their people; associations and theirs."""

import datetime

import factory
from django.utils.timezone import localdate, now

from councils.enums import Theme
from spaces.enums import Position, Role, SpaceState
from spaces.models import Association, AssociationMember, Membership, Space
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory


class SpaceFactory(factory.django.DjangoModelFactory):
    """An open space."""

    class Meta:
        model = Space

    commune = factory.SubFactory(TerritoryFactory)
    state = SpaceState.OPEN
    opened_at = factory.LazyFunction(now)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    space = factory.SubFactory(SpaceFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER


class AssociationFactory(factory.django.DjangoModelFactory):
    """An association of five years, with its seat in a commune of its own unless told otherwise."""

    class Meta:
        model = Association

    name_ar = factory.Sequence(lambda n: f"جمعية المثال {n}")
    name_fr = factory.Sequence(lambda n: f"Association Exemple {n}")
    seat = factory.SubFactory(TerritoryFactory)
    themes = [Theme.ROADS]
    founded_on = factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=5 * 366))
    representative = factory.SubFactory(UserFactory)


class AssociationMemberFactory(factory.django.DjangoModelFactory):
    """A secretary who has taken her place."""

    class Meta:
        model = AssociationMember

    association = factory.SubFactory(AssociationFactory)
    user = factory.SubFactory(UserFactory)
    position = Position.SECRETARY
    given_by = factory.SelfAttribute("association.representative")
    accepted_at = factory.LazyFunction(now)
