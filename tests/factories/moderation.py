"""Cases of moderation."""

import factory
from django.utils.timezone import now

from moderation.enums import ActKind, CaseState, Ground, Origin, Outcome
from moderation.models import Act, Case
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory


class CaseFactory(factory.django.DjangoModelFactory):
    """A case that waits about a need (`thing=`); `hidden=True` was decided."""

    class Meta:
        model = Case
        exclude = ["thing"]

    thing = factory.SubFactory(NeedFactory)
    space = factory.SelfAttribute("thing.space")
    kind = "need"
    key = factory.SelfAttribute("thing.pk")
    author = factory.SelfAttribute("thing.author")
    origin = Origin.REPORTS
    ground = Ground.SPAM
    folded = factory.LazyAttribute(lambda made: made.thing.folded)

    class Params:
        hidden = factory.Trait(
            state=CaseState.DECIDED,
            outcome=Outcome.HIDDEN,
            decided_at=factory.LazyFunction(now),
            decided_by=factory.SubFactory(UserFactory),
            note="كلام جارح",
            folded="",
        )


class ActFactory(factory.django.DjangoModelFactory):
    """A line of the register: something was hidden by a person."""

    class Meta:
        model = Act

    case = factory.SubFactory(CaseFactory, hidden=True)
    space = factory.SelfAttribute("case.space")
    act = ActKind.HIDE
    kind = factory.SelfAttribute("case.kind")
    ground = Ground.SPAM
    by = factory.SubFactory(UserFactory)
