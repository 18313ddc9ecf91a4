"""A real browser, a real server, real sockets: the stories of the product."""

import datetime
import os
import shutil
import time
from contextlib import contextmanager

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.db import connection
from django.utils.timezone import localdate
from playwright.sync_api import Error, expect, sync_playwright

from accounts.actions import give_totp
from accounts.enums import Trust
from accounts.models import User
from core.folding import consonant_key, fold
from core.models import LegalRule
from councils.models import Council
from spaces.actions import open_from_template
from spaces.enums import Role
from tests.factories.councils import MandateFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory, square

# Playwright's synchronous API keeps an event loop in this thread; Django must not mind.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
expect.set_options(timeout=20_000)  # ms: as long as the pages themselves may take

SECOND_FACTOR = "AGRAWDEMONSTRATIONAGRAWDEMONSTRA"
PASSWORD = "a long word for tests"
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
# Items out of sight are not laid out until somebody comes to them: for a look at the whole of a page they are.
LAY_OUT = """() => {
    const kept = document.querySelectorAll(".list > li, .talk > li, .foot");
    for (const one of kept) one.style.contentVisibility = "visible";
}"""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, as `script/bootstrap` installs it: its shell without windows, which opens a page with two
    thirds of the work, where there is one.
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no chromium on this machine: script/bootstrap installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                # What a page's look does not depend on, and what took a quarter of the time that opening one cost.
                "--disable-lcd-text",
                "--disable-software-rasterizer",
                "--disable-extensions",
                "--disable-features=BackForwardCache,PaintHolding,Translate,OptimizationHints,MediaRouter,RenderDocument",
                # A page lives a second: what its scripts gain by being compiled well is less than what that costs.
                "--js-flags=--no-opt --no-maglev",
                # A microphone that beeps, and nobody asked whether it may be used.
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
            ],
        )
        yield browser
        browser.close()


@contextmanager
def leaving(page):
    """Do what leads to another page, and wait until that one is whole.

    A click comes back before the page changes, and events of the page before may still be on their way: what is waited
    for is a document without the mark that this one was given.
    """
    page.evaluate("document.documentElement.setAttribute('data-left', '')")
    yield
    page.wait_for_selector("html:not([data-left])", state="attached")
    page.wait_for_load_state()


# A form to put right is part of the story; the test's own server has no sockets, and pages do without; a page that is
# left while a part of it was on its way says that it did not come: what failed otherwise is heard by `_fails`.
OF_THE_STORY = ("status of 422", "WebSocket connection to", "htmx:error: Failed to fetch")


class Visitor:
    """One person's browser. It remembers errors of the console and requests that left this machine."""

    def __init__(self, browser, base: str, language: str, *, size: dict, javascript=True, worker=False):
        self.base, self.language = base, language
        locale = {"ar": "ar-MA", "fr": "fr-FR"}.get(language, "en-GB")
        # Only the stories of the worker have it: what it answers does not pass where a test watches.
        self.context = browser.new_context(
            viewport=size, locale=locale, java_script_enabled=javascript, service_workers="allow" if worker else "block"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.wrongs: list[str] = []
        self.page.on("console", lambda message: message.type == "error" and self._hears(message.text))
        self.page.on("request", lambda request: self._stays(request.url))
        if not worker:  # those stories cut the line
            self.page.on("requestfailed", self._fails)
        self.page.on("response", lambda response: response.status == 404 and self.wrongs.append(f"no {response.url}"))

    def _hears(self, text: str) -> None:
        if not any(words in text for words in OF_THE_STORY):
            self.wrongs.append(text)

    def _fails(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by leaving the page
            self.wrongs.append(f"{request.failure} {request.url}")

    def _stays(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.wrongs.append(f"asked {url}")

    def go(self, path: str):
        """Open a page in the person's language; `path` without the language. Once more where the page was just loading
        itself anew, as a live room does: of two ways that are begun at once the browser gives up one.
        """
        address = f"{self.base}/{self.language}/{path}"
        try:
            return self.page.goto(address)
        except Error as error:
            if "net::ERR_ABORTED" not in error.message:
                raise
            return self.page.goto(address)

    def press(self, selector: str) -> None:
        """Press what leads to another page, and wait until it is whole."""
        with leaving(self.page):
            self._click(selector)

    def tap(self, selector: str) -> None:
        """Press what changes this page, or leads to another one."""
        self._click(selector)
        self.page.wait_for_load_state()

    def _click(self, selector: str) -> None:
        """Click when the page stands still. Items that are laid out as they come in sight push what follows aside, and
        where scripts do not run the browser's driver cannot tell that its click went beside.
        """
        self.page.evaluate(LAY_OUT)
        one = self.page.locator(selector).first
        one.scroll_into_view_if_needed()
        one.click()

    def sees(self, text: str) -> bool:
        """Tell whether a text stands on the page, in sight or where she comes to it."""
        self.page.evaluate(LAY_OUT)
        return text in self.page.inner_text("main")

    def is_at(self, path: str) -> None:
        """Fail with what the page says when it is not `path` (without the language)."""
        wanted = f"{self.base}/{self.language}/{path}"
        assert self.page.url == wanted, f"{self.page.url}\n{self.page.inner_text('main')}"

    def sign_in(self, user: User) -> None:
        """Sign in with the password, and the second factor when asked."""
        self.go("accounts/login/password/")
        self.page.fill("input[type=email], input[name=contact], input[name=login]", user.email)
        self.page.fill("input[type=password]", PASSWORD)
        self.press("main form button.button")
        if "/2fa/" in self.page.url:
            _before, counter, _after = yield_hotp_counters_from_time()  # half a minute to spare on both sides
            self.page.fill("main input[name=code]", format_hotp_value(hotp_value(SECOND_FACTOR, counter)))
            self.press("main form button.button")
        assert "/accounts/" not in self.page.url, f"{self.page.url}\n{self.page.inner_text('main')}"


@pytest.fixture
def visitor(browser, live_server):
    """Make people's browsers; each must end without an error on its console."""
    visitors = []

    def make(language: str = "ar", *, size: dict = PHONE, javascript: bool = True) -> Visitor:
        visitors.append(Visitor(browser, live_server.url, language, size=size, javascript=javascript))
        return visitors[-1]

    yield make
    for one in visitors:
        one.context.close()
    assert [wrong for one in visitors for wrong in one.wrongs] == []


def person(key: str, *, staff: bool = False, **fields) -> User:
    user = User.objects.create_user(f"{key}@example.org", PASSWORD, trust=Trust.CONTACT, **fields)
    user.emailaddress_set.update_or_create(email=user.email, defaults={"verified": True, "primary": True})
    if staff:
        give_totp(user, SECOND_FACTOR)
    return user


def until(holds, seconds=10):
    """Wait for something of the page; `wait_for_function` would need the eval that the policy forbids."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


def shows(name, page):
    """Keep a picture when asked for."""
    if folder := os.environ.get("AGRAW_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def leave_nothing() -> None:
    """Empty the tables after a world that several tests shared; the queue's are not Django's own."""
    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def tiznit(transactional_db):
    """A commune with an open space, its facilitator, and a council with an officer and a president."""
    return make_tiznit()


def make_tiznit():
    """Make the commune of these stories, and return its space."""
    LegalRule.objects.create(
        key="answer_to_observation", value=60, unit="day", days="calendar", citation="décret 2-17-265",
        valid_from=datetime.date(2018, 1, 6),
    )  # fmt: skip
    names = "تيزنيت Tiznit"
    commune = TerritoryFactory(
        code="09.581.01.07", slug="tiznit", name_ar="تيزنيت", name_fr="Tiznit", population=86_595,
        folded=fold(names), keys=[consonant_key("تيزنيت"), consonant_key("Tiznit")],
        boundary=square(-9.73, 29.7), point=Point(-9.73, 29.7, srid=4326),
    )  # fmt: skip
    root = User.objects.create_superuser("root@example.org", PASSWORD)
    space = open_from_template(commune, by=root)
    MembershipFactory(space=space, user=person("facilitator", staff=True, display_name="يونس"), role=Role.FACILITATOR)
    type(space).objects.filter(pk=space.pk).update(state="open", opened_at="2026-01-05T09:00Z", contact="دار الشباب")
    council = Council.objects.get(territory=commune)
    start = localdate() - datetime.timedelta(days=30)
    MandateFactory(council=council, user=person("officer", staff=True, language="fr"), starts_on=start)
    MandateFactory(
        council=council, user=person("president", staff=True, language="fr"), president=True, starts_on=start
    )
    return space
