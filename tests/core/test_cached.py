"""Pages of visitors kept in memory: the same bytes for everyone, exact, and nobody else's."""

import os
import subprocess
import sys
import threading
import time

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import Error, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from accounts.models import User
from config import urls as config_urls
from core import cached, release, replica
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
said = {"version": "1", "words": "hello", "made": 0, "asked": 0, "cookie": False, "status": 200}
WORDS = dict(said)


def version(number):
    said["asked"] += 1
    if said["version"] == "error":
        raise Error
    return said["version"]


@cached.shared(version)
def page(request, number):
    """A page."""
    said["made"] += 1
    response = HttpResponse(f"{said['words']} {request.COOKIES.get('theme', '')}", status=said["status"])
    if said["cookie"]:
        response.set_cookie("x", "y")
    return response


page.login_required = False
urlpatterns = [path("fr/page/<int:number>/", page), path("page/<int:number>/", page), *config_urls.urlpatterns]


class Answer:
    def __init__(self, memory, url="/fr/page/1/", method="GET", **headers):
        environ = RequestFactory().generic(method, url, headers=headers).environ
        environ.pop("HTTP_COOKIE", None)
        if cookie := headers.get("Cookie"):
            environ["HTTP_COOKIE"] = cookie
        self.body = b"".join(memory(environ, self.begin)).decode()

    def begin(self, status, headers, *rest):
        self.status, self.headers = int(status[:3]), {name.lower(): value for name, value in headers}


@pytest.fixture
def memory(monkeypatch):
    said.update(WORDS)
    monkeypatch.setattr(cached, "FRESH", 0)
    return cached.Memory(WSGIHandler())


def test_a_page_is_made_once_and_answered_to_everyone(memory):
    first, second = Answer(memory), Answer(memory)

    assert (first.status, second.status, said["made"]) == (200, 200, 1)
    assert first.body == second.body
    assert first.headers["etag"] == second.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["content-security-policy"] == second.headers["content-security-policy"]
    assert "set-cookie" not in second.headers


def test_a_change_is_seen_at_the_next_asking(memory):
    first = Answer(memory)
    said.update(version="2", words="bye")
    second = Answer(memory)

    assert "bye" in second.body
    assert first.headers["etag"] != second.headers["etag"]


def test_the_version_is_asked_for_once_a_second(memory, monkeypatch):
    monkeypatch.setattr(cached, "FRESH", 1000)
    Answer(memory)
    said["version"] = "2"
    for _ in range(3):
        Answer(memory)

    assert (said["asked"], said["made"]) == (1, 1)


def test_a_page_is_made_anew_after_a_minute_whatever_its_version(memory, monkeypatch):
    Answer(memory)
    monkeypatch.setattr(cached, "LONGEST", 0)
    Answer(memory)

    assert said["made"] == 2


def test_who_has_the_page_already_is_told_so(memory):
    tag = Answer(memory).headers["etag"]
    same, other = Answer(memory, **{"If-None-Match": tag}), Answer(memory, **{"If-None-Match": '"x"'})
    memory.pages.clear()
    made_anew = Answer(memory, **{"If-None-Match": tag})

    assert (same.status, same.body, other.status, made_anew.status) == (304, "", 200, 304)
    assert same.headers["etag"] == tag
    assert Answer(memory).status == 200


def test_every_process_that_serves_pages_gives_them_the_same_tag(settings):
    """A page had from one is known to the others, and to a machine beside; another setting makes others."""
    ask = "import django; django.setup(); from core import release; print(release.made_with())"
    environment = os.environ | {"PYTHONPATH": str(settings.BASE_DIR)}
    told = {
        subprocess.run([sys.executable, "-c", ask], env=environment, text=True, capture_output=True, check=True).stdout
        for _ in range(2)
    }
    assert len(told) == 1
    before = release.made_with()
    settings.SITE_URL = "https://elsewhere.example"
    release.made_with.cache_clear()
    assert release.made_with() != before
    release.made_with.cache_clear()


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=abc"},
        {"Cookie": "messages=abc"},
        {"Cookie": f"{replica.WRITTEN}=0/1"},
        {"Authorization": "Bearer x"},
        {"HX-Request": "true"},
        {"Range": "bytes=0-1"},
    ],
)
def test_a_request_that_is_not_a_visitors_reading_passes_by(memory, headers):
    Answer(memory)
    for _ in range(2):
        assert "etag" not in Answer(memory, **headers).headers
    assert said["made"] == 3


@pytest.mark.parametrize(("method", "url"), [("POST", "/fr/page/1/"), ("GET", "/fr/page/1/?q=1"), ("GET", "/page/1/")])
def test_other_addresses_are_not_kept(memory, method, url):
    Answer(memory, url, method)
    Answer(memory, url, method)

    assert said["made"] == 2 or method == "POST"
    assert not memory.pages


def test_the_letters_of_amazigh_are_kept_apart(memory):
    tifinagh, latin = Answer(memory), Answer(memory, Cookie="letters=latin")
    assert said["made"] == 2
    assert tifinagh.headers["etag"] != latin.headers["etag"]


def test_colours_and_addresses_are_kept_apart(memory):
    plain, dark = Answer(memory), Answer(memory, Cookie="theme=dark; language=fr")
    Answer(memory, "/fr/page/2/")
    Answer(memory, Host="other.example")

    assert plain.body != dark.body
    assert said["made"] == 4
    assert Answer(memory, Cookie="theme=dark").body == dark.body


@pytest.mark.parametrize("what", [{"cookie": True}, {"status": 404}, {"version": None}])
def test_what_is_not_for_everyone_is_not_kept(memory, what):
    Answer(memory)
    said.update({"version": "2"} | what)
    Answer(memory)

    assert not memory.pages


def test_a_database_that_is_away_is_the_pages_affair(memory):
    Answer(memory)
    said["version"] = "error"
    memory.application = lambda environ, begin: begin("503 Away", []) or [b"away"]

    assert Answer(memory).body == "away"
    assert not memory.pages


def test_the_memory_has_its_bounds(memory, monkeypatch):
    monkeypatch.setattr(cached, "MOST_PAGES", 2)
    for number in range(4):
        Answer(memory, f"/fr/page/{number}/")

    assert len(memory.pages) == 2


@pytest.fixture
def kept_page(monkeypatch):
    """A page without a version of its own, which shows what is written about one person."""
    person, made = UserFactory(display_name="one"), []

    def shows(request, number):
        made.append(number)
        return HttpResponse(User.objects.get(pk=person.pk).display_name)

    shows.login_required = False
    monkeypatch.setattr(urlpatterns[0], "callback", shows)
    return person, made


def quietly(memory, made, story):
    """Return what a story tells that nobody wrote into: the other process of the tests writes in this cluster too, and
    a snapshot is the cluster's.
    """
    for _ in range(200):
        memory.pages.clear()
        made.clear()
        before, told = cached.written(), story()
        if cached.written() == before:
            return told
    raise AssertionError("it is never quiet")


@pytest.mark.django_db(transaction=True)
def test_a_page_without_a_version_is_kept_until_anything_is_written(memory, kept_page):
    person, made = kept_page
    first, same = quietly(memory, made, lambda: (Answer(memory), Answer(memory)))
    assert ([first.body, same.body], len(made)) == (["one", "one"], 1)
    assert same.headers["etag"] == first.headers["etag"]
    User.objects.filter(pk=person.pk).update(display_name="two")
    assert Answer(memory).body == "two"

    def known():
        return Answer(memory, **{"If-None-Match": Answer(memory).headers["etag"]})

    assert quietly(memory, made, known).status == 304


def test_a_page_without_a_version_asks_nothing_where_nothing_is_kept(client, kept_page, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert "etag" not in client.get("/fr/page/1/").headers


@pytest.mark.django_db(transaction=True)
def test_what_was_being_written_when_the_page_was_made_is_seen_once_it_is(memory, kept_page):
    """The page is made while another transaction has written and not yet said so: it is old when that one ends."""
    person, made = kept_page
    wrote, ends = threading.Event(), threading.Event()

    def writes():
        with transaction.atomic():
            User.objects.filter(pk=person.pk).update(display_name="two")
            wrote.set()
            ends.wait(20)
        connection.close()

    other = threading.Thread(target=writes)
    other.start()
    assert wrote.wait(20)
    before = quietly(memory, made, lambda: [Answer(memory).body, Answer(memory).body])
    assert (before, len(made)) == (["one", "one"], 1)
    ends.set()
    other.join()
    assert Answer(memory).body == "two"


def test_pages_that_weigh_too_much_together_leave(memory, monkeypatch):
    monkeypatch.setattr(cached, "MOST_BYTES", 10)
    Answer(memory)
    Answer(memory, "/fr/page/2/")
    assert len(memory.pages) == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_that_many_ask_for_at_once_is_made_once(memory, monkeypatch):
    """A start, or a page that nobody has seen: one makes it, the others wait for it."""
    monkeypatch.setattr(cached, "FRESH", 1000)
    begun, answers = threading.Barrier(24), []

    def asks():
        begun.wait(20)
        answers.append(Answer(memory).body)
        connection.close()

    application = memory.application

    def slow(environ, begin):
        time.sleep(0.3)  # a page takes a while: everyone else comes meanwhile
        return application(environ, begin)

    memory.application = slow
    threads = [threading.Thread(target=asks) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(answers), len(set(answers)), said["made"]) == (24, 1, 1)
    assert not memory.making


def test_nobody_waits_long_for_who_makes_a_page_nor_for_one_that_passes_by(memory, monkeypatch):
    monkeypatch.setattr(cached, "LONGEST_WAIT", 0)
    (key,) = [cached._key(RequestFactory().get("/fr/page/1/").environ)]
    memory.making[key] = threading.Event()  # another one makes it, and does not come to an end
    assert Answer(memory).status == 200
    said["version"] = None
    memory.pages.clear()
    Answer(memory)
    monkeypatch.setattr(cached, "LONGEST_WAIT", 1000)
    assert Answer(memory).status == 200  # known not to be kept


def test_a_page_that_was_broken_is_waited_for_again(memory):
    memory.application = lambda environ, begin: begin("503 Away", []) or [b"away"]
    Answer(memory)
    assert not memory.passing


def test_a_page_read_from_the_replica_asks_the_replica(memory, monkeypatch):
    """Both tell how far they have come in other words: asked of the other one, no page would ever be the same."""
    is_fresh, wanted = [True], []

    def words(number):
        said["asked"] += 1
        wanted.append(replica.is_read())
        return "place" if replica.is_read() else "snapshot"

    @cached.shared(words)
    def shows(request, number):
        said["made"] += 1
        return HttpResponse("words")

    def reads(request, number):
        with replica.reading(replica=True):
            return shows(request, number)

    reads.login_required = False
    monkeypatch.setattr(urlpatterns[0], "callback", reads)
    monkeypatch.setattr(replica, "is_fresh", lambda: is_fresh[0])
    for _ in range(3):
        assert Answer(memory).body == "words"
    assert (said["made"], wanted) == (1, [True] * 3)
    is_fresh[0] = False  # lost, or behind: what it tells is what it told before
    Answer(memory)
    assert said["made"] == 2
