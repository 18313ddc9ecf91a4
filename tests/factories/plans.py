"""Reference documents and joint action plans, in preparation or published."""

import datetime

import factory
from django.utils.timezone import localdate, now

from plans.enums import OwnerKind, PassageKind, PlanState, VersionState
from plans.models import (
    Action,
    Axis,
    FollowUp,
    Indicator,
    Milestone,
    Paragraph,
    Passage,
    Plan,
    ReferenceDocument,
    Version,
)
from tests.factories.accounts import UserFactory
from tests.factories.debates import ThreadFactory
from tests.factories.spaces import SpaceFactory


class DocumentFactory(factory.django.DjangoModelFactory):
    """A document of which nothing is published; `published=True` with its first version (`VersionFactory`)."""

    class Meta:
        model = ReferenceDocument
        skip_postgeneration_save = True

    space = factory.SubFactory(SpaceFactory)
    author = factory.SubFactory(UserFactory)
    title_ar = factory.Sequence(lambda n: f"وثيقة التضامن {n}")
    title_fr = factory.Sequence(lambda n: f"Document de solidarité {n}")

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(now))


class VersionFactory(factory.django.DjangoModelFactory):
    """A version in preparation; `published=True`."""

    class Meta:
        model = Version

    document = factory.SubFactory(DocumentFactory)
    number = factory.LazyAttribute(lambda made: made.document.versions.count() + 1)

    class Params:
        published = factory.Trait(
            document=factory.SubFactory(DocumentFactory, published=True),
            state=VersionState.PUBLISHED,
            published_at=factory.LazyFunction(now),
        )


class ParagraphFactory(factory.django.DjangoModelFactory):
    """A paragraph with its discussion."""

    class Meta:
        model = Paragraph

    document = factory.SubFactory(DocumentFactory)
    thread = factory.SubFactory(ThreadFactory, space=factory.SelfAttribute("..document.space"), path="/paragraphs/1/")


class PassageFactory(factory.django.DjangoModelFactory):
    """What a new paragraph says in a version."""

    class Meta:
        model = Passage

    version = factory.SubFactory(VersionFactory)
    paragraph = factory.SubFactory(ParagraphFactory, document=factory.SelfAttribute("..version.document"))
    position = factory.Sequence(lambda n: n + 1)
    kind = PassageKind.PARAGRAPH
    text_ar = factory.Sequence(lambda n: f"نلتزم بأن يسمع كل صوت في الجماعة {n}")
    text_fr = factory.Sequence(lambda n: f"Nous nous engageons à entendre chaque voix {n}")


class PlanFactory(factory.django.DjangoModelFactory):
    """A draft; `published=True`."""

    class Meta:
        model = Plan

    space = factory.SubFactory(SpaceFactory)
    author = factory.SubFactory(UserFactory)
    title_ar = factory.Sequence(lambda n: f"خطة العمل المشتركة {n}")
    title_fr = factory.Sequence(lambda n: f"Plan d’action commun {n}")

    class Params:
        published = factory.Trait(state=PlanState.PUBLISHED, published_at=factory.LazyFunction(now))


class AxisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Axis

    plan = factory.SubFactory(PlanFactory, published=True)
    position = factory.Sequence(lambda n: n + 1)
    title_ar = factory.Sequence(lambda n: f"محور الماء {n}")
    title_fr = factory.Sequence(lambda n: f"Axe de l’eau {n}")


class ActionFactory(factory.django.DjangoModelFactory):
    """An action of a published plan for which the space answers, due in sixty days."""

    class Meta:
        model = Action

    axis = factory.SubFactory(AxisFactory)
    plan = factory.SelfAttribute("axis.plan")
    position = factory.Sequence(lambda n: n + 1)
    title_ar = factory.Sequence(lambda n: f"إصلاح بئر الدوار {n}")
    title_fr = factory.Sequence(lambda n: f"Réparer le puits {n}")
    owner_kind = OwnerKind.SPACE
    due_on = factory.LazyFunction(lambda: localdate() + datetime.timedelta(days=60))
    thread = factory.SubFactory(ThreadFactory, space=factory.SelfAttribute("..plan.space"), path="/plans/actions/1/")

    class Params:
        of_partner = factory.Trait(owner_kind=OwnerKind.PARTNER, owner_name="وكالة الحوض المائي")


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    action = factory.SubFactory(ActionFactory)
    title = factory.Sequence(lambda n: f"دراسة تقنية {n}")


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator

    action = factory.SubFactory(ActionFactory)
    name_ar = factory.Sequence(lambda n: f"آبار صالحة {n}")
    name_fr = factory.Sequence(lambda n: f"Puits en service {n}")
    unit = "بئر"
    baseline = 2
    target = 10


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUp

    action = factory.SubFactory(ActionFactory)
    by = factory.SubFactory(UserFactory)
    text = "انطلقت الأشغال في الدوار."
