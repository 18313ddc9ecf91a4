"""One who opens pages and says what is wrong with them: for the eye, the ear, the hand and the purse."""

import gzip
import os
import re
from pathlib import Path

from django.template import engines
from django.test.signals import template_rendered

from tests.journeys.small_world import World
from tests.journeys.visit import Visit

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What can change with the language alone. What is built is the same in all languages, and so are the colours: each page
# is looked at whole in Arabic, visitors' pages in French as well; AGRAW_WHOLE=1 looks at everything everywhere.
WHOLE = os.environ.get("AGRAW_WHOLE") == "1"
NAMES = ["label-content-name-mismatch", "link-name", "button-name", "label", "document-title", "valid-lang"]
NARROW = {"width": 320, "height": 640}
HTML_BUDGET = 14_000

# Names that stay in Latin letters on Arabic pages.
KNOWN = {
    "Agraw", "AGPL", "CC", "BY", "WCAG", "AA", "JavaScript", "HCP", "RGPH", "WebM", "JPEG", "PNG", "API", "HTML",
    "English", "Français", "WhatsApp", "Aegis", "FreeOTP", "Google", "Authenticator", "OpenAPI", "QR",
    "PDF", "Atom", "https", "CSV", "UTF", "JSON", "GeoJSON", "WGS", "ODS", "SA", "MP", "Ogg", "WAV",
    "Popolo", "OParl", "Open", "iCalendar", "DCAT", "AP", "LD", "SHA", "ODbL", "OpenStreetMap", "null",
}  # fmt: skip

RUN_AXE = """async ({tags, only, without}) => {
    const found = await axe.run(document, {
        runOnly: only ? {type: "rule", values: only} : {type: "tag", values: tags},
        rules: Object.fromEntries(without.map((rule) => [rule, {enabled: false}])),
        resultTypes: ["violations"],
        preload: false,
    });
    return found.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)
        + " " + (node.any[0]?.message || "")).join(" | "));
}"""

# The words of the page in its own voice: not what people wrote (set apart by an element, a direction or signs), not
# another language's (lang).
OWN_WORDS = """() => {
    const lang = document.documentElement.lang;
    const foreign = (node) => node.closest("bdi, body [dir], code, pre, script, noscript")
        || ((at) => at && at.lang !== lang)(node.closest("[lang]"));
    const written = [...document.querySelectorAll("bdi, body [dir]")].map((one) => one.textContent.trim());
    const words = [written.reduce((title, one) => title.replace(one, ""), document.title)];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!foreign(walk.currentNode.parentElement)) words.push(walk.currentNode.data);
    for (const name of ["aria-label", "title", "placeholder"])
        for (const one of document.body.querySelectorAll(`[${name}]`))
            if (!foreign(one)) words.push(one.getAttribute(name));
    return words.map((one) => one.replace(/\u2068[^\u2069]*\u2069/g, "").trim()).filter(Boolean);
}"""

SETTLED = """() => !document.querySelector(".htmx-request") && document.fonts.status === "loaded"
    && [...document.querySelectorAll("main [hx-trigger=load]")].every((one) => one.children.length !== 1)"""


class Walker:
    """A window of one browser for each person; `drawn` are the templates that the pages were made of."""

    def __init__(self, browser, base: str, world: World):
        self.browser, self.base, self.world = browser, base, world
        self.pages, self.heard, self.answers, self.drawn = {}, [], [], set()
        template_rendered.connect(self._draws)

    def close(self) -> None:
        template_rendered.disconnect(self._draws)
        for page in self.pages.values():
            page.context.close()

    def _draws(self, template, **kwargs) -> None:
        self.drawn.add(template.name)

    def page_of(self, who: str):
        """Return the window of a person."""
        if who not in self.pages:
            context = self.browser.new_context(viewport=NARROW, reduced_motion="reduce")
            context.add_init_script(path=AXE)
            context.route_web_socket("**/*", lambda socket: None)  # opens and says nothing: this server has none
            page = self.pages[who] = context.new_page()
            self._enters(page, who)
            page.set_default_timeout(20_000)
            page.on("console", self._hears)
            page.on("pageerror", lambda error: self.heard.append(str(error)))
            page.on("request", lambda asked: self._stays(asked.url))
            page.on("response", lambda answer: self.answers.append(answer))
        return self.pages[who]

    def _enters(self, page, who: str) -> None:
        if who:
            page.context.add_cookies([{"name": "sessionid", "value": self.world.cookies[who], "url": self.base}])

    def _hears(self, line) -> None:
        # Said of a window that stood still for some seconds, about a font that it had in memory from the page before.
        # That the font is used is held by the first loads.
        if line.type in {"error", "warning"} and "was preloaded using link preload" not in line.text:
            self.heard.append(line.text)

    def _forgets(self, page, who: str) -> None:
        """Forget what was begun: the window is as if nothing was done in it."""
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.context.clear_cookies()
        self._enters(page, who)

    def _stays(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.heard.append(f"asked {url}")

    def finds_nothing_wrong(self, visit: Visit, language: str, size: dict, *, dark: bool = False) -> None:
        """Open a page, do what the visit says, and fail with everything that is wrong with it."""
        page = self.page_of(visit.who)
        wrongs = self.wrongs(page, visit, language, size, dark=dark)
        if visit.does:
            self._forgets(page, visit.who)
        assert not wrongs, "\n".join(wrongs)

    def open(self, page, visit: Visit, language: str):
        """Open a page and let its parts come; return the answer that made it."""
        self.heard.clear()
        self.answers.clear()
        address = visit.path if visit.path.startswith("/") else f"/{language}/{visit.path}"
        if address == visit.path:
            page.context.add_cookies([{"name": "language", "value": language, "url": self.base}])
        page.goto(f"{self.base}{address}", wait_until="load")
        if visit.does:
            visit.does(page)
        page.wait_for_function(SETTLED, polling=50)  # ms; each frame that is drawn costs more than a look
        return [one for one in self.answers if one.request.is_navigation_request() and one.status // 100 != 3][-1]

    def wrongs(self, page, visit: Visit, language: str, size: dict, *, dark: bool) -> list[str]:
        """Return everything that is wrong with a page."""
        answer = self.open(page, visit, language)
        wrongs = []
        if visit.status and answer.status != visit.status:
            wrongs.append(f"status {answer.status}")
        if not visit.path.startswith("/") and f"/{language}/" not in page.url:
            wrongs.append(f"led to {page.url}")
        if (weight := len(gzip.compress(answer.body()))) > HTML_BUDGET:
            wrongs.append(f"{weight} bytes of HTML")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wrongs.append(f"{over} px wider than {NARROW['width']}")
        if size != NARROW:
            page.set_viewport_size(size)
        wrongs += self._of_axe(
            page,
            only=None if WHOLE or language == "ar" or (language == "fr" and not visit.who) else NAMES,
            without=[] if WHOLE or language == "ar" else ["color-contrast"],
        )
        if size != NARROW:
            page.set_viewport_size(NARROW)
        if dark and len(visit.languages) == 4:  # one page of each kind
            page.emulate_media(color_scheme="dark")
            wrongs += [f"dark {one}" for one in self._of_axe(page, only=["color-contrast"])]
            page.emulate_media(color_scheme="light")
        if visit.path != "house/":  # whose samples are in every language
            wrongs += self._of_the_words(page, language)
        if (
            visit.does
            and visit.does.__name__.endswith("_nothing")
            and not page.locator("main .notice-error, main .wrong").count()
        ):
            wrongs.append("does not say what is wrong")
        return wrongs + [
            line for line in self.heard if not (answer.status >= 400 and f"status of {answer.status}" in line)
        ]

    def _of_axe(self, page, only: list[str] | None = None, without: list[str] = ()) -> list[str]:
        without = [] if only else list(without)
        return page.evaluate(RUN_AXE, {"tags": TAGS, "only": only, "without": without})

    def _of_the_words(self, page, language: str) -> list[str]:
        """Return words of another language: Latin ones in Arabic pages, Arabic ones in the others."""
        said = page.evaluate(OWN_WORDS)
        if language == "ar":
            return [f"not Arabic: {words[:80]}" for words in said if set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", words)) - KNOWN]
        return [f"Arabic: {words[:80]}" for words in said if re.search(r"[؀-ۿ]", words)]


def all_templates() -> set[str]:
    """Return the names of the templates of whole pages."""
    folder = Path(engines["django"].dirs[0])
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*.html")
        if path.read_text(encoding="utf-8").startswith("{% extends")
    }
