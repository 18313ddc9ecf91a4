"""Councils, mandates, referrals."""

import datetime

import factory
from django.utils.timezone import localdate, now

from core.models import LegalRule
from councils.enums import PauseReason, ReferralState, Role, Theme, Verdict
from councils.models import Answer, AnswerTemplate, Committee, Council, ElectionPeriod, Mandate, Pause, Referral
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory


class CouncilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Council

    territory = factory.SubFactory(TerritoryFactory)


class CommitteeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Committee

    council = factory.SubFactory(CouncilFactory)
    name_ar = "لجنة المرافق العمومية"
    name_fr = "Commission des services publics"
    themes = [Theme.WATER]


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

    class Params:
        overdue = factory.Trait(
            started_on=factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=65)),
            due_on=factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=5)),
        )
        answered = factory.Trait(state=ReferralState.ANSWERED, answered_at=factory.LazyFunction(now))


class PauseFactory(factory.django.DjangoModelFactory):
    """An open pause; the referral's `paused_for` is the test's to set."""

    class Meta:
        model = Pause

    referral = factory.SubFactory(ReferralFactory, paused_for=PauseReason.FIELD)
    reason = factory.SelfAttribute("referral.paused_for")
    started_on = factory.LazyFunction(localdate)
    by = factory.SubFactory(UserFactory)


class AnswerFactory(factory.django.DjangoModelFactory):
    """A draft; `published=True` for one that was signed today and stopped the clock."""

    class Meta:
        model = Answer

    referral = factory.SubFactory(ReferralFactory, state=ReferralState.DRAFTED)
    verdict = Verdict.PLANNED
    text = "ستتم برمجة الأشغال قبل نهاية السنة."
    drafted_by = factory.SubFactory(MandateFactory, council=factory.SelfAttribute("..referral.council"))

    class Params:
        published = factory.Trait(
            referral=factory.SubFactory(ReferralFactory, answered=True),
            signed_by=factory.SubFactory(
                MandateFactory, president=True, council=factory.SelfAttribute("..referral.council")
            ),
            signed_role=Role.PRESIDENT,
            published_at=factory.LazyFunction(now),
            published_on=factory.LazyFunction(localdate),
            started_on=factory.SelfAttribute("referral.started_on"),
            due_on=factory.SelfAttribute("referral.due_on"),
        )


class AnswerTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AnswerTemplate

    council = factory.SubFactory(CouncilFactory)
    name_ar = "سيبرمج"
    name_fr = "Programmé"
    verdict = Verdict.PLANNED
    text_ar = "ستتم برمجة الأشغال."
    text_fr = "Les travaux seront programmés."


class ClockRuleFactory(factory.django.DjangoModelFactory):
    """The delay to answer an observation: 60 calendar days, everywhere (decree 2-17-265)."""

    class Meta:
        model = LegalRule
        django_get_or_create = ["key", "level", "valid_from"]

    key = "answer_to_observation"
    level = ""
    value = 60
    unit = "day"
    days = "calendar"
    citation = "2-17-265"
    valid_from = datetime.date(2018, 1, 6)


class ElectionPeriodFactory(factory.django.DjangoModelFactory):
    """A period of three days around today."""

    class Meta:
        model = ElectionPeriod

    starts_on = factory.LazyFunction(lambda: localdate() - datetime.timedelta(days=1))
    ends_on = factory.LazyFunction(lambda: localdate() + datetime.timedelta(days=1))
    reason_ar = "الحملة الانتخابية جارية: لا ينشر المنتخبون ما قد يعد دعاية."
    reason_fr = (
        "La campagne électorale est en cours : les élus ne publient rien qui puisse passer pour de la propagande."
    )
    citation = "loi organique 59-11"
