"""Every page in four languages: accessible, narrow enough, silent on the console, in one language, and light."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext as _

from config.views import server_error
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.every_page import Visit, World, replies_nothing, sends_nothing

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What can change with the language alone: the pages of signed-in people are looked at whole in Arabic and in French.
NAMES = ["label-content-name-mismatch", "link-name", "button-name", "label", "document-title", "valid-lang"]
NARROW = {"width": 320, "height": 640}
HTML_BUDGET = 14_000
FIRST_LOADS = ("", "spaces/tiznit/", "spaces/tiznit/needs/", "needs/{need}/")
ERRORS = ("403", "403_csrf", "404", "409", "429")

# Names that stay in Latin letters on Arabic pages.
KNOWN = {
    "Agraw", "AGPL", "CC", "BY", "WCAG", "AA", "JavaScript", "HCP", "RGPH", "WebM", "JPEG", "PNG", "API", "HTML",
    "English", "Français", "WhatsApp", "Aegis", "FreeOTP", "Google", "Authenticator",
}  # fmt: skip

RUN_AXE = """async ({tags, rules}) => {
    const only = rules ? {type: "rule", values: rules} : {type: "tag", values: tags};
    const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
    return found.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)
        + " " + (node.any[0]?.message || "")).join(" | "));
}"""

# The words of the page in its own voice: not what people wrote (bdi, dir=auto), not another language's (lang).
OWN_WORDS = """(scope) => {
    const lang = document.documentElement.lang;
    const foreign = (node) => node.closest("bdi, [dir=auto], code, kbd, script, style, textarea, select.people, pre")
        || ((at) => at && at.lang !== lang)(node.closest("[lang]"));
    const words = [];
    const root = document.querySelector(scope);
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!foreign(walk.currentNode.parentElement)) words.push(walk.currentNode.data);
    for (const name of ["aria-label", "title", "placeholder"])
        for (const one of root.querySelectorAll(`[${name}]`)) if (!foreign(one)) words.push(one.getAttribute(name));
    return words.map((one) => one.trim()).filter(Boolean);
}"""


class Walker:
    """One browser window a person and language: it opens pages and says what is wrong with them."""

    def __init__(self, browser, base: str, world: World):
        self.browser, self.base, self.world = browser, base, world
        self.axe = AXE.read_text(encoding="utf-8")
        self.pages, self.heard = {}, []

    def page_of(self, who: str, size: dict):
        """Return the window of a person, with a size."""
        if who not in self.pages:
            context = self.browser.new_context(viewport=size, reduced_motion="reduce")
            if who:
                context.add_cookies([{"name": "sessionid", "value": self.world.cookie_of(who), "url": self.base}])
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.on("console", lambda line: line.type in {"error", "warning"} and self.heard.append(line.text))
            page.on("pageerror", lambda error: self.heard.append(str(error)))
            page.on("request", lambda asked: self._stays(asked.url))
            self.pages[who] = page
        self.pages[who].set_viewport_size(size)
        return self.pages[who]

    def _stays(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.heard.append(f"asked {url}")

    def open(self, visit: Visit, language: str, size: dict):
        """Open a page, do what the visit says, let its parts come; return the page and its status."""
        if visit.does and visit.who in self.pages:  # another window: what was begun is not kept
            self.pages.pop(visit.who).context.close()
        page = self.page_of(visit.who, size)
        self.heard.clear()
        answers = []

        def hears(answer):
            answers.append(answer)

        page.on("response", hears)
        page.goto(f"{self.base}/{language}/{visit.path}", wait_until="load")
        if visit.does:
            visit.does(page)
        page.wait_for_function("""() => !document.querySelector(".htmx-request") && document.fonts.status === "loaded"
            && [...document.querySelectorAll("main [hx-trigger=load]")].every((one) => one.children.length !== 1)""")
        page.remove_listener("response", hears)
        return page, [one for one in answers if one.request.is_navigation_request() and one.status // 100 != 3][-1]

    def finds_nothing_wrong(self, visit: Visit, language: str, size: dict, *, dark: bool = False) -> None:
        wrongs = self.wrongs(visit, language, size, dark=dark)
        assert not wrongs, "\n".join(wrongs)

    def wrongs(self, visit: Visit, language: str, size: dict, *, dark: bool = False) -> list[str]:
        """Return everything that is wrong with a page."""
        page, answer = self.open(visit, language, size)
        wrongs = []
        if visit.status and answer.status != visit.status:
            wrongs.append(f"status {answer.status}")
        if f"/{language}/" not in page.url:
            wrongs.append(f"led to {page.url}")
        if (weight := len(gzip.compress(answer.body()))) > HTML_BUDGET:
            wrongs.append(f"{weight} bytes of HTML")
        wrongs += self._of_the_layout(page, size)
        wrongs += self._of_axe(page, rules=NAMES if visit.who and language in {"zgh", "en"} else None)
        if dark and len(visit.languages) == 4:  # one page of each kind
            page.emulate_media(color_scheme="dark")
            wrongs += [f"dark {one}" for one in self._of_axe(page, rules=["color-contrast"])]
            page.emulate_media(color_scheme="light")
        if visit.path != "house/":  # whose samples are in every language
            wrongs += self._of_the_words(page, language)
        if (
            visit.does in {sends_nothing, replies_nothing}
            and not page.locator("main .notice-error, main .wrong").count()
        ):
            wrongs.append("does not say what is wrong")
        wrongs += [line for line in self.heard if not (answer.status >= 400 and f"status of {answer.status}" in line)]
        return wrongs

    def _of_axe(self, page, rules: list[str] | None = None) -> list[str]:
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(self.axe)
        return page.evaluate(RUN_AXE, {"tags": TAGS, "rules": rules})

    def _of_the_layout(self, page, size: dict) -> list[str]:
        """Return how much wider than a small phone's screen the page is."""
        page.set_viewport_size(NARROW)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.set_viewport_size(size)
        return [f"{over} px wider than {NARROW['width']}"] if over > 0 else []

    def _of_the_words(self, page, language: str) -> list[str]:
        """Return words of another language: Latin ones in Arabic pages, Arabic ones in the others."""
        if language == "ar":
            said = page.evaluate(OWN_WORDS, "main")
            return [f"not Arabic: {words[:80]}" for words in said if set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", words)) - KNOWN]
        said = page.evaluate(OWN_WORDS, "body")
        return [f"Arabic: {words[:80]}" for words in said if re.search(r"[؀-ۿ]", words)]


def error_pages(language: str) -> dict[str, str]:
    """Return the pages of errors that no address leads to, by number."""
    with translation.override(language):
        request = RequestFactory().get(f"/{language}/")
        request.user = AnonymousUser()
        context = {"words": _("Nothing is late."), "back": f"/{language}/"}
        pages = {number: render_to_string(f"{number}.html", context, request=request) for number in ERRORS}
        return pages | {"500": server_error(request).text}


def answering(html: str):
    """Return a route that answers a page (playwright looks at how many arguments it takes)."""
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def first_load(walker: Walker, path: str) -> tuple[int, int, float]:
    """Return the requests, the compressed bytes and the largest paint (ms, at 1.6 Mb/s and 300 ms) of a first visit."""
    context = walker.browser.new_context(viewport=PHONE)
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 300, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8},
    )
    page.goto(f"{walker.base}/ar/{path}", wait_until="networkidle")
    painted = page.evaluate("""() => new Promise((done) => new PerformanceObserver((list) =>
        done(list.getEntries().at(-1).startTime)).observe({type: "largest-contentful-paint", buffered: true}))""")
    # A photo that someone added is not the page's own weight; the icon is a data: address.
    asked = [answer for answer in answers if answer.request.resource_type != "image"]
    weight = sum(
        len(body) if answer.url.endswith("woff2") else len(brotli.compress(body))
        for answer, body in ((answer, answer.body()) for answer in asked)
    )
    context.close()
    return len(asked), weight, painted


@pytest.fixture
def world(transactional_db, monkeypatch):
    return World(monkeypatch)


@pytest.fixture
def walker(browser, live_server, world):
    walker = Walker(browser, live_server.url, world)
    yield walker
    for page in walker.pages.values():
        page.context.close()


def test_every_page_in_arabic_by_day_and_by_night(walker, world, subtests):
    for visit in world.visits():
        with subtests.test(str(visit)):
            walker.finds_nothing_wrong(visit, "ar", NARROW, dark=True)


def test_every_page_in_other_languages(walker, world, subtests):
    visits = world.visits()
    for language, size in (("fr", DESK), ("zgh", PHONE), ("en", DESK)):
        for visit in visits:
            if language in visit.languages:
                with subtests.test(f"{language}: {visit}"):
                    walker.finds_nothing_wrong(visit, language, size)


def test_pages_of_errors_and_first_loads(walker, world, subtests):
    for language in ("ar", "fr", "zgh", "en"):
        for number, html in error_pages(language).items():
            address = f"wrong/{number}/"
            walker.page_of("", PHONE).route(f"**/{address}", answering(html))
            with subtests.test(f"{language}: {number}"):
                walker.finds_nothing_wrong(Visit(address), language, PHONE, dark=language == "ar")
    for path in FIRST_LOADS:
        path = path.format(need=world.rich.pk)
        with subtests.test(f"first load: {path}"):
            asked, weight, painted = first_load(walker, path)
            print(  # noqa: T201 -- what the page costs, beside its budget
                f"  first load of /ar/{path}: {asked} requests, {weight:,} bytes, largest paint at {painted:.0f} ms"
            )
            assert asked <= 6
            assert weight <= 60_000
            assert painted < 4_000  # the test's server does not compress, and other tests run beside this one
