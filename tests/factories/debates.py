"""Discussions, debates and their sittings."""

import datetime

import factory
from django.utils.timezone import now

from councils.enums import Theme
from debates.enums import DebateState, PollState, RequestState, SittingState, ThreadState
from debates.models import AgendaPoint, Contribution, Debate, FloorRequest, Point, Poll, PollOption, Sitting, Thread
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory


class ThreadFactory(factory.django.DjangoModelFactory):
    """An open discussion."""

    class Meta:
        model = Thread

    space = factory.SubFactory(SpaceFactory)
    title = factory.Sequence(lambda n: f"نقاش {n}")
    path = "/debates/1/"

    class Params:
        closed = factory.Trait(state=ThreadState.CLOSED)


class ContributionFactory(factory.django.DjangoModelFactory):
    """A visible contribution, numbered and counted in its thread as the actions do (`held=True`: one that waits)."""

    class Meta:
        model = Contribution

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"الماء لا يصل إلى الدوار منذ {n} أيام.")

    class Params:
        held = factory.Trait(visibility="held")
        hidden = factory.Trait(visibility="hidden")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        thread, visibility = kwargs["thread"], kwargs.get("visibility", "visible")
        thread.last_seq += 1
        thread.rev += 1
        thread.shown_count += visibility == "visible"
        thread.held_count += visibility == "held"
        thread.save(update_fields=["last_seq", "rev", "shown_count", "held_count"])
        kwargs = {"seq": thread.last_seq, "rev": thread.rev} | kwargs
        parent = kwargs.get("parent")
        if parent and visibility == "visible":
            parent.reply_count += 1
            parent.save(update_fields=["reply_count"])
        return super()._create(model_class, *args, **kwargs)


class DebateFactory(factory.django.DjangoModelFactory):
    """A debate in preparation; `announced=True`, `open=True`, `live=True`, `closed=True`, `concluded=True`,
    `archived=True` for one further on. Before it opens and after it closes its thread is closed.
    """

    class Meta:
        model = Debate
        skip_postgeneration_save = True

    space = factory.SubFactory(SpaceFactory)
    title = factory.Sequence(lambda n: f"نقاش حول الماء {n}")
    question = "كيف نوزع ماء الساقية هذا الصيف؟"
    theme = Theme.WATER
    state = DebateState.DRAFT
    created_by = factory.SubFactory(UserFactory)
    thread = factory.SubFactory(
        ThreadFactory,
        space=factory.SelfAttribute("..space"),
        title=factory.SelfAttribute("..title"),
        state=factory.LazyAttribute(
            lambda o: ThreadState.OPEN if o.factory_parent.state in {"open", "live"} else ThreadState.CLOSED
        ),
    )

    class Params:
        announced = factory.Trait(state=DebateState.ANNOUNCED, announced_at=factory.LazyFunction(now))
        open = factory.Trait(announced=True, state=DebateState.OPEN, opened_at=factory.LazyFunction(now))
        live = factory.Trait(open=True, state=DebateState.LIVE)
        closed = factory.Trait(open=True, state=DebateState.CLOSED, closed_at=factory.LazyFunction(now))
        concluded = factory.Trait(closed=True, state=DebateState.CONCLUDED, concluded_at=factory.LazyFunction(now))
        archived = factory.Trait(concluded=True, state=DebateState.ARCHIVED)

    @factory.post_generation
    def _path(self, create, extracted, **kwargs):
        if create:
            self.thread.path = f"/debates/{self.pk}/"
            self.thread.save(update_fields=["path"])


class AgendaPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaPoint

    debate = factory.SubFactory(DebateFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "توزيع الماء بين الدواوير"


class SittingFactory(factory.django.DjangoModelFactory):
    """A sitting that is planned; `live=True` for one that sits (its debate is live), `ended=True` for one that did."""

    class Meta:
        model = Sitting

    debate = factory.SubFactory(DebateFactory, open=True)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    starts_at = factory.LazyFunction(lambda: now() + datetime.timedelta(days=1))
    place = "مقر الجماعة"

    class Params:
        live = factory.Trait(
            debate=factory.SubFactory(DebateFactory, live=True),
            state=SittingState.LIVE,
            starts_at=factory.LazyFunction(now),
            started_at=factory.LazyFunction(now),
            lead=factory.SubFactory(UserFactory),
        )
        ended = factory.Trait(live=True, state=SittingState.ENDED, ended_at=factory.LazyFunction(now))


class FloorRequestFactory(factory.django.DjangoModelFactory):
    """Someone who waits for the floor; `given=True` has it, `done=True` has spoken."""

    class Meta:
        model = FloorRequest

    sitting = factory.SubFactory(SittingFactory, live=True)
    user = factory.SubFactory(UserFactory)
    about = "الماء في الصيف"

    class Params:
        given = factory.Trait(
            state=RequestState.GIVEN,
            given_at=factory.LazyFunction(now),
            until=factory.LazyFunction(lambda: now() + datetime.timedelta(minutes=3)),
        )
        done = factory.Trait(given=True, state=RequestState.DONE, ended_at=factory.LazyFunction(now))


class PollFactory(factory.django.DjangoModelFactory):
    """A poll in preparation with two answers (`options=3` for three); `open=True`, `closed=True`."""

    class Meta:
        model = Poll
        skip_postgeneration_save = True

    sitting = factory.SubFactory(SittingFactory, live=True)
    question = "هل نؤجل الأشغال إلى ما بعد الصيف؟"
    created_by = factory.SubFactory(UserFactory)

    class Params:
        open = factory.Trait(state=PollState.OPEN, opened_at=factory.LazyFunction(now))
        closed = factory.Trait(open=True, state=PollState.CLOSED, closed_at=factory.LazyFunction(now))

    @factory.post_generation
    def options(self, create, extracted, **kwargs):
        if create:
            for number in range(1, (2 if extracted is None else extracted) + 1):
                PollOption.objects.create(poll=self, number=number, text=f"جواب {number}")


class PointFactory(factory.django.DjangoModelFactory):
    """A point of a conclusion; `kind="need"` has its theme and place."""

    class Meta:
        model = Point

    debate = factory.SubFactory(DebateFactory, closed=True)
    kind = "agreement"
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    text = "نتفق على إصلاح الساقية قبل الصيف."
    theme = factory.LazyAttribute(lambda o: Theme.WATER if o.kind in {"need", "question"} else "")
    place = factory.LazyAttribute(lambda o: "دوار المثال" if o.kind == "need" else "")
