"""Pages by cursor: each row once, both ways, in any order; what is no cursor of ours is refused or dropped."""

import datetime

import pytest
from django.test import RequestFactory
from django.utils.timezone import now

from core.enums import Channel
from core.models import Holiday, Message
from core.pages import BadCursorError, is_searching, page_of, slice_of

pytestmark = pytest.mark.django_db


def messages(count: int = 7) -> list[Message]:
    """Messages of which some left at one moment, and some were tried equally often."""
    moment = now()
    rows = [Message(key=str(n), channel=Channel.MAIL, attempts=n % 3) for n in range(count)]
    for number, row in enumerate(rows):
        row.claimed_at = moment + datetime.timedelta(microseconds=number // 2)
    return Message.objects.bulk_create(rows)


ORDERS = [("-id",), ("id",), ("-attempts", "-id"), ("attempts", "id"), ("-claimed_at", "-id"), ("claimed_at", "id")]


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_each_row_is_shown_once_both_ways(order):
    messages()
    part = slice_of(Message.objects.all(), *order, size=2)
    pages = [part.rows]
    while part.after:
        part = slice_of(Message.objects.all(), *order, cursor=part.after, size=2)
        pages.append(part.rows)
    assert [row for page in pages for row in page] == list(Message.objects.order_by(*order))
    back = [pages[-1]]
    while part.before:
        part = slice_of(Message.objects.all(), *order, cursor=part.before, size=2)
        back.append(part.rows)
    assert back[::-1] == pages


def test_days_are_an_order_too():
    days = [
        Holiday.objects.create(day=datetime.date(2026, 1, 1 + n), name_ar="عطلة", name_fr="Congé") for n in range(3)
    ]
    part = slice_of(Holiday.objects.all(), "day", "id", size=1)
    assert slice_of(Holiday.objects.all(), "day", "id", cursor=part.after).rows == days[1:]


def test_a_row_that_comes_meanwhile_is_not_shown_twice():
    messages(4)
    first = slice_of(Message.objects.all(), "-id", size=2)
    Message.objects.create(key="new", channel=Channel.MAIL)
    second = slice_of(Message.objects.all(), "-id", cursor=first.after, size=2)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


BAD = ["x", "a", "a1.2", "a-1", "b9999999999999999", "a1;drop", "a٣", "a1.2.3", "\x00", "9" * 40]


@pytest.mark.parametrize("cursor", BAD)
def test_a_cursor_that_is_none_of_ours_is_refused_and_dropped_by_the_page(cursor):
    row = Message.objects.create(key="k", channel=Channel.MAIL)
    with pytest.raises(BadCursorError):
        slice_of(Message.objects.all(), "-id", cursor=cursor)
    request = RequestFactory().get("/ar/x/", {"cursor": cursor})
    assert page_of(request, Message.objects.all()).rows == [row]


@pytest.mark.parametrize("cursor", ["a5", "a0.1", "a99999999999999999.1"])
def test_a_cursor_that_names_no_day_is_refused(cursor):
    with pytest.raises(BadCursorError):
        slice_of(Holiday.objects.all(), "day", "id", cursor=cursor)


def test_a_moment_far_away_is_past_the_end():
    messages(1)
    assert slice_of(Message.objects.all(), "claimed_at", "id", cursor="a99999999999999999.1").rows == []


def test_a_number_that_no_column_can_hold_is_past_the_end():
    messages(1)
    assert slice_of(Message.objects.all(), "attempts", "id", cursor="a99999999999999999.1").rows == []


def test_addresses_keep_the_rest_and_past_the_end_lead_to_the_beginning():
    rows = messages(3)
    page = page_of(RequestFactory().get("/ar/x/?theme=water"), Message.objects.all(), size=2)
    assert (page.newer, page.older) == ("", f"/ar/x/?theme=water&cursor=a{rows[1].pk}")
    past = RequestFactory().get(f"/ar/x/?theme=water&cursor=a{rows[0].pk}")
    assert page_of(past, Message.objects.all()).newer == "/ar/x/?theme=water"


@pytest.mark.parametrize(("query", "searching"), [("", False), ("cursor=a1&tab=open&q=", False), ("q=x", True)])
def test_another_page_is_no_search(query, searching):
    assert is_searching(RequestFactory().get(f"/ar/x/?{query}"), "tab") == searching


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_is_one_query(count, django_assert_num_queries):
    messages(count)
    with django_assert_num_queries(1):
        assert len(page_of(RequestFactory().get("/ar/x/"), Message.objects.all()).rows) == count
