"""The consultative body, its members, meetings and opinions."""

import datetime

import factory
from django.utils.timezone import localdate

from equality.enums import Background, Gender, Origin
from equality.models import Body, Member, Opinion
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory


class BodyFactory(factory.django.DjangoModelFactory):
    """A body whose term began a hundred days ago."""

    class Meta:
        model = Body

    council = factory.SubFactory(CouncilFactory)
    starts_on = factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=100))
    ends_on = factory.LazyFunction(lambda: localdate() + datetime.timedelta(days=1000))
    created_by = factory.SubFactory(UserFactory)


class MemberFactory(factory.django.DjangoModelFactory):
    """A woman of her field, seated for the whole term."""

    class Meta:
        model = Member

    body = factory.SubFactory(BodyFactory)
    name_ar = factory.Sequence(lambda n: f"عضوة المثال {n}")
    name_fr = factory.Sequence(lambda n: f"Membre Exemple {n}")
    folded = factory.LazyAttribute(lambda o: o.name_fr.lower())
    user = factory.SubFactory(UserFactory)
    background = Background.WOMEN
    gender = Gender.WOMAN
    starts_on = factory.SelfAttribute("body.starts_on")
    ends_on = factory.SelfAttribute("body.ends_on")


class OpinionFactory(factory.django.DjangoModelFactory):
    """Begun by the body itself."""

    class Meta:
        model = Opinion

    body = factory.SubFactory(BodyFactory)
    origin = Origin.OWN
    title_ar = "رأي في النقل المدرسي"
    title_fr = "Avis sur le transport scolaire"
    asked_on = factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=20))
