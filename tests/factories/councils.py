"""Councils, mandates, referrals."""

import datetime

import factory
from django.utils.timezone import localdate

from councils.enums import Role, Theme
from councils.models import Council, Mandate, Referral
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory


class CouncilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Council

    territory = factory.SubFactory(TerritoryFactory)


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandate

    council = factory.SubFactory(CouncilFactory)
    user = factory.SubFactory(UserFactory)
    name_ar = "نجاة المثال"
    name_fr = "Najat Exemple"
    role = Role.OFFICER
    delegation = factory.LazyAttribute(lambda o: "Bureau d’ordre" if o.role in {Role.OFFICER, Role.DIRECTOR} else "")
    starts_on = factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=100))

    class Params:
        president = factory.Trait(role=Role.PRESIDENT, may_publish=True)
        ended = factory.Trait(ends_on=factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=1)))


class ReferralFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Referral

    council = factory.SubFactory(CouncilFactory)
    title = "ماء الشرب بالدوار"
    url = "needs/1/"
    theme = Theme.WATER
    referred_by = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(lambda: localdate() + datetime.timedelta(days=60))
