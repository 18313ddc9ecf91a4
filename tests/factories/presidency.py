"""Orders, written questions, information reports."""

import datetime

import factory
from django.utils.timezone import localdate, now

from councils.enums import Role
from presidency.enums import OrderKind, OrderState, QuestionState
from presidency.models import InformationReport, Order, WrittenQuestion
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.deliberations import SessionFactory


class OrderFactory(factory.django.DjangoModelFactory):
    """A draft; `published=True` for one in force since today."""

    class Meta:
        model = Order

    council = factory.SubFactory(CouncilFactory)
    year = factory.LazyFunction(lambda: localdate().year)
    number = factory.Sequence(lambda n: n + 1)
    kind = OrderKind.TRAFFIC
    title_ar = "تنظيم السير"
    title_fr = "Circulation et stationnement"
    text_fr = "Article premier."
    signed_on = factory.LazyFunction(localdate)
    written_by = factory.SubFactory(UserFactory)

    class Params:
        published = factory.Trait(
            state=OrderState.PUBLISHED,
            published_at=factory.LazyFunction(now),
            signed_by=factory.SubFactory(MandateFactory, president=True, council=factory.SelfAttribute("..council")),
            signed_role=Role.PRESIDENT,
        )


class WrittenQuestionFactory(factory.django.DjangoModelFactory):
    """Asked today for a session in two months; `answered=True` for one with its answer."""

    class Meta:
        model = WrittenQuestion

    council = factory.SubFactory(CouncilFactory)
    mandate = factory.SubFactory(MandateFactory, role=Role.MEMBER, council=factory.SelfAttribute("..council"))
    title = "إنارة الطريق"
    text = "متى تصلح مصابيح الطريق؟"
    received_on = factory.LazyFunction(localdate)
    session_on = factory.LazyAttribute(lambda o: o.received_on + datetime.timedelta(days=60))
    last_day = factory.LazyAttribute(lambda o: o.session_on - datetime.timedelta(days=30))
    due_on = factory.LazyAttribute(lambda o: o.session_on + datetime.timedelta(days=14))

    class Params:
        answered = factory.Trait(
            state=QuestionState.ANSWERED,
            reply="قبل نهاية الشهر.",
            reply_version=1,
            answered_at=factory.LazyFunction(now),
            signed_by=factory.SubFactory(MandateFactory, president=True, council=factory.SelfAttribute("..council")),
            signed_role=Role.PRESIDENT,
        )


class InformationReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InformationReport

    council = factory.SubFactory(CouncilFactory)
    session = factory.SubFactory(SessionFactory, council=factory.SelfAttribute("..council"))
    since = factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=90))
    executed_fr = "La piste est revêtue."
