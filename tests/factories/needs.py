"""Needs."""

import factory
from django.contrib.gis.geos import Point

from councils.enums import Theme
from debates.models import Thread
from needs.models import Need, Support
from tests.factories.accounts import UserFactory
from tests.factories.debates import ThreadFactory
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
    thread = factory.SubFactory(
        ThreadFactory, space=factory.SelfAttribute("..space"), title=factory.SelfAttribute("..title"), path="/needs/1/"
    )
    folded = factory.LazyAttribute(lambda o: f"{o.title} {o.text} {o.place}")


class SupportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Support

    need = factory.SubFactory(NeedFactory)
    user = factory.SubFactory(UserFactory)


def store(needs) -> list[Need]:
    """Store needs that were built only, with their threads, in two statements however many there are."""
    needs = list(needs)
    threads = Thread.objects.bulk_create(Thread(space=need.space, title=need.title, path="/needs/1/") for need in needs)
    for need, thread in zip(needs, threads, strict=True):
        need.thread = thread
    return Need.objects.bulk_create(needs)
