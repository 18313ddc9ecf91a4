"""Petitions, sheets, signatures; each state by a trait of its own."""

import datetime
import itertools
import os

import factory
from django.utils.timezone import localdate, now

from councils.enums import Theme
from petitions.enums import Bearer, PetitionState, SignatureKind
from petitions.models import Petition, Sheet, Signature
from petitions.proofs import proof_of
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, ReferralFactory
from tests.factories.debates import ThreadFactory
from tests.factories.spaces import AssociationFactory, SpaceFactory

_codes = itertools.count(1)


class PetitionFactory(factory.django.DjangoModelFactory):
    """A draft to the council of the space's own commune; `collecting=True` and so on for what comes after."""

    class Meta:
        model = Petition

    space = factory.SubFactory(SpaceFactory)
    council = factory.SubFactory(CouncilFactory, territory=factory.SelfAttribute("..space.commune"))
    author = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"برمجة إصلاح الطريق إلى الدوار {n}")
    theme = Theme.ROADS
    reasons = "الطريق مقطوعة كل شتاء، ولا يصل التلاميذ إلى المدرسة."
    aims = "إدراج إصلاح الطريق في جدول أعمال الدورة المقبلة."
    within_powers = respects_constants = common_interest = appointed = True

    class Params:
        begun = factory.Trait(
            state=PetitionState.COLLECTING,
            started_at=factory.LazyFunction(now),
            required=100,
            thread=factory.SubFactory(
                ThreadFactory,
                space=factory.SelfAttribute("..space"),
                title=factory.SelfAttribute("..title"),
                path="/petitions/1/",
            ),
        )
        collecting = factory.Trait(begun=True)
        reached = factory.Trait(
            begun=True,
            state=PetitionState.THRESHOLD_REACHED,
            paper_count=100,
            counted_at=factory.LazyFunction(now),
            threshold_reached_at=factory.LazyFunction(now),
        )
        deposited = factory.Trait(
            reached=True,
            state=PetitionState.DEPOSITED,
            deposited_at=factory.LazyFunction(now),
            notify_by=factory.LazyFunction(lambda: localdate() + datetime.timedelta(days=90)),
            referral=factory.SubFactory(ReferralFactory, council=factory.SelfAttribute("..council"), by_procedure=True),
        )
        of_association = factory.Trait(
            bearer=Bearer.ASSOCIATION,
            association=factory.SubFactory(
                AssociationFactory,
                seat=factory.SelfAttribute("..space.commune"),
                representative=factory.SelfAttribute("..author"),
            ),
            required=None,
        )


class SheetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sheet

    petition = factory.SubFactory(PetitionFactory, collecting=True)
    number = factory.Sequence(lambda n: n + 1)
    code = factory.LazyFunction(lambda: f"TEST{next(_codes):08}")
    printed_by = factory.SelfAttribute("petition.author")


class SignatureFactory(factory.django.DjangoModelFactory):
    """A row that stands for nobody, with its proof: what the keys are made of is the affair of `petitions.secrets`."""

    class Meta:
        model = Signature

    petition = factory.SubFactory(PetitionFactory, collecting=True)
    kind = SignatureKind.SUPPORT
    person_key = factory.LazyFunction(lambda: os.urandom(32))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = model_class(*args, **kwargs)
        row.proof = kwargs.get("proof") or proof_of(row)
        row.save()
        return row
