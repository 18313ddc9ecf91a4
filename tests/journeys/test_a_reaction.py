"""The reactions of a whole page go through one form: pressed, taken back, with scripts and without."""

import pytest

from debates.actions import contribute
from debates.models import Contribution
from needs.actions import post
from tests.journeys.conftest import person, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GIVEN = "button.react[formaction$='/agree/']"


@pytest.mark.parametrize("javascript", [True, False])
def test_agreeing_and_taking_it_back(visitor, tiznit, javascript):
    author, reader = person("author"), person("reader", display_name="ريم")
    tiznit.refresh_from_db()
    need = post(tiznit, by=author, title="ماء الشرب", text="ينقطع.", theme="water", place="الدوار")
    first, second = (contribute(need.thread, by=author, text=words) for words in ("الماء منقطع", "منذ أسبوع"))
    page = visitor("ar", javascript=javascript)
    page.sign_in(reader)
    page.go(f"needs/{need.pk}/")

    def counts():
        return [Contribution.objects.get(pk=one.pk).agree_count for one in (first, second)]

    for expected in ([0, 1], [0, 0]):
        button = page.page.locator(f"[data-id='{second.pk}'] {GIVEN}")
        before = button.get_attribute("aria-pressed")
        button.click()
        until(lambda wanted=expected: counts() == wanted)
        if not javascript:
            page.go(f"needs/{need.pk}/")
        until(
            lambda was=before: (
                page.page.locator(f"[data-id='{second.pk}'] {GIVEN}").get_attribute("aria-pressed") != was
            )
        )
    assert page.page.url.endswith(f"/ar/needs/{need.pk}/")
    assert page.page.locator("form#react").count() == 1
