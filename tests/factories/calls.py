"""Calls for projects: a draft, or one that takes applications now; drafts of applications."""

import datetime

import factory
from django.utils.timezone import localdate, now

from calls.enums import ApplicationState, CallState
from calls.models import Application, BudgetLine, Call, Category, Criterion, Evaluator
from councils.enums import Theme
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.spaces import AssociationFactory, SpaceFactory


class CallFactory(factory.django.DjangoModelFactory):
    """A draft of a space; `published=True` takes applications for ten days, `of_council=True`, `whole=True`."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    space = factory.SubFactory(SpaceFactory)
    author = factory.SubFactory(UserFactory)
    title_ar = factory.Sequence(lambda n: f"دعوة لتقديم المشاريع {n}")
    title_fr = factory.Sequence(lambda n: f"Appel à projets {n}")
    purpose_ar = "دعم مشاريع الجمعيات في الثقافة والرياضة والشؤون الاجتماعية."
    envelope = 300_000
    ceiling = 60_000
    opens_at = factory.LazyFunction(lambda: now() - datetime.timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: now() + datetime.timedelta(days=10))
    results_on = factory.LazyFunction(lambda: localdate() + datetime.timedelta(days=40))

    class Params:
        published = factory.Trait(state=CallState.PUBLISHED, published_at=factory.LazyFunction(now))
        of_council = factory.Trait(
            council=factory.SubFactory(CouncilFactory, territory=factory.SelfAttribute("..space.commune"))
        )

    @factory.post_generation
    def whole(self, create, extracted, **kwargs):
        """Two categories of one place each, two criteria, of which the first decides between equals."""
        if extracted:
            for position, name in enumerate(("ثقافة", "رياضة"), 1):
                CategoryFactory(call=self, position=position, name_ar=name)
            self.tie_criterion = CriterionFactory(call=self, position=1, name_ar="الأثر", weight=3)
            CriterionFactory(call=self, position=2, name_ar="الجدوى", weight=2)
            self.save(update_fields=["tie_criterion"])


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(lambda n: n + 1)
    name_ar = "ثقافة"
    name_fr = "Culture"
    theme = Theme.CULTURE
    places = 1


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(lambda n: n + 1)
    name_ar = "الأثر على الساكنة"
    name_fr = "Effet sur la population"


class EvaluatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evaluator

    call = factory.SubFactory(CallFactory)
    user = factory.SubFactory(UserFactory)
    named_by = factory.SubFactory(UserFactory)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A draft with all that sending asks for, of an association of the call's commune; `sent=True` in number order."""

    class Meta:
        model = Application

    call = factory.SubFactory(CallFactory, published=True, whole=True)
    association = factory.SubFactory(AssociationFactory, seat=factory.SelfAttribute("..call.space.commune"))
    category = factory.LazyAttribute(lambda o: o.call.categories.first())
    title = factory.Sequence(lambda n: f"مشروع {n}")
    summary = "ورشات للشباب في دار الشباب."
    objectives = "تعلم المسرح."
    audience = "شباب الحي"
    beneficiaries = 60
    calendar = "من يناير إلى يونيو"
    asked = 20_000
    own = 5_000
    created_by = factory.SelfAttribute("association.representative")

    class Params:
        sent = factory.Trait(
            state=ApplicationState.SENT,
            number=factory.Sequence(lambda n: n + 1),
            sent_at=factory.LazyFunction(now),
            sent_by=factory.SelfAttribute("association.representative"),
        )


class BudgetLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BudgetLine

    application = factory.SubFactory(ApplicationFactory)
    position = 1
    label = "مدرب"
    cost = 25_000
    asked = 20_000
    own = 5_000
