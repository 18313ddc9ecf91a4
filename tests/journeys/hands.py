"""Two ways of using a page: with the keyboard alone, and with a browser that runs no script."""

import contextlib

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journeys.conftest import PHONE, Visitor, leaving, until

MOST = 120  # presses of Tab before something is said to be out of reach
# Whether the focus is on what was looked for; and where it is, whether it can be seen: marked, in the window, under
# nothing that stands still (WCAG 2.4.7 and 2.4.11). A box or a choice may be marked by its label.
IS_AT = "(selector) => document.activeElement === document.querySelector(selector)"
IS_AMONG = "(selector) => document.activeElement.matches(selector)"
IS_SEEN = """() => {
    if (document.activeElement === document.body) return "";
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const label = one.labels && one.labels[0];
    const is_marked = [style, label && getComputedStyle(label)].some(
        (look) => look && ((look.outlineStyle !== "none" && look.outlineWidth !== "0px") || look.boxShadow !== "none"));
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.y + Math.min(box.height / 2, 20), 0), innerHeight - 1);
    const over = document.elementFromPoint(x, y);
    const is_on_top = !!over && (one.contains(over) || over.contains(one) || (label && label.contains(over)));
    return is_marked && is_on_top && box.bottom > 0 && box.top < innerHeight ? ""
        : JSON.stringify({is_marked, is_on_top, y: box.y, scrollY, over: over && over.outerHTML.slice(0, 80),
            what: one.outerHTML.slice(0, 120)});
}"""

# What moves by itself or when it is touched, for longer than an eye sees.
MOVING = """() => {
    const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
    return [...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        return lasts(style.transitionDuration)
            || (style.animationName !== "none" && lasts(style.animationDuration));
    }).map((one) => one.outerHTML.slice(0, 80));
}"""
# What is pressed or typed into, and has no edge: the colours of a device may take its ground away.
EDGELESS = """() => [...document.querySelectorAll("a.button, button, input:not([type=hidden]), textarea")]
    .filter((one) => one.checkVisibility() && !["checkbox", "radio", "file", "range"].includes(one.type))
    .filter((one) => {
        const style = getComputedStyle(one);
        return style.borderBlockStartStyle === "none" || parseFloat(style.borderBlockStartWidth) < 1;
    }).map((one) => one.outerHTML.slice(0, 120))"""


class Plain(Visitor):
    """A person whose browser runs no script."""

    def __init__(self, browser, base: str, *, size: dict = PHONE, javascript: bool = False):
        super().__init__(browser, base, "ar", size=size, javascript=javascript)

    def fill(self, selector: str, words: str) -> None:
        self.page.fill(selector, words)

    def choose(self, selector: str) -> None:
        self.page.check(selector)

    def acts(self, selector: str, came) -> None:
        """Press what sends something, on this page or by another one, and wait until it `came` of it."""
        with leaving(self.page):
            self._presses(selector)
        until(came)

    def takes(self, selector: str) -> str:
        """Press what answers a file, and return its name."""
        with self.page.expect_download() as waiting:
            self._presses(selector)
        return waiting.value.suggested_filename

    def _presses(self, selector: str) -> None:
        self.page.locator(selector).first.click()


class Keys(Plain):
    """A person who has a keyboard and nothing else; `unseen` is where she lost sight of the focus."""

    def __init__(self, browser, base: str, *, size: dict = PHONE):
        super().__init__(browser, base, size=size, javascript=True)
        self.unseen: list[str] = []

    def go(self, path: str):
        answer = super().go(path)
        self._skips()
        return answer

    def press(self, selector: str) -> None:
        with leaving(self.page):
            self._presses(selector)
        self._skips()

    def is_at(self, path: str) -> None:
        assert self.page.url.partition("#")[0] == f"{self.base}/{self.language}/{path}", self.page.inner_text("main")

    def _hears(self, text: str) -> None:
        if "Failed to fetch" not in text:  # what was being asked for when she went on
            super()._hears(text)

    def acts(self, selector: str, came) -> None:
        self._presses(selector)
        until(came)

    def fill(self, selector: str, words: str) -> None:
        self._reaches(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def choose(self, selector: str) -> None:
        """Tick a box, or choose among several with the arrows."""
        name = self.page.locator(selector).first.get_attribute("name")
        kind = self.page.locator(selector).first.get_attribute("type")
        if kind == "radio":
            self._reaches(f"input[name='{name}']", IS_AMONG)
        else:
            self._reaches(selector)
        for _press in range(MOST):
            if self.page.evaluate(IS_AT, selector):
                break
            self.page.keyboard.press("ArrowDown")
        if not self.page.evaluate("document.activeElement.checked"):
            self.page.keyboard.press("Space")
        assert self.page.is_checked(selector)

    def _presses(self, selector: str) -> None:
        self._reaches(selector)
        self.page.keyboard.press("Enter")

    def _skips(self) -> None:
        """Go to the content at once, by the first link of the page."""
        self.page.keyboard.press("Tab")
        if self.page.evaluate(IS_AT, "a.skip"):
            self.page.keyboard.press("Enter")

    def _reaches(self, selector: str, arrived: str = IS_AT) -> None:
        with contextlib.suppress(PlaywrightTimeout):
            self.page.wait_for_selector(selector, state="attached")
        for _press in range(MOST):
            if self.page.evaluate(arrived, selector):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"no key leads to {selector} on {self.page.url}")
        self.looks()

    def looks(self) -> None:
        """Note where the focus cannot be seen."""
        if wrong := self.page.evaluate(IS_SEEN):
            self.unseen.append(f"{self.page.url}: {wrong}")
