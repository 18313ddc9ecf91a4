"""How the house looks: its components, the weight of its files, its colours, its directions."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from fontTools.ttLib import TTFont

from config.context import page
from config.house import ExampleForm
from core.icons import FAMILY
from core.templatetags import agraw
from core.tones import TONES

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / ".local/assets"


@pytest.fixture(autouse=True)
def arabic():
    """A request leaves its language behind: each test starts in Arabic."""
    with translation.override("ar"):
        yield


# --- the components ---
@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["ar", "fr", "zgh", "en"])
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
    for state, (tone, name) in TONES.items():
        assert tone in {"waiting", "done", "overdue", "neutral", "declined"}, state
        assert name in FAMILY, state


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


def test_map_is_light_for_who_opens_it():
    asked = re.findall(r'static "([^"]+)"', (ROOT / "templates/territories/_map_script.html").read_text())

    assert "vendor/leaflet.js" in asked
    assert sum(map(packed, asked)) < 45_000


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
