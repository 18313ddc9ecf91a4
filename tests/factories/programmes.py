"""Communal action plans, from preparation to being carried out."""

import datetime

import factory
from django.utils.timezone import localdate, now

from deliberations.enums import ItemKind
from programmes.enums import BudgetSource, ProgrammeState, StepKind
from programmes.models import Axis, BudgetLine, Indicator, Milestone, Programme, Project, Step
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.debates import ThreadFactory
from tests.factories.deliberations import AgendaItemFactory, DecisionFactory, DeliberationFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """In preparation, for six years from this January; `running=True` when it is carried out, `drafted=True`."""

    class Meta:
        model = Programme

    council = factory.SubFactory(CouncilFactory)
    author = factory.SubFactory(UserFactory)
    title_ar = factory.Sequence(lambda n: f"برنامج عمل الجماعة {n}")
    title_fr = factory.Sequence(lambda n: f"Programme d’action de la commune {n}")
    starts_on = factory.LazyFunction(lambda: datetime.date(localdate().year, 1, 1))
    ends_on = factory.LazyAttribute(lambda o: datetime.date(o.starts_on.year + 5, 12, 31))
    term_started_on = factory.LazyAttribute(lambda o: o.starts_on - datetime.timedelta(days=100))

    class Params:
        open = factory.Trait(state=ProgrammeState.DIAGNOSIS, opened_at=factory.LazyFunction(now))
        drafted = factory.Trait(state=ProgrammeState.DRAFTED, opened_at=factory.LazyFunction(now))
        running = factory.Trait(
            state=ProgrammeState.RUNNING,
            opened_at=factory.LazyFunction(now),
            voted_at=factory.LazyFunction(now),
            executable_at=factory.LazyFunction(now),
        )


class AxisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Axis

    programme = factory.SubFactory(ProgrammeFactory, running=True)
    position = factory.Sequence(lambda n: n + 1)
    title_ar = factory.Sequence(lambda n: f"محور الماء والطرق {n}")
    title_fr = factory.Sequence(lambda n: f"Eau et routes {n}")


class ProjectFactory(factory.django.DjangoModelFactory):
    """A project of a programme that is carried out, with no money; `talked=True` with its discussion."""

    class Meta:
        model = Project

    axis = factory.SubFactory(AxisFactory)
    programme = factory.SelfAttribute("axis.programme")
    position = factory.Sequence(lambda n: n + 1)
    title_ar = factory.Sequence(lambda n: f"تزويد الدوار بالماء {n}")
    title_fr = factory.Sequence(lambda n: f"Alimenter le douar en eau {n}")
    due_on = factory.LazyAttribute(lambda o: o.programme.ends_on)

    class Params:
        talked = factory.Trait(thread=factory.SubFactory(ThreadFactory, path="/projects/1/"))


class LineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BudgetLine

    project = factory.SubFactory(ProjectFactory)
    year = factory.LazyAttribute(lambda o: o.project.programme.starts_on.year)
    source = BudgetSource.OWN
    amount = 1000


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"دراسة تقنية {n}")


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator

    project = factory.SubFactory(ProjectFactory)
    name_ar = factory.Sequence(lambda n: f"منازل مرتبطة بالماء {n}")
    name_fr = factory.Sequence(lambda n: f"Foyers raccordés {n}")
    unit = "منزل"
    baseline = 10
    target = 110


class StepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Step

    programme = factory.SubFactory(ProgrammeFactory)
    kind = StepKind.OPENING
    done_on = factory.LazyFunction(localdate)
    link = "https://example.org/pv"
    by = factory.SubFactory(UserFactory)


def decision_of(programme: Programme, *, votes: int = 8, in_office: int = 11, published: bool = True, **columns):
    """Return a decision of a programme's council that adopts a plan, by `votes` of `in_office` members."""
    item = AgendaItemFactory(session__council=programme.council, session__sitting=True, kind=ItemKind.PLAN)
    vote = DeliberationFactory(item=item, for_count=votes, against_count=0, present=votes, in_office=in_office)
    return DecisionFactory(deliberation=vote, published=published, **columns)
