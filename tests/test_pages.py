"""The pages of the whole house: their language, what they cost, their words when something goes wrong."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils import translation

from config import urls as config_urls
from config.middleware import refusals, way_back
from config.views import server_error
from core.workflow import Refused
from tests.factories.accounts import UserFactory
from tests.factories.councils import AnswerFactory, MandateFactory, ReferralFactory
from tests.factories.needs import NeedFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

LANGUAGES = {"ar": "rtl", "fr": "ltr", "zgh": "ltr", "en": "ltr"}
TEXTS = ["about", "help", "privacy", "accessibility", "glossary"]


def refuse(request):
    raise Refused("لا يمكن الآن: الفضاء مغلق.")


def forbid(request):
    raise PermissionDenied


class urls:  # noqa: N801
    """The house's addresses and two that refuse."""

    urlpatterns = [path("fr/refuse/", refuse), path("fr/forbid/", forbid), *config_urls.urlpatterns]
    handler500 = "config.views.server_error"


@pytest.fixture(autouse=True)
def arabic():
    """A request leaves its language behind: each test starts in Arabic."""
    with translation.override("ar"):
        yield


@pytest.fixture
def refusing(settings, client):
    settings.ROOT_URLCONF = urls
    client.force_login(UserFactory())
    return client


# --- languages ---
@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "direction"), LANGUAGES.items())
def test_home_says_its_language_and_direction(client, lang, direction):
    response = client.get(f"/{lang}/")

    assert response.status_code == 200
    assert f'<html lang="{lang}" dir="{direction}">' in " ".join(response.text.split())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["home", *TEXTS])
def test_page_of_a_visitor_sets_no_cookie_and_holds_no_key(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert not response.cookies
    assert "csrf" not in response.text.lower()


@pytest.mark.django_db
def test_page_of_a_signed_in_person_gives_htmx_its_key(client):
    client.force_login(UserFactory(display_name="فاطمة"))

    text = client.get("/ar/").text

    assert "hx-headers:inherited=" in text
    assert "فاطمة" in text


@pytest.mark.django_db
def test_home_offers_the_commune_of_the_person(client):
    space = SpaceFactory(commune__slug="tiznit", commune__name_fr="Tiznit")
    client.force_login(UserFactory(commune=space.commune))

    text = client.get("/fr/").text

    assert reverse("spaces:detail", args=["tiznit"]).replace("/ar/", "/fr/") in text
    assert "<bdi>Tiznit</bdi>" in text


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [1, 3])
def test_home_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, item_count):
    cache.clear()
    needs = NeedFactory.create_batch(item_count)

    with django_assert_num_queries(5):
        text = client.get("/ar/").text

    assert all(need.title in text for need in needs)


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [1, 3])
def test_home_says_what_councils_answered_and_are_late_with(client, django_assert_num_queries, item_count):
    answers = AnswerFactory.create_batch(item_count, published=True)
    late = ReferralFactory.create_batch(item_count, overdue=True)
    cache.clear()

    with django_assert_num_queries(5):
        text = client.get("/ar/").text

    assert all(answer.text in text for answer in answers)
    assert all(reverse("councils:referral", args=[one.pk]) in text for one in late)


@pytest.mark.django_db
@pytest.mark.parametrize(("theme", "shown"), [("dark", True), ("light", True), ("<script>", False), ("", False)])
def test_theme_comes_from_the_cookie_when_it_is_one_of_ours(client, theme, shown):
    client.cookies["theme"] = theme

    assert (f'data-theme="{theme}"' in client.get("/fr/about/").text) is shown


# --- when something goes wrong ---
@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "direction"), LANGUAGES.items())
def test_unknown_address_offers_a_search(client, lang, direction):
    response = client.get(f"/{lang}/nothing-here/")

    assert response.status_code == 404
    assert f'<html lang="{lang}" dir="{direction}">' in " ".join(response.text.split())
    assert 'role="search"' in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/fr/refuse/", 409), ("/fr/forbid/", 403)])
@pytest.mark.parametrize("htmx", [False, True])
def test_refusal_answers_a_page_or_a_fragment(refusing, address, status, htmx):
    response = refusing.get(address, headers={"HX-Request": "true"} if htmx else {})

    assert response.status_code == status
    assert ("<html" in response.text) is not htmx
    assert ("لا يمكن الآن: الفضاء مغلق." in response.text) is (status == 409)


@pytest.mark.parametrize("address", ["/api/v1/needs/", "/ar/"])
def test_errors_of_others_pass(address):
    handler = refusals(lambda request: None)
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    error = Refused("no") if address.startswith("/api") else ValueError()

    assert handler.process_exception(request, error) is None


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/fr/spaces/anza/?q=1", "/fr/spaces/anza/?q=1"),
        ("http://elsewhere.example/fr/spaces/", "/ar/"),
        ("http://testserver/ar/here/", "/ar/"),
        ("", "/ar/"),
    ],
)
def test_way_back_stays_in_the_house(referer, back):
    assert way_back(RequestFactory().get("/ar/here/", headers={"Referer": referer})) == back


@pytest.mark.django_db
def test_form_without_its_key_says_that_the_text_is_kept():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())

    response = client.post("/fr/accounts/logout/")

    assert response.status_code == 403
    assert 'dir="ltr"' in response.text


def test_unforeseen_error_gives_a_number_and_asks_no_database(caplog):
    response = server_error(RequestFactory().get("/ar/"))

    number = re.search(r"<code>([0-9a-f]{8,16})</code>", response.text)[1]
    assert response.status_code == 500
    assert number in caplog.text


# --- one's work ---
@pytest.mark.django_db
@pytest.mark.parametrize("htmx", [False, True])
def test_work_lists_what_a_person_was_given(client, htmx):
    mandate = MandateFactory(president=True)
    membership = MembershipFactory(user=mandate.user, space__commune__name_fr="Tiznit")
    client.force_login(mandate.user)

    response = client.get("/fr/work/", headers={"HX-Request": "true"} if htmx else {})

    assert ("<html" in response.text) is not htmx
    assert "/fr/workbench/" in response.text
    assert membership.space.get_absolute_url().split("/", 2)[2] in response.text
    assert "/fr/coordination/" not in response.text


@pytest.mark.django_db
def test_work_leads_whoever_has_the_workbench_alone_to_it(client):
    client.force_login(MandateFactory().user)

    assert client.get("/fr/work/").headers["Location"] == "/fr/workbench/"


@pytest.mark.django_db
def test_work_says_when_there_is_none(client):
    client.force_login(UserFactory())

    assert "<li><a href" not in client.get("/fr/work/").text.split("<main")[1].split("</main>")[0]
