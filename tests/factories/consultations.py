"""Consultations in each state, with parts of each kind, and responses that stand for nobody."""

import datetime
import os

import factory
from django.utils.timezone import now

from consultations.enums import ConsultationState, Method, PartKind, QuestionKind
from consultations.models import Candidate, Consultation, Option, Part, Question, Response, Statement
from core.enums import Visibility
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, ReferralFactory
from tests.factories.debates import ThreadFactory
from tests.factories.spaces import SpaceFactory


class ConsultationFactory(factory.django.DjangoModelFactory):
    """A draft of a space; `opened=True`, `closed=True`, `published=True`, `of_council=True`, `referred=True`."""

    class Meta:
        model = Consultation

    space = factory.SubFactory(SpaceFactory)
    author = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"تشخيص حاجيات الحي {n}")
    purpose = "نريد معرفة ما يحتاج إليه السكان قبل إعداد برنامج عمل الجماعة."
    use = "تعرض النتيجة على المجلس قبل الدورة المقبلة."
    closes_at = factory.LazyFunction(lambda: now() + datetime.timedelta(days=20))

    class Params:
        of_council = factory.Trait(
            council=factory.SubFactory(CouncilFactory, territory=factory.SelfAttribute("..space.commune"))
        )
        opened = factory.Trait(
            state=ConsultationState.OPEN,
            opened_at=factory.LazyFunction(now),
            thread=factory.SubFactory(
                ThreadFactory,
                space=factory.SelfAttribute("..space"),
                title=factory.SelfAttribute("..title"),
                path="/consultations/1/",
            ),
        )
        closed = factory.Trait(
            opened=True,
            state=ConsultationState.CLOSED,
            opened_at=factory.LazyFunction(lambda: now() - datetime.timedelta(days=20)),
            closes_at=factory.LazyFunction(lambda: now() - datetime.timedelta(hours=1)),
            closed_at=factory.LazyFunction(now),
        )
        published = factory.Trait(
            closed=True, state=ConsultationState.PUBLISHED, published_at=factory.LazyFunction(now)
        )
        referred = factory.Trait(
            published=True,
            referral=factory.SubFactory(
                ReferralFactory,
                council=factory.SubFactory(CouncilFactory, territory=factory.SelfAttribute("...space.commune")),
            ),
        )


class PartFactory(factory.django.DjangoModelFactory):
    """A questionnaire; `opinions=True`, `priorities=True` (approval unless `method` says otherwise)."""

    class Meta:
        model = Part

    consultation = factory.SubFactory(ConsultationFactory)
    kind = PartKind.QUESTIONS
    position = factory.Sequence(lambda n: n + 1)
    title_ar = "أسئلة حول الحي"

    class Params:
        opinions = factory.Trait(kind=PartKind.OPINIONS, title_ar="آراء")
        priorities = factory.Trait(kind=PartKind.PRIORITIES, title_ar="أولويات", method=Method.APPROVAL)


class QuestionFactory(factory.django.DjangoModelFactory):
    """One choice, without its options (`OptionFactory`)."""

    class Meta:
        model = Question

    part = factory.SubFactory(PartFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = QuestionKind.SINGLE
    text_ar = factory.Sequence(lambda n: f"ما هي أول حاجة في حيك؟ ({n})")


class OptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Option

    question = factory.SubFactory(QuestionFactory)
    position = factory.Sequence(lambda n: n + 1)
    text_ar = factory.Sequence(lambda n: f"الماء الصالح للشرب {n}")


class CandidateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Candidate

    part = factory.SubFactory(PartFactory, priorities=True)
    position = factory.Sequence(lambda n: n + 1)
    text_ar = factory.Sequence(lambda n: f"إنارة الطريق {n}")


class StatementFactory(factory.django.DjangoModelFactory):
    """A statement that is shown."""

    class Meta:
        model = Statement

    part = factory.SubFactory(PartFactory, opinions=True)
    author = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"يجب أن يبدأ المجلس بالطرق قبل كل شيء {n}")
    folded = factory.LazyAttribute(lambda made: made.text)
    visibility = Visibility.VISIBLE


class ResponseFactory(factory.django.DjangoModelFactory):
    """A sent response that stands for nobody."""

    class Meta:
        model = Response

    consultation = factory.SubFactory(ConsultationFactory, opened=True)
    person_key = factory.LazyFunction(lambda: os.urandom(32))
    sent_at = factory.LazyFunction(now)
