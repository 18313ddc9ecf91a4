"""What people say about a need, and needs that a debate concludes on."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.journal import history
from core.workflow import Refused
from councils.enums import Theme
from debates import actions as talk
from debates.models import Thread
from needs import actions
from needs.enums import NeedState
from needs.models import Confirmation, DetailRequest, Need
from needs.timeline import told
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, DebateFactory, PointFactory
from tests.needs.conftest import need_in
from tests.needs.files import image

pytestmark = pytest.mark.django_db


def thread_of(need) -> tuple[str, str]:
    thread = Thread.objects.get(need=need.pk)
    return thread.state, thread.visibility


def test_a_need_is_posted_with_its_discussion(town, asked):
    need = actions.post(town.space, by=town.citizen, **asked)
    thread = Thread.objects.get(need=need)
    assert (thread.space, thread.title, thread.path) == (town.space, need.title, f"/needs/{need.pk}/")
    assert thread_of(need) == ("open", "visible")
    assert thread.audience == "everyone"


def test_the_discussion_is_shown_as_the_need_is(town):
    need = need_in(NeedState.VOICED, space=town.space)
    for act, expected in ((actions.hold, "held"), (actions.hide, "hidden"), (actions.show, "visible")):
        act(need, by=town.moderator, note="شرح")
        assert thread_of(need) == ("open", expected)


def test_the_discussion_of_a_need_joined_to_another_is_closed_until_they_are_apart(town):
    need, main = need_in(NeedState.VOICED, space=town.space), need_in(NeedState.VOICED, space=town.space)
    actions.merge(need, into=main, by=town.facilitator)
    assert (thread_of(need), thread_of(main)) == (("closed", "visible"), ("open", "visible"))
    with pytest.raises(Refused):
        talk.contribute(Thread.objects.get(need=need), by=town.citizen, text="أضيف شيئا")
    actions.unmerge(need, by=town.facilitator)
    assert thread_of(need) == ("open", "visible")


def test_a_discussion_hidden_by_itself_is_shown_with_its_need_alone(town):
    need = need_in(NeedState.VOICED, space=town.space)
    talk.move_thread(need.thread, "hide", by=town.moderator, note="شرح")
    assert Need.objects.get(pk=need.pk).visibility == "visible"
    actions.hold(need, by=town.moderator, note="شرح")
    assert thread_of(need) == ("open", "hidden")


def test_the_page_shows_what_is_said_and_takes_more(client, town):
    need = need_in(NeedState.VOICED, space=town.space)
    said = ContributionFactory(thread=need.thread, text="الماء لا يصل إلينا")
    client.force_login(town.citizen)
    page = client.get(f"/ar/needs/{need.pk}/").content.decode()
    assert said.text in page
    assert f'action="/ar/threads/{need.thread_id}/contribute/"' in page


def test_the_author_of_a_held_need_sees_her_page_without_the_discussion(client, town):
    need = need_in(NeedState.VOICED, space=town.space)
    said = ContributionFactory(thread=need.thread, text="الماء لا يصل إلينا")
    actions.hold(need, by=town.moderator, note="شرح")
    for user, seen in ((need.author, False), (town.moderator, True)):
        client.force_login(user)
        page = client.get(f"/ar/needs/{need.pk}/")
        assert (page.status_code, said.text in page.content.decode()) == (200, seen)


def cost_of(client, need) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/ar/needs/{need.pk}/").status_code == 200
    return len(queries)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_with_its_first_contributions_costs_eleven_queries(client, town, count):
    need = need_in(NeedState.SAID_DONE, space=town.space, council=town.council)
    for _ in range(count):
        said = ContributionFactory(thread=need.thread)
        ContributionFactory(thread=need.thread, parent=said)
        actions.add_photo(need, by=need.author, file=image(size=(20, 20)))
        Confirmation.objects.create(need=need, user=UserFactory(), round=1, is_done=True)
    client.force_login(town.citizen)
    # The session, the person, her roles; the need, its history, answers, photos; what is said, its
    # answers, and whether an election is near.
    assert cost_of(client, need) == 10
    for _ in range(count):
        DetailRequest.objects.create(need=need, question="أين؟", asked_by=town.facilitator)
    assert cost_of(client, need) == 11


@pytest.fixture
def concluded(town):
    """A debate about to be concluded on two needs and a point of agreement."""
    debate = DebateFactory(space=town.space, closed=True)
    PointFactory(debate=debate, number=1)
    short = PointFactory(debate=debate, number=2, kind="need", text="إصلاح الساقية", theme=Theme.WATER, place="أكادير")
    long = PointFactory(debate=debate, number=3, kind="need", text="ماء " * 80, place="تارودانت")
    return debate, short, long


def test_each_need_of_a_conclusion_is_raised_in_the_space(town, concluded):
    debate, short, long = concluded
    talk.conclude(debate, by=town.facilitator)
    first, second = Need.objects.filter(raised_by__debate=debate).order_by("pk")
    assert (first.raised_by, first.title, first.text, first.place, first.theme) == (
        short, "إصلاح الساقية", "", "أكادير", "water",
    )  # fmt: skip
    assert (first.author, first.space, first.state, first.support_count) == (town.facilitator, town.space, "voiced", 1)
    assert (second.raised_by, second.text) == (long, long.text.strip())
    assert len(second.title) <= 120
    assert second.title.endswith("ماء…")
    assert thread_of(first) == ("open", "visible")
    (line,) = told(history(first))
    assert history(first).get().data == {"debate": debate.pk, "point": short.pk}
    assert line.words


def test_the_same_conclusion_raises_nothing_twice(town, concluded):
    debate = concluded[0]
    actions.raise_from(debate, by=town.facilitator)
    assert actions.raise_from(debate, by=town.facilitator) == []
    assert Need.objects.count() == 2


def test_when_a_need_cannot_be_raised_nothing_is_concluded(town, concluded):
    debate = concluded[0]
    town.space.state = "closed"
    town.space.save()
    with pytest.raises(Refused):
        talk.conclude(debate, by=town.facilitator)
    debate.refresh_from_db()
    assert (debate.state, Need.objects.count()) == ("closed", 0)


def test_a_need_leads_back_to_its_debate(client, api, town, concluded):
    debate = concluded[0]
    talk.conclude(debate, by=town.facilitator)
    need = Need.objects.earliest("pk")
    assert f'href="/ar/debates/{debate.pk}/"' in client.get(f"/ar/needs/{need.pk}/").content.decode()
    told_of = api.get(f"/api/v1/needs/{need.pk}/").json()
    assert told_of["debate"].endswith(f"/api/v1/debates/{debate.pk}/")
    assert told_of["thread"].endswith(f"/api/v1/threads/{need.thread_id}/")
    other = need_in(NeedState.VOICED, space=town.space)
    assert api.get(f"/api/v1/needs/{other.pk}/").json()["debate"] is None
