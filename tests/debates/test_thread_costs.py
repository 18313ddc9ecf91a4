"""What a discussion costs: the same for one contribution and for many, page after page."""

import json
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from debates import actions
from debates.actions.contributing import bearing
from debates.live import feed
from debates.models import Contribution, Thread
from debates.reading import Reader
from debates.views.thread import thread_context
from tests.debates.people import person
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, SittingFactory, ThreadFactory

pytestmark = pytest.mark.django_db
TEXT = "الماء لا يصل إلى الدوار."


def talked(count: int) -> Thread:
    """Return a thread with `count` contributions of everything: answered, on top, held, gone, reacted to."""
    thread = ThreadFactory()
    by = person("facilitator", thread.space)
    for number in range(count):
        row = ContributionFactory(thread=thread)
        for _ in range(count + 1):
            ContributionFactory(thread=thread, parent=row)
        ContributionFactory(thread=thread, held=True)
        gone = ContributionFactory(thread=thread)
        ContributionFactory(thread=thread, parent=gone)
        actions.move_contribution(gone, "hide", by=by, note="شرح")
        if number < 3:
            actions.pin(row, by=by)
        actions.react(row, by=by, kind="agree")
    return Thread.objects.for_room().select_related("debate").get(pk=thread.pk)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 4), ("citizen", 6), ("facilitator", 6)])
def test_a_page_costs_the_same_for_one_and_three(count, who, queries, django_assert_num_queries):
    thread = talked(count)
    request = RequestFactory().get("/ar/")
    request.user = person(who, thread.space)
    with django_assert_num_queries(queries):
        context = thread_context(request, thread)
        assert len(context["contributions"]) == 2 * count
        assert {str(answer.who) for row in context["contributions"] for answer in row.answers}


@pytest.mark.parametrize("count", [1, 3])
def test_news_cost_two_queries(count, django_assert_num_queries):
    thread = talked(count)
    with django_assert_num_queries(2):
        assert feed.since(thread.pk, 0).public


@pytest.mark.parametrize("count", [1, 3])
def test_a_greeting_costs_four_queries(count, django_assert_num_queries):
    thread = talked(count)
    with django_assert_num_queries(4):
        assert feed.greeting(thread.pk, AnonymousUser(), after=0, rev=None)


def cost_of(act) -> int:
    """Return how many queries an act asks for, without the savepoints that the test's own transaction makes of it."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("door", ["page", "api"])
@pytest.mark.parametrize("of", ["need", "debate"])
@pytest.mark.parametrize("is_answer", [False, True])
def test_speaking_costs_twelve_queries_at_most(client, door, of, is_answer):
    thread = SittingFactory(live=True).debate.thread if of == "debate" else ThreadFactory()
    Thread.objects.filter(pk=thread.pk).update(room_rev=of == "debate")
    thread.refresh_from_db()
    parent = ContributionFactory(thread=thread)
    client.force_login(UserFactory())
    url = f"/ar/threads/{thread.pk}/contribute/" if door == "page" else f"/api/v1/threads/{thread.pk}/contributions/"
    data = {"text": TEXT, "client_key": "6f0d3b1e-52d8-4a26-8f8e-0d6a3d1f1d11"} | (
        {"parent": parent.pk} if is_answer else {}
    )
    options = {} if door == "page" else {"content_type": "application/json"}
    assert cost_of(lambda: client.post(url, data, **options)) == 9 + is_answer * 2 + (of == "debate")
    assert Contribution.objects.filter(text=TEXT).count() == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 3), ("citizen", 4)])
@pytest.mark.parametrize("query", ["", "after=0", "parent=1&after=0"])
def test_the_api_costs_the_same_for_one_and_three(api, count, who, queries, query, django_assert_num_queries):
    thread = talked(count)
    user = person(who, thread.space)
    api.force_authenticate(None if who == "visitor" else user)
    with django_assert_num_queries(queries - bool(query)):
        answer = api.get(f"/api/v1/threads/{thread.pk}/contributions/?{query}")
    assert answer.status_code == 200


def plan_of(rows) -> str:
    """Return the database's plan for a query, when it thinks that reading a whole table is dear."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    return json.dumps(json.loads(rows.explain(format="json")))


@pytest.fixture
def crowd():
    """A thread of 3,000 contributions, every third of them an answer, every tenth gone."""
    thread, author = ThreadFactory(), UserFactory()
    rows = [
        Contribution(
            thread=thread, author=author, seq=number, rev=number, text=TEXT,
            visibility="visible" if number % 10 else "hidden",
        )
        for number in range(1, 3_001)
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows)
    Contribution.objects.filter(thread=thread, seq__in=range(3, 3_001, 3)).update(parent=rows[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE debates_contribution")
    return thread


def test_every_reading_of_a_long_discussion_goes_by_its_index(crowd):
    rows = Contribution.objects.filter(thread=crowd)
    mine = Reader(Thread.objects.for_room().get(pk=crowd.pk), AnonymousUser()).rows()
    readings = {
        "contribution_standing": mine.standing().filter(seq__lt=1_500).order_by("-seq")[:21],
        "one_contribution_a_number": rows.shown().filter(seq__gt=1_500).order_by("seq")[:21],
        "contribution_changed": rows.filter(rev__gt=2_900, rev__lte=3_000).order_by("rev", "seq")[:1_001],
        "contribution_gone": rows.gone().filter(seq__lte=2_000).order_by("-seq")[:200],
        "contribution_replies": rows.shown().filter(parent=rows.get(seq=1), seq__gt=100).order_by("seq")[:21],
        "contribution_pinned": rows.pinned(),
    }
    for index, reading in readings.items():
        plan = plan_of(reading)
        assert f'"Index Name": "{index}"' in plan, (index, plan)
        if index not in {"contribution_changed", "contribution_pinned"}:
            assert '"Sort' not in plan, (index, plan)


def test_what_bears_on_a_new_contribution_is_read_by_its_indexes(crowd):
    rows = bearing(crowd.contributions.first().author, now(), uuid.uuid4(), crowd.contributions.last().pk)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = rows.explain(format="json")
    assert "Seq Scan" not in plan
    for index in ("contribution_by_author", "contribution_stored_once", "debates_contribution_pkey"):
        assert index in plan


def test_a_page_reads_as_many_rows_wherever_it_stands(crowd):
    def read(before: int) -> int:
        rows = Contribution.objects.filter(thread=crowd).standing().filter(seq__lt=before).order_by("-seq")[:21]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = json.loads(rows.explain(format="json", analyze=True, buffers=True))[0]["Plan"]
        return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]

    read(3_001)
    assert max(read(before) for before in (3_001, 2_000, 1_500, 1_000, 500, 100)) <= 8
