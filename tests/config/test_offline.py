"""What a device may keep, what it is told, and what becomes of what had waited on it."""

import datetime
import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils.timezone import now

from accounts.devices import mark_of
from config.keeping import CLEAR, words_of
from config.offline import worker_text
from core.cached import _key
from core.models import Entry
from needs.actions import post
from needs.models import Need, Support
from needs.timeline import told
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory
from tests.factories.spaces import SpaceFactory
from tests.needs import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def need():
    return NeedFactory(space=SpaceFactory())


@pytest.fixture
def citizen():
    return UserFactory(display_name="فاطمة")


def waited(client, path, **fields):
    """Send what had waited on a device; return what it is told."""
    answer = client.post(path, fields, headers={"X-Waited": "1"})
    assert answer.status_code == 200
    return answer.json()


def picture():
    return SimpleUploadedFile("road.jpg", files.image().getvalue(), "image/jpeg")


def of_need(**fields):
    return {"title": "ماء صالح للشرب", "theme": "water", "place": "الدوار الفوقاني", "beneficiary": "everyone"} | fields


# --- what may be kept ---
def test_public_page_is_kept_by_a_visitor_and_asked_again_for_a_person(client, need, citizen):
    path = need.get_absolute_url()

    assert client.get(path).headers["X-Keep"] == "page"
    client.force_login(citizen)
    answer = client.get(path)
    assert answer.headers["X-Keep"] == "copy"
    assert citizen.display_name in answer.text
    assert citizen.display_name not in Client().get(path).text


@pytest.mark.parametrize(
    "path", ["/ar/accounts/login/", "/ar/search/?q=x", "/ar/me/", "/ar/inbox/", "/ar/nowhere/", "/device/", "/sw.js",
             "/ar/app.webmanifest", "/ar/petitions/mine/", "/ar/data/?to=save"],
)  # fmt: skip
def test_nothing_else_is_kept(client, path, citizen):
    assert "X-Keep" not in client.get(path).headers
    client.force_login(citizen)
    assert "X-Keep" not in client.get(path).headers or "login" in path


def test_page_of_who_signed_in_is_never_called_a_page_of_nobody(client, need, citizen):
    """Whatever the door: her session's cookie is enough for it not to be kept as it is."""
    client.force_login(citizen)
    for path in ("/ar/", "/ar/help/", "/ar/offline/", need.get_absolute_url(), need.space.get_absolute_url()):
        assert client.get(path).headers.get("X-Keep") == "copy", path


def test_blank_form_is_public_and_knows_nobody(client, need, citizen):
    client.force_login(citizen)
    path = client.get(f"/ar/spaces/{need.space.commune.slug}/needs/new/").headers["X-Blank"]

    answer = Client().get(path)

    assert answer.headers["X-Keep"] == "page"
    assert re.search(r'name="client_key"(?! value)', answer.text)  # each need that is written on it gets its own
    assert f'action="/ar/spaces/{need.space.commune.slug}/needs/new/?kept"' in answer.text
    assert Client().get("/ar/spaces/nowhere/needs/new/blank/").status_code == 404


def test_blank_form_of_a_closed_space_is_not_there(client, need):
    space = need.space
    type(space).objects.filter(pk=space.pk).update(state="closed")

    assert client.get(f"/ar/spaces/{space.commune.slug}/needs/new/blank/").status_code == 404


# --- whose it is ---
def test_device_is_told_whose_session_it_is_and_nobody_can_read_it_back(client, citizen):
    assert client.get("/device/").json() == {"who": "", "csrf": ""}
    client.force_login(citizen)

    answer = client.get("/device/")

    assert answer.json()["who"] == mark_of(citizen) != mark_of(UserFactory())
    assert str(citizen.pk) != answer.json()["who"]
    assert answer.json()["csrf"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert f'data-who="{mark_of(citizen)}"' in client.get("/ar/").text
    assert client.get("/ar/me/").headers["X-Who"] == mark_of(citizen)
    assert "data-who" not in Client().get("/ar/").text
    assert Client().get("/ar/").headers["X-Who"] == ""


def test_signing_out_empties_the_device(client, citizen):
    client.force_login(citizen)
    assert "Clear-Site-Data" not in client.get("/ar/me/").headers

    answer = client.post("/ar/accounts/logout/")

    assert answer.headers["Clear-Site-Data"] == CLEAR
    # For the page that comes next, where the browser does not know the header: a minute, and nothing about anybody.
    assert (answer.cookies["left"].value, answer.cookies["left"]["max-age"]) == ("1", 60)
    assert "cookies" not in CLEAR  # the language and the colours are the device's own


# --- what had waited ---
def test_what_waited_is_sent_once_and_says_where_it_is(client, need, citizen):
    client.force_login(citizen)
    path, key = f"/ar/spaces/{need.space.commune.slug}/needs/new/", str(uuid.uuid4())
    at = now() - datetime.timedelta(hours=3)

    for _again in range(2):
        told_ = waited(client, path, **of_need(client_key=key, photo=picture(), written_at=at.isoformat()))
        posted = Need.objects.get(author=citizen)
        assert told_ == {"outcome": "sent", "url": posted.get_absolute_url()}
    assert posted.photos.count() == 1
    entry = Entry.objects.get(subject=f"needs.need:{posted.pk}", action="post")
    assert datetime.datetime.fromisoformat(entry.data["written_at"]) == at.replace(second=0, microsecond=0)
    assert f"{at.astimezone(now().tzinfo):%M}" in str(told([entry])[0].words)
    assert posted.title in client.get(posted.get_absolute_url()).text


@pytest.mark.parametrize("at", ["", "soon", "2026-13-45T00:00Z", "2999-01-01T00:00:00Z", "2001-01-01T00:00:00Z"])
def test_clock_that_cannot_be_right_is_not_believed(client, need, citizen, at):
    client.force_login(citizen)
    path = f"/ar/spaces/{need.space.commune.slug}/needs/new/"

    assert waited(client, path, **of_need(client_key=uuid.uuid4(), written_at=at))["outcome"] == "sent"

    posted = Need.objects.get(author=citizen)
    assert "written_at" not in (Entry.objects.get(subject=f"needs.need:{posted.pk}", action="post").data or {})


def test_time_of_writing_is_believed_of_nothing_that_did_not_wait(client, need, citizen):
    client.force_login(citizen)
    at = (now() - datetime.timedelta(days=1)).isoformat()

    client.post(f"/ar/spaces/{need.space.commune.slug}/needs/new/", of_need(written_at=at))

    posted = Need.objects.get(author=citizen)
    assert "written_at" not in (Entry.objects.get(subject=f"needs.need:{posted.pk}", action="post").data or {})


def test_what_is_refused_says_why_in_words(client, need, citizen):
    client.force_login(citizen)
    path = f"/fr/spaces/{need.space.commune.slug}/needs/new/"

    untold = waited(client, path, **of_need(title=""))
    gone = waited(client, "/fr/needs/999999/join/")

    assert untold["outcome"] == gone["outcome"] == "refused"
    assert "ligne" in untold["words"]
    assert gone["words"]
    assert "<" not in untold["words"] + gone["words"]


def test_refusal_of_a_closed_space_says_that_it_is_closed(client, need, citizen):
    client.force_login(citizen)
    type(need.space).objects.filter(pk=need.space_id).update(state="closed")

    said = waited(client, f"/ar/spaces/{need.space.commune.slug}/needs/new/", **of_need())

    assert said["outcome"] == "refused"
    assert said["words"]


def test_without_a_session_it_waits_for_her(client, need):
    assert waited(client, f"/ar/needs/{need.pk}/join/") == {"outcome": "sign_in"}
    assert not Support.objects.filter(need=need).exclude(user=need.author).exists()


def test_joining_twice_is_joining(client, need, citizen):
    client.force_login(citizen)

    for _again in range(2):
        assert waited(client, f"/ar/needs/{need.pk}/join/")["outcome"] == "sent"

    assert Support.objects.filter(need=need, user=citizen).count() == 1


def test_key_of_a_form_is_asked_of_what_waited_too(need, citizen):
    client = Client(enforce_csrf_checks=True)
    client.force_login(citizen)
    path = f"/ar/needs/{need.pk}/join/"

    assert waited(client, path)["outcome"] == "refused"
    key = client.get("/device/").json()["csrf"]
    answer = client.post(path, headers={"X-Waited": "1", "X-CSRFToken": key})
    assert answer.json()["outcome"] == "sent"


def test_words_of_a_refusal_are_those_of_the_summary_or_of_the_fields():
    assert (
        words_of('<p>no</p><ul data-why><li><a href="#x">A</a>: b<br></li><li>c &amp; d</li></ul><p>no</p>')
        == "A : b c & d"
    )
    assert words_of('<div class="field wrong"><p><svg><path d=""/></svg><span>why</span></p></div><p>no</p>') == "why"
    assert words_of("<p>nothing</p>") == ""
    assert len(words_of(f"<p data-why>{'a' * 999}</p>")) == 400


# --- the worker and the app ---
def test_worker_answers_for_the_whole_site_and_is_asked_for_each_time(client):
    answer = client.get("/sw.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert not answer.cookies
    told_ = json.loads(re.match(r"self\.AGRAW = (.*);\n", worker_text())[1])
    assert len(told_["version"]) == 12
    assert all(path.startswith("/static/build/") for path in told_["shell"])


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("zgh", "ltr"), ("en", "ltr")])
def test_app_has_a_name_and_icons_in_each_language(client, lang, direction):
    answer = client.get(f"/{lang}/app.webmanifest")
    told_ = json.loads(answer.content)

    assert (told_["lang"], told_["dir"], told_["scope"]) == (lang, direction, "/")
    assert told_["start_url"] == f"/{lang}/"
    assert {icon["purpose"] for icon in told_["icons"]} == {"any", "maskable"}
    for shortcut in told_["shortcuts"]:
        assert client.get(shortcut["url"]).status_code in {200, 302}
    assert f'href="/{lang}/app.webmanifest"' in client.get(f"/{lang}/").text


# --- light pages ---
def test_light_pages_ask_for_no_font_and_no_picture(client, need, citizen):
    photographed = post(need.space, by=citizen, title="ماء", theme="water", place="الدوار", photos=[(picture(), "بئر")])
    path = photographed.get_absolute_url()
    whole = client.get(path).text
    assert "<img" in whole
    assert 'as="font"' in whole

    for ask in ({"headers": {"Save-Data": "on"}}, {}):
        if not ask:
            assert client.get("/ar/data/?to=save&next=/ar/help/").url == "/ar/help/"
        light = client.get(path, **ask).text
        assert "<img" not in light
        assert 'as="font"' not in light
        assert "data-light" in light
        assert f"/needs/photos/{photographed.photos.get().pk}/" in light

    client.get("/ar/data/?to=full")
    assert "data-light" not in client.get(path, headers={"Save-Data": "on"}).text
    assert client.get("/ar/data/?to=other").status_code == 404


def test_light_page_and_whole_page_are_kept_apart_in_memory():
    def key(**headers):
        return _key(RequestFactory().get("/ar/", headers=headers).environ)

    assert key() == key(Cookie="data=full") == key(Cookie="data=full", **{"Save-Data": "on"})
    assert key() != key(**{"Save-Data": "on"}) == key(Cookie="data=save")
