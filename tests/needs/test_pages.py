"""Filters, search and orders."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from core.folding import fold
from core.pages import page_of, slice_of
from needs.enums import NeedState, Order
from needs.filters import NeedApiFilter, NeedFilter
from needs.models import Need
from needs.pages import COLUMNS
from needs.words import keys_of
from tests.factories.needs import NeedFactory, SupportFactory
from tests.factories.spaces import SpaceFactory
from tests.needs.conftest import need_in

pytestmark = pytest.mark.django_db


def found(query="", user=None, filters=NeedFilter):
    request = RequestFactory().get(f"/ar/spaces/x/needs/?{query}")
    request.user = user or AnonymousUser()
    return filters(request.GET, queryset=Need.objects.all(), request=request), request


def shown(query="", **options):
    filters, request = found(query, **options)
    return page_of(request, filters.qs.for_list(), *COLUMNS[filters.order]).rows


def ids(query="", **options):
    return {need.pk for need in found(query, **options)[0].qs}


def named(title, **fields):
    return NeedFactory(title=title, text="", folded=fold(title), keys=keys_of(title), **fields)


def test_orders():
    space = SpaceFactory()
    first, second = NeedFactory(space=space, support_count=1), NeedFactory(space=space, support_count=9)
    third = NeedFactory(space=space, support_count=1)
    rows = {order: [need.pk for need in slice_of(Need.objects.all(), *COLUMNS[order]).rows] for order in Order}
    assert rows[Order.NEWEST] == [third.pk, second.pk, first.pk]
    assert rows[Order.JOINED] == [second.pk, third.pk, first.pk]
    assert rows[Order.WAITING] == [first.pk, second.pk, third.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_is_one_query(count, django_assert_num_queries):
    space = SpaceFactory()
    for _ in range(count):
        NeedFactory(space=space)
    with django_assert_num_queries(1):
        rows = shown()
        assert {(str(need.space.commune), str(need.author)) for need in rows}
        assert all(not hasattr(need, "relay") for need in rows)


@pytest.mark.parametrize(
    ("search", "hit"),
    [
        ("الطَّريق", True),
        ("طريق", True),
        ("TRI9", True),
        ("route", True),
        ("الدوار طريق", True),
        ("مدرسة", False),
        ("%", True),
        ("_", True),
        ("طريق مدرسة", False),
    ],
)
def test_search_folds_and_crosses_scripts(search, hit):
    need = named("إصلاح الطريق إلى الدوار")
    assert (need.pk in ids(f"q={search}")) == hit


def test_filters():
    mine = NeedFactory(theme="water", beneficiary="women")
    other = NeedFactory(theme="roads")
    support = SupportFactory(need=other)
    assert ids("theme=water") == {mine.pk}
    assert ids("beneficiary=women") == {mine.pk}
    assert ids("state=voiced") == {mine.pk, other.pk}
    assert ids("state=declined") == set()
    assert ids("joined=on", user=support.user) == {other.pk}
    assert ids("joined=on") == set()
    assert ids(f"space={mine.space.commune.slug}", filters=NeedApiFilter) == {mine.pk}
    assert ids("near=29.7,-9.2", filters=NeedApiFilter) == {mine.pk, other.pk}
    assert ids("near=29.9,-9.2", filters=NeedApiFilter) == set()


def test_the_waiting_order_leaves_out_what_is_closed():
    waiting = need_in(NeedState.HEARD)
    need_in(NeedState.DECLINED)
    assert ids("ordering=waiting") == {waiting.pk}


@pytest.mark.parametrize("query", ["ordering=author__phone", "theme=war", "state=x", "near=1"])
def test_a_filter_that_is_not_on_the_list_is_dropped_by_the_page(query):
    need = NeedFactory()
    assert shown(query) == [need]
