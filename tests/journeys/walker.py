"""One who opens pages and says what is wrong with them: for the eye, the ear, the hand and the purse."""

import gzip
import os
import re
from collections import defaultdict
from pathlib import Path

from django.template import engines
from django.test.signals import template_rendered

from tests.journeys.conftest import LAY_OUT
from tests.journeys.hands import EDGELESS, MOVING
from tests.journeys.small_world import World
from tests.journeys.visit import Visit

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What can change with the language alone. What is built is the same in all languages, and so are the colours: each page
# is looked at whole in Arabic; AGRAW_WHOLE=1 looks at everything everywhere, by day and by night.
WHOLE = os.environ.get("AGRAW_WHOLE") == "1"
NAMES = [
    "label-content-name-mismatch", "link-name", "button-name", "label", "document-title", "valid-lang", "target-size",
]  # fmt: skip
# By day or by night in turns, so that each kind of page is looked at in both.
CONTRAST = "color-contrast"
DAY, NIGHT = "light", "dark"
# What the browser's driver says of itself: these windows have no service worker. A part of a page that was on its way
# when the page was left did not come; what failed otherwise is heard by `_fails`.
NOT_OURS = (
    "was preloaded using link preload", "Service Worker registration blocked by Playwright",
    "htmx:error: Failed to fetch",
)  # fmt: skip
NARROW = {"width": 320, "height": 640}
HTML_BUDGET = 14_000

# Names that stay in Latin letters on Arabic pages.
KNOWN = {
    "Agraw", "AGPL", "CC", "BY", "WCAG", "AA", "JavaScript", "HCP", "RGPH", "WebM", "JPEG", "PNG", "API", "HTML",
    "English", "Français", "WhatsApp", "Aegis", "FreeOTP", "Google", "Authenticator", "OpenAPI", "QR",
    "PDF", "Atom", "https", "CSV", "UTF", "JSON", "GeoJSON", "WGS", "ODS", "SA", "MP", "Ogg", "WAV",
    "Popolo", "OParl", "Open", "iCalendar", "DCAT", "AP", "LD", "SHA", "axe", "core", "ODbL", "OpenStreetMap", "null",
}  # fmt: skip

# What axe takes for pictures drawn as letters it passes by; it knows them by how much narrower a word is than its signs
# one by one, and so are Arabic words, whose letters join: more than half of the texts were not looked at. We have no
# such pictures: what it draws to find out is always one letter, which costs nothing.
NO_LIGATURES = """{
    const real = HTMLCanvasElement.prototype.getContext;
    const drawing = {
        measureText: () => ({width: 30}), fillText() {}, clearRect() {},
        getImageData: () => ({data: new Uint8Array([1, 1, 1, 1])}),
    };
    HTMLCanvasElement.prototype.getContext = function (kind, options) {
        return options?.willReadFrequently ? {canvas: this, ...drawing} : real.apply(this, arguments);
    };
}"""

RUN_AXE = """async ({tags, only}) => {
    const found = await axe.run(document, {
        runOnly: only ? {type: "rule", values: only} : {type: "tag", values: tags},
        resultTypes: ["violations"],
        preload: false,
    });
    return found.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)
        + " " + (node.any[0]?.message || "")).join(" | "));
}"""

# What is seen of a page at once: each question costs a way to the browser and back. How much wider it is than its
# window, and what a thumb misses: whatever is pressed is 44 px in both directions, a link inside a line of text
# excepted; a box is pressed by its label too, all of a card by its link, and a picture that has not come has no size.
# And the words of the page in its own voice: not what people wrote (set apart by an element, a direction or signs), not
# another language's (lang). What is out of sight is laid out first.
SEEN = """() => {
    LAY_OUT();
    const lang = document.body.lang || document.documentElement.lang;
    const foreign = (node) => node.closest("bdi, body [dir], code, pre, script, noscript")
        || ((at) => at && at.lang !== lang)(node.closest("[lang]"));
    const written = [...document.querySelectorAll("bdi, body [dir]")].map((one) => one.textContent.trim());
    const words = [written.reduce((title, one) => title.replace(one, ""), document.title)];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!foreign(walk.currentNode.parentElement)) words.push(walk.currentNode.data);
    for (const name of ["aria-label", "title", "placeholder"])
        for (const one of document.body.querySelectorAll(`[${name}]`))
            if (!foreign(one)) words.push(one.getAttribute(name));
    const said = words.map((one) => one.replace(/\u2068[^\u2069]*\u2069/g, "").trim()).filter(Boolean);
    const small = [], pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    for (const one of document.querySelectorAll(pressed)) {
        if (!one.checkVisibility({visibilityProperty: true}) || one.matches(".skip, [tabindex='-1']")) continue;
        if (one.querySelector("img")?.naturalWidth === 0) continue;
        const card = one.matches(".card-link :is(h3, .card-title) a") ? [one.closest(".card-link")] : [];
        const boxes = [one, ...card, ...(one.labels || [])].map((part) => part.getBoundingClientRect());
        const is_in_text = getComputedStyle(one).display === "inline";
        if (is_in_text || boxes.some((box) => !box.width || (box.width >= 43.5 && box.height >= 43.5))) continue;
        small.push(`${Math.round(boxes[0].width)} x ${Math.round(boxes[0].height)} px: ${one.outerHTML.slice(0, 120)}`);
    }
    return {over: document.documentElement.scrollWidth - document.documentElement.clientWidth, small, said};
}""".replace("LAY_OUT", f"({LAY_OUT})")

SETTLED = """() => !document.querySelector(".htmx-request") && document.fonts.status === "loaded"
    && [...document.querySelectorAll("main [hx-trigger=load]")].every((one) => one.children.length !== 1)"""
# To look from within the page, for a fifth of a second, costs a quarter of what the driver's waiting does.
SOON_SETTLED = f"""async () => {{
    const settled = {SETTLED};
    for (let looks = 0; looks < 10; looks++) {{
        await document.fonts.ready;
        if (settled()) return true;
        await new Promise((done) => setTimeout(done, 20));
    }}
    return false;
}}"""


class Walker:
    """A window of one browser for each person; `drawn` are the templates that the pages were made of."""

    def __init__(self, browser, base: str, world: World):
        self.browser, self.base, self.world = browser, base, world
        self.pages, self.heard, self.answers, self.drawn = {}, [], [], set()
        self.mode: dict = {}  # of a window: by day or by night
        self.kind: set[str] = set()  # the templates of the page being looked at
        self.looked: defaultdict[frozenset, set[str]] = defaultdict(set)  # by day, by night: each kind of page
        self.still: set[frozenset] = set()  # kinds of pages looked at as by who asked for stillness, or for own colours
        self.named: set[tuple] = set()  # kinds of pages whose names were looked at, with the language
        self.templates = all_templates()
        template_rendered.connect(self._draws)

    def close(self) -> None:
        template_rendered.disconnect(self._draws)
        for page in self.pages.values():
            page.context.close()

    def _draws(self, template, **kwargs) -> None:
        # What is drawn once for the same values (`core.templatetags.drawn`) is not told again: the page itself is.
        if template.name in self.templates:
            self.drawn.add(template.name)
            self.kind.add(template.name)

    def page_of(self, who: str):
        """Return the window of a person."""
        if who not in self.pages:
            context = self.browser.new_context(viewport=NARROW, reduced_motion="reduce", service_workers="block")
            context.add_init_script(path=AXE)
            context.add_init_script(NO_LIGATURES)
            context.route_web_socket("**/*", lambda socket: None)  # opens and says nothing: this server has none
            page = self.pages[who] = context.new_page()
            self._enters(page, who)
            page.set_default_timeout(20_000)
            page.on("console", self._hears)
            page.on("pageerror", lambda error: self.heard.append(str(error)))
            page.on("request", lambda asked: self._stays(asked.url))
            page.on("requestfailed", self._fails)
            page.on("response", lambda answer: self.answers.append(answer))
        return self.pages[who]

    def _enters(self, page, who: str) -> None:
        if who:
            page.context.add_cookies([{"name": "sessionid", "value": self.world.cookies[who], "url": self.base}])

    def _hears(self, line) -> None:
        # Said of a window that stood still for some seconds, about a font that it had in memory from the page before.
        # That the font is used is held by the first loads.
        if line.type in {"error", "warning"} and not any(words in line.text for words in NOT_OURS):
            self.heard.append(line.text)

    def _fails(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by leaving the page
            self.heard.append(f"{request.failure} {request.url}")

    def _forgets(self, page, who: str) -> None:
        """Forget what was begun: the window is as if nothing was done in it."""
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.context.clear_cookies()
        self._enters(page, who)

    def _stays(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.heard.append(f"asked {url}")

    def finds_nothing_wrong(self, visit: Visit, language: str, size: dict) -> None:
        """Open a page, do what the visit says, and fail with everything that is wrong with it."""
        page = self.page_of(visit.who)
        wrongs = self.wrongs(page, visit, language, size)
        if visit.does:
            self._forgets(page, visit.who)
        assert not wrongs, "\n".join(wrongs)

    def open(self, page, visit: Visit, language: str):
        """Open a page and let its parts come; return the answer that made it."""
        self.heard.clear()
        self.answers.clear()
        self.kind.clear()
        address = visit.path if visit.path.startswith("/") else f"/{language}/{visit.path}"
        if address == visit.path:
            page.context.add_cookies([{"name": "language", "value": language, "url": self.base}])
        page.goto(f"{self.base}{address}", wait_until="load")
        if visit.does:
            visit.does(page)
        if not page.evaluate(SOON_SETTLED):
            page.wait_for_function(SETTLED, polling=50)  # ms; each frame that is drawn costs more than a look
        return [one for one in self.answers if one.request.is_navigation_request() and one.status // 100 != 3][-1]

    def wrongs(self, page, visit: Visit, language: str, size: dict) -> list[str]:
        """Return everything that is wrong with a page."""
        answer = self.open(page, visit, language)
        wrongs = []
        if visit.status and answer.status != visit.status:
            wrongs.append(f"status {answer.status}")
        if not visit.path.startswith("/") and f"/{language}/" not in page.url:
            wrongs.append(f"led to {page.url}")
        if (weight := len(gzip.compress(answer.body()))) > HTML_BUDGET:
            wrongs.append(f"{weight} bytes of HTML")
        seen = page.evaluate(SEEN)
        if (over := seen["over"]) > 0:
            wrongs.append(f"{over} px wider than {NARROW['width']}")
        wrongs += [f"too small to press, {one}" for one in seen["small"][:3]]
        wrongs += self._of_the_looks(page, language, size)
        wrongs += self._of_other_eyes(page)
        if visit.path != "house/":  # whose samples are in every language
            wrongs += self._of_the_words(seen["said"], language)
        if (
            visit.does
            and visit.does.__name__.endswith("_nothing")
            and not page.locator("main .notice-error, main .wrong").count()
        ):
            wrongs.append("does not say what is wrong")
        return wrongs + [
            line for line in self.heard if not (answer.status >= 400 and f"status of {answer.status}" in line)
        ]

    def _of_axe(self, page, only: list[str] | None = None) -> list[str]:
        """Return what axe finds: by all its rules, or by those named."""
        return page.evaluate(RUN_AXE, {"tags": TAGS, "only": only})

    def _of_the_looks(self, page, language: str, size: dict) -> list[str]:
        """Return what axe finds. In Arabic by all its rules: each kind of page once by day and once by night. In
        another language what its words can do to a name, and texts without contrast, once for each kind of page. Where
        everything is looked at, each page by day and by night.
        """
        kind = frozenset(self.kind or {page.url})  # a page of errors is drawn without the server
        if WHOLE:
            return [f"{mode}: {one}" for mode in (DAY, NIGHT) for one in self._by(page, mode, kind, size)]
        left = [mode for mode in (DAY, NIGHT) if mode not in self.looked[kind]]
        if language == "ar":
            return self._by(page, left[len(self.looked) % len(left)], kind, size) if left else []
        key = (language, kind)
        if key in self.named:
            return []
        self.named.add(key)
        return self._by(page, left[0] if left else DAY, kind, size, [*NAMES, CONTRAST] if left else NAMES)

    def _of_other_eyes(self, page) -> list[str]:
        """Return what moves for who asked for stillness, and what loses its edge where the device takes
        the colours away: once for each kind of page.
        """
        kind = frozenset(self.kind or {page.url})
        if kind in self.still:
            return []
        self.still.add(kind)
        wrongs = [f"moves: {one}" for one in page.evaluate(MOVING)]
        page.emulate_media(forced_colors="active")
        wrongs += [f"without an edge in forced colours: {one}" for one in page.evaluate(EDGELESS)]
        page.emulate_media(forced_colors="none")
        return wrongs

    def _by(self, page, mode: str, kind: frozenset, size: dict, only: list[str] | None = None) -> list[str]:
        self.looked[kind].add(mode)
        if mode != self.mode.get(page, DAY):
            page.emulate_media(color_scheme=mode)
            self.mode[page] = mode
        if size == NARROW:
            return self._of_axe(page, only)
        page.set_viewport_size(size)
        found = self._of_axe(page, only)
        page.set_viewport_size(NARROW)
        return found

    def _of_the_words(self, said: list[str], language: str) -> list[str]:
        """Return words of another language: Latin ones in Arabic pages, Arabic ones in the others."""
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
