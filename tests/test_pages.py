"""The pages of the whole house: their language, their weight, their colours, their words when something goes wrong."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils import translation
from fontTools.ttLib import TTFont

from config import urls as config_urls
from config.context import page
from config.house import ExampleForm
from config.middleware import refusals, way_back
from config.views import server_error
from core.icons import ICONS
from core.templatetags import agraw
from core.workflow import Refused
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory
from tests.factories.needs import NeedFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / ".local/assets"
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

    number = re.search(r"<code>([0-9a-f]{8})</code>", response.text)[1]
    assert response.status_code == 500
    assert number in caplog.text


# --- the components ---
@pytest.mark.django_db
@pytest.mark.parametrize("lang", LANGUAGES)
def test_house_shows_every_component(client, lang):
    response = client.get(f"/{lang}/house/")

    assert response.status_code == 200
    for name in [
        "clock",
        "tag",
        "person",
        "timeline",
        "notice",
        "empty",
        "pager",
        "audio",
        "field",
        "table",
        "numbers",
    ]:
        assert re.search(rf'class="[^"]*\b{name}\b', response.text), name


@pytest.mark.django_db
def test_house_is_shut_in_production(client, settings):
    settings.SHOW_HOUSE = False

    assert client.get("/ar/house/").status_code == 404


def test_icon_is_hidden_unless_it_has_words():
    assert 'aria-hidden="true"' in agraw.icon("water")
    assert 'role="img" aria-label="ماء"' in agraw.icon("water", "ماء")
    assert agraw.icon("no such icon") == agraw.icon("other")
    assert "icon-turns" in agraw.icon("arrow")
    assert "icon-turns" not in agraw.icon("clock")


def test_every_state_has_its_picture_and_tone():
    for state, (tone, name) in agraw.TONES.items():
        assert tone in {"waiting", "done", "overdue", "neutral", "declined"}, state
        assert name in ICONS, state


def test_error_summary_links_to_the_fields():
    text = render_to_string("components/errors.html", {"form": ExampleForm({"title": ""})})

    assert 'href="#id_title"' in text
    assert 'role="alert"' in text


def test_context_knows_the_direction():
    request = RequestFactory().get("/ar/")

    assert page(request)["dir"] == "rtl"


# --- weight, colours, directions ---
def packed(name: str) -> int:
    """Return the bytes of an asset as Brotli sends it."""
    return len(brotli.compress((ASSETS / name).read_bytes()))


@pytest.mark.parametrize(("name", "budget"), [("build/agraw.css", 10_000), ("build/agraw.js", 15_000)])
def test_asset_is_light(name, budget):
    assert packed(name) < budget


def test_arabic_fonts_are_light_and_hold_the_letters_of_morocco():
    files = [ASSETS / "fonts/arabic-400.woff2", ASSETS / "fonts/arabic-700.woff2"]

    assert sum(file.stat().st_size for file in files) < 22_000
    for file in files:
        letters = TTFont(file).getBestCmap()
        assert not [letter for letter in "ڭگچڤڨپأإآةىئؤ،؟" if ord(letter) not in letters]


@pytest.mark.django_db
def test_first_load_of_home_is_light(client):
    html = client.get("/ar/").content
    asked = set(re.findall(rb'(?:src|href)="(/static/[^"]+)"', html))

    assert len(gzip.compress(html)) < 14_000
    assert len(asked) + 1 <= 6  # the bold font comes with the style sheet, the page itself counts
    fonts = sum((ASSETS / f"fonts/arabic-{weight}.woff2").stat().st_size for weight in (400, 700))
    assert len(gzip.compress(html)) + packed("build/agraw.css") + packed("build/agraw.js") + fonts < 60_000


PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|float|clear"
    r"|(?:max-|min-)?(?:width|height)|text-align:\s*(?:left|right))\s*:(?!.*\)\s*\{)"
)


@pytest.mark.parametrize("file", sorted((ROOT / "static/css").glob("*.css")), ids=lambda file: file.name)
def test_style_knows_no_left_and_right(file):
    text = re.sub(r"/\*.*?\*/|@media[^{]*\{|url\([^)]*\)", "", file.read_text(), flags=re.S)

    assert PHYSICAL.findall(text) == []


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens() -> dict[str, dict[str, str]]:
    """Return the colours of each theme, and check that the two ways to the dark theme agree."""
    blocks = re.findall(r"color-scheme: (\w+);(.*?)\}", (ROOT / "static/css/tokens.css").read_text(), flags=re.S)
    themes = [(name, dict(re.findall(r"--([\w-]+): (#\w{6});", block))) for name, block in blocks]
    assert [name for name, _colours in themes] == ["light", "dark", "dark"]
    assert themes[1][1] == themes[2][1]
    return {"light": themes[0][1], "dark": themes[1][1]}


TEXT_ON = [
    ("ink", "paper"), ("ink", "ground"), ("muted", "paper"), ("muted", "ground"), ("act", "paper"), ("act", "ground"),
    ("act-strong", "paper"), ("act-strong", "act-soft"), ("act", "act-soft"), ("ink", "act-soft"), ("on-act", "act"),
    ("on-act", "act-strong"), ("clay", "paper"), ("clay", "ground"), ("olive", "olive-soft"), ("olive", "paper"),
    ("saffron", "saffron-soft"), ("saffron", "paper"), ("pomegranate", "pomegranate-soft"), ("pomegranate", "paper"),
    ("ink", "olive-soft"), ("ink", "saffron-soft"), ("ink", "pomegranate-soft"), ("paper", "pomegranate"),
    ("paper", "ink"), ("act", "saffron-soft"), ("act", "pomegranate-soft"), ("act", "olive-soft"),
    ("pomegranate", "ground"),
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_stands_out(theme, text, ground):
    colours = tokens()[theme]

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_edge_of_a_field_stands_out(theme, ground):
    colours = tokens()[theme]

    assert contrast(colours["edge"], colours[ground]) >= 3


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
def test_work_says_when_there_is_none(client):
    client.force_login(UserFactory())

    assert "<li><a href" not in client.get("/fr/work/").text.split("<main")[1].split("</main>")[0]
