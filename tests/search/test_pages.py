"""The page and the API of the search: whatever is typed is answered, safely, at the same cost for one and for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from search import actions
from search.asking import read
from search.kinds import kinds
from search.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory

pytestmark = pytest.mark.django_db

ODD = [
    "م" * 10_000,
    "water " * 2_000,
    "من في على de la les",
    '"الماء',
    "“",
    '"" ""',
    "a\x00b",
    "!& | <-> :* ' \\ (",
    "'); DROP TABLE search_entry; --",
    "\u202e\u200f\u2066الماء\u2069",
    "%_%",
    "\ud83d\ude00",
    "passerelle:* & !imzilen",
]


@pytest.fixture
def three():
    needs = [
        NeedFactory(title=f"Passerelle <b>numéro</b> {number}", text="Une passerelle & un pont.") for number in "123"
    ]
    actions.index(kinds()["need"], [need.pk for need in needs])
    return needs


@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_typed_is_answered(client, three, odd):
    odd = odd.encode("utf-16", "surrogatepass").decode("utf-16")
    answer = client.get("/fr/search/", {"q": odd})
    assert answer.status_code == 200
    assert client.get("/api/v1/search/", {"q": odd}).status_code == 200
    assert len(read(odd).terms) <= 8


def test_operators_are_only_words(client, three):
    page = client.get("/fr/search/", {"q": "passerelle & !pont | (numero)"}).content.decode()
    assert page.count("card-link") == 3


def test_only_empty_words_say_so(client, three):
    page = client.get("/fr/search/", {"q": "de la"}).content.decode()
    assert "card-link" not in page
    assert 'class="empty"' in page


def test_the_words_are_marked_and_the_rest_is_escaped(client, three):
    page = client.get("/fr/search/", {"q": "passerelle"}).content.decode()
    assert "<mark>Passerelle</mark> &lt;b&gt;numéro&lt;/b&gt; 1" in page
    assert "Une <mark>passerelle</mark> &amp; un <mark>pont</mark>." in page
    assert "<b>" not in page


def test_a_slip_is_answered_and_said(client, three):
    answer = client.get("/fr/search/", {"q": "passetelle"})
    assert answer.context["results"].instead == "passerelle"
    assert answer.content.decode().count("card-link") == 3


def test_nothing_found_offers_each_word_by_itself_and_the_search_without_filters(client, three):
    page = client.get("/fr/search/", {"q": "passerelle xyloquoi", "theme": "health"}).content.decode()
    assert "?q=passerelle&amp;theme=health" in page or "theme=health&amp;q=passerelle" in page
    assert '?q=passerelle+xyloquoi"' in page


def test_a_filter_that_is_not_understood_is_said_and_the_rest_is_answered(client, three):
    page = client.get("/fr/search/", {"q": "passerelle", "since": "yesterday", "kind": "x", "page": "-3"})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"since", "kind"}
    assert page.content.decode().count("card-link") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_one_and_for_three(client, three, count, django_assert_num_queries):
    Entry.objects.filter(key__in=[need.pk for need in three[count:]]).delete()
    client.get("/fr/search/", {"q": "passerelle numero"})  # the stems are learnt
    with django_assert_num_queries(7):  # two for words that are nearly spelt so: both are rare
        page = client.get("/fr/search/", {"q": "passerelle numero"})
    assert page.content.decode().count("card-link") == count


def test_pages_turn(client, three, monkeypatch):
    monkeypatch.setattr("search.results.SIZE", 2)
    first = client.get("/fr/search/", {"q": "passerelle"})
    assert (first.context["newer"], first.context["older"]) == ("", "/fr/search/?q=passerelle&page=2")
    second = client.get(first.context["older"])
    assert (second.context["newer"], second.context["older"]) == ("/fr/search/?q=passerelle", "")
    shown = [one.key for page in (first, second) for one in page.context["results"].shown]
    assert sorted(shown) == sorted(need.pk for need in three)


def test_the_readers_commune_comes_first(client, three):
    client.force_login(UserFactory(commune=three[0].space.commune))
    results = client.get("/fr/search/", {"q": "passerelle"}).context["results"]
    assert (results.shown[0].key, results.shown[0].is_near) == (three[0].pk, True)


def test_htmx_gets_the_results_alone(client, three):
    part = client.get("/fr/search/", {"q": "passerelle"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count("card-link") == 3


def test_the_api_says_what_is_found_without_a_person(client, three):
    answer = client.get("/api/v1/search/", {"q": "passerelle"}).json()
    assert (answer["total"], answer["is_more"], answer["next"]) == (3, False, None)
    assert answer["kinds"] == [{"kind": "need", "count": 3, "is_more": False}]
    one = answer["results"][0]
    assert one["snippet"] == "Une passerelle & un pont."
    assert one["url"] == f"http://testserver/ar/needs/{one['id']}/"
    assert three[0].author.display_name not in str(answer)


def test_the_api_refuses_a_filter_it_does_not_know(client):
    assert client.get("/api/v1/search/", {"q": "a", "author": "7"}).status_code == 400
    assert client.get("/api/v1/search/", {"q": "a", "kind": "x"}).status_code == 400


def test_the_search_describes_itself_to_browsers(client):
    answer = client.get("/ar/search/description.xml")
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    assert b'template="http://testserver/ar/search/?q={searchTerms}"' in answer.content


def test_a_lost_page_offers_the_search(client):
    assert b'action="/fr/search/"' in client.get("/fr/no-such-page/").content


def test_a_question_is_kept_nowhere(client, three):
    person = UserFactory()
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        client.get("/fr/search/", {"q": "canaryquestion"})
    written = [one["sql"] for one in queries if one["sql"].lstrip().startswith(("INSERT", "UPDATE"))]
    assert not [sql for sql in written if "canary" in sql]
    assert Entry.objects.filter(at__gte=now()).count() == 0
