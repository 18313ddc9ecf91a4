"""One visit of a page: who goes there, what she does there first."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from config.demo.people import PASSWORD
from tests.journeys.conftest import leaving

ALL, FEW = ("ar", "fr", "zgh", "en"), ("ar", "fr")


@dataclass(frozen=True)
class Visit:
    """One page: its address without the language (whole when it begins with a slash), who visits it, what she does
    there first, the status expected (0: whatever it is).
    """

    path: str
    who: str = ""  # one of the world's people; empty: a visitor
    does: Callable | None = None  # given playwright's page
    status: int = 200
    languages: tuple[str, ...] = ALL

    def __str__(self) -> str:
        return f"{self.path or 'home'}{' after ' + self.does.__name__ if self.does else ''} as {self.who or 'visitor'}"


# --- what people do on a page before it is looked at ---
NUMBERS = itertools.count(661_000_000)


def sends(page, form: str = "main form.stack[method=post]") -> None:
    """Send a form, past the browser's own checks."""
    with leaving(page):
        page.locator(form).first.evaluate("(form) => HTMLFormElement.prototype.submit.call(form)")


def sends_nothing(page, form: str = "main form.stack[method=post]") -> None:
    """Empty a form and send it."""
    page.locator(form).first.evaluate("""(form) => {
        for (const one of form.querySelectorAll("input:not([type=hidden]), textarea")) {
            if (["radio", "checkbox"].includes(one.type)) one.checked = false;
            else one.value = "";
        }
    }""")
    sends(page, form)


def replies_nothing(page) -> None:
    sends_nothing(page, "main form[action*='/questions/']")


def asks_nothing(page) -> None:
    sends_nothing(page, "main form[action$='/questions/']")


def asks_for_a_code(page) -> None:
    """Give a number of one's own: only so many codes are sent to each."""
    page.fill("input[name=contact]", f"0{next(NUMBERS)}")
    sends(page)


def gives_a_wrong_code(page) -> None:
    asks_for_a_code(page)
    page.fill("input[name=code]", "000000")
    sends(page)


def signs_in(page) -> None:
    page.fill("input[name=login]", "officer@demo.invalid")
    page.fill("input[type=password]", PASSWORD)
    sends(page)


def finds_the_citizen(page) -> None:
    page.fill("input[name=contact]", "citizen@demo.invalid")
    page.check("input[name=level] >> nth=0")
    sends(page)


def confirms(page) -> None:
    sends(page, "main form[method=post]")


def makes_a_key(page) -> None:
    page.fill("input[name=name]", "لوحة الجمعية")
    page.check("input[name=scopes] >> nth=0")
    sends(page)
