"""Needs."""

import factory
from django.contrib.gis.geos import Point

from councils.enums import Theme
from needs.models import Need, Support
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory


class NeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Need

    space = factory.SubFactory(SpaceFactory)
    title = factory.Sequence(lambda n: f"إصلاح الطريق إلى الدوار {n}")
    text = "الطريق مقطوعة منذ الأمطار الأخيرة."
    theme = Theme.ROADS
    place = "دوار المثال"
    location = factory.LazyFunction(lambda: Point(-9.2, 29.7, srid=4326))
    author = factory.SubFactory(UserFactory)
    folded = factory.LazyAttribute(lambda o: f"{o.title} {o.text} {o.place}")


class SupportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Support

    need = factory.SubFactory(NeedFactory)
    user = factory.SubFactory(UserFactory)
