"""A person without a network writes two needs with photos; the network comes back; both arrive, once."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from config import keeping
from needs import actions
from needs.models import Need, Support
from spaces.enums import Role
from tests.factories.needs import NeedFactory
from tests.factories.spaces import MembershipFactory
from tests.journeys.conftest import PHONE, Visitor, person, shows, until
from tests.journeys.lossy import LossyLine
from tests.needs import files

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FORM, SEND = "spaces/tiznit/needs/new/", "main form[enctype] > button.button"
EXPECTED = "net::ERR|Failed to fetch|status of 503"  # what a browser says to itself without a network
FIRST, SECOND, THIRD = "ماء صالح للشرب في الدوار الفوقاني", "إنارة الطريق إلى المدرسة", "قنطرة على الوادي"


@pytest.fixture
def line(live_server):
    where = urlsplit(live_server.url)
    line = LossyLine((where.hostname, where.port))
    yield line
    line.close()


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(files.image().getvalue())
    return path


@pytest.fixture
def phone(browser, line):
    """A phone whose service worker is at work; errors of the network are part of the story."""
    made = []

    def make(language="ar"):
        one = Visitor(browser, f"http://localhost:{line.port}", language, size=PHONE, worker=True)
        made.append(one)
        return one

    yield make
    for one in made:
        one.context.close()
        assert [wrong for wrong in one.wrongs if not re.search(EXPECTED, wrong)] == []


def is_at_work(page) -> None:
    """Wait until the worker answers for the page and has what it needs."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # a page that was being loaded when the worker began is not the worker's yet
    until(lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))


def lose_network(context, line) -> None:
    """Cut the line, and let the browser know: its own pretence of being offline forgets a worker that starts anew."""
    line.is_cut = True
    context.set_offline(True)


def find_network(context, line) -> None:
    line.is_cut = False
    context.set_offline(False)


def keeps(page, path: str) -> bool:
    return page.evaluate("path => caches.match(path, { ignoreVary: true }).then(Boolean)", path)


def writes(page, title, photo):
    page.fill("input[name=title]", title)
    page.check("input[name=theme][value=water]")
    page.fill("input[name=place]", "الدوار الفوقاني")
    page.set_input_files("input[name=photo]", photo)
    page.fill("input[name=photo_description]", "صورة")


def waiting(page) -> list[str]:
    return page.locator("[data-items] [data-title]").all_inner_texts()


def test_two_needs_with_photos_wait_and_arrive_once(phone, line, tiznit, photo):
    one = phone()
    page, context = one.page, one.context
    one.sign_in(person("citizen", display_name="أم ريم"))
    is_at_work(page)
    one.go("spaces/tiznit/")
    one.go(FORM)
    until(lambda: keeps(page, f"/ar/{FORM}blank/"))
    until(lambda: keeps(page, "/ar/offline/"))

    lose_network(context, line)
    writes(page, FIRST, photo)
    one.press(SEND)
    assert page.url.endswith("/ar/offline/?kept")
    expect(page.locator("[data-items] > li")).to_have_count(1)
    shows("outbox", page)
    # The form is there without a network too: blank, whoever she is.
    one.go(FORM)
    assert "أم ريم" not in page.content()
    assert page.input_value("input[name=title]") == ""
    expect(page.locator("body > .offline")).to_contain_text("1")
    writes(page, SECOND, photo)
    one.press(SEND)
    expect(page.locator("[data-items] > li")).to_have_count(2)
    assert waiting(page) == [FIRST, SECOND]
    assert not Need.objects.exists()

    # Closed and opened again, still without a network: what she read is there, what she wrote waits.
    page.close()
    page = one.page = context.new_page()
    one.go("spaces/tiznit/")
    expect(page.locator("body > .offline")).to_contain_text("2")
    expect(page.locator("body > .offline")).to_contain_text(re.compile(r"\d\d:\d\d"))
    expect(page.locator("h1")).to_contain_text("تيزنيت")
    shows("kept-page", page)
    one.go("help/")  # never read: the page without a network says so
    expect(page.locator("[data-lost-page]")).to_be_visible()
    assert waiting(page) == [FIRST, SECOND]

    # The network is back, and loses the answer to the first one that is sent.
    line.loses = f"/ar/{FORM}"
    find_network(context, line)
    until(lambda: line.lost >= 1, 20)
    line.loses = ""
    assert Need.objects.get().title == FIRST, "the server has it, and the phone does not know"
    page.reload()
    until(lambda: Need.objects.count() == 2, 20)
    one.go("offline/")
    expect(page.locator("[data-items] > li")).to_have_count(0)
    expect(page.locator("[data-sent-list] a")).to_have_count(2)
    page.reload()

    first, second = Need.objects.order_by("pk")
    assert [first.title, second.title] == [FIRST, SECOND], "in the order she wrote them"
    assert first.photos.count() == second.photos.count() == 1
    assert first.support_count == second.support_count == 1
    one.go(f"needs/{second.pk}/")
    assert one.sees(SECOND)
    assert page.locator(".thumbs img").count() == 1


def test_what_waits_is_its_writers_says_why_not_and_leaves_with_her(phone, line, tiznit, photo):
    tiznit.refresh_from_db()
    need = NeedFactory(space=tiznit, title="سوق أسبوعي")
    one = phone()
    page, context = one.page, one.context
    citizen = person("citizen", display_name="أم ريم")
    one.sign_in(citizen)
    is_at_work(page)
    one.go(FORM)
    until(lambda: keeps(page, f"/ar/{FORM}blank/"))
    one.go(f"needs/{need.pk}/")

    # Joining, too, waits; a need that the server refuses says why, is put right where it waits, and arrives.
    lose_network(context, line)
    page.click("#join button")
    page.wait_for_url("**/ar/offline/**")
    one.go(FORM)
    writes(page, THIRD, photo)
    page.fill("input[name=title]", "؟؟")
    one.press(SEND)
    expect(page.locator("[data-items] > li")).to_have_count(2)
    find_network(context, line)
    until(lambda: Support.objects.filter(need=need, user=citizen).exists(), 20)
    wrong = page.locator("[data-items] > li.field-wrong")
    expect(wrong).to_have_count(1)
    assert wrong.locator("[data-state]").inner_text().strip()
    shows("refused", page)
    wrong.locator("[data-change]").click()
    page.fill("[data-items] textarea[name=title]", THIRD)
    page.click("[data-items] form button.button:not(.quiet)")
    until(lambda: Need.objects.filter(title=THIRD).exists(), 20)
    expect(page.locator("[data-items] > li")).to_have_count(0)

    # The session ends elsewhere: what is written waits for its writer, and is not another person's.
    one.go(FORM)
    lose_network(context, line)
    writes(page, SECOND, photo)
    one.press(SEND)
    context.clear_cookies(name="sessionid")
    find_network(context, line)
    expect(page.locator("[data-door]")).to_be_visible()
    one.sign_in(person("other", display_name="جار"))
    one.go("offline/")
    expect(page.locator("[data-others]")).to_be_visible()
    assert waiting(page) == []
    assert SECOND not in page.content()
    assert not Need.objects.filter(title=SECOND).exists()

    # Signing out leaves nothing on the device: no page, no draft, nothing that waits.
    one.go(FORM)
    page.fill("textarea[name=text]", "سر لا يبقى هنا")
    expect(page.locator("form .saved")).not_to_be_empty()
    one.go("accounts/logout/")
    one.press("main form button.button")
    left = page.evaluate("async () => [Object.keys(localStorage).join(), (await caches.keys()).includes('pages')]")
    assert "draft" not in left[0]
    one.go("offline/")
    expect(page.locator("[data-others]")).to_be_hidden()


def test_signing_out_empties_a_device_whose_browser_does_not_know_how(phone, tiznit, monkeypatch):
    monkeypatch.setattr(keeping, "CLEAR", '"clientHints"')  # which empties nothing that is kept
    one = phone()
    page = one.page
    one.sign_in(person("citizen", display_name="أم ريم"))
    is_at_work(page)
    one.go(FORM)
    until(lambda: keeps(page, f"/ar/{FORM}blank/"))
    page.fill("textarea[name=text]", "سر لا يبقى هنا")
    expect(page.locator("form .saved")).not_to_be_empty()
    one.go("accounts/logout/")
    one.press("main form button.button")
    left = "async () => [Object.keys(localStorage).length, (await indexedDB.databases()).length, document.cookie]"
    until(lambda: page.evaluate(left)[0] == 0)
    assert "left=" not in page.evaluate(left)[2]
    until(lambda: not keeps(page, f"/ar/{FORM}blank/"))
    one.go("offline/")  # the shell is still there
    assert keeps(page, "/ar/offline/")


def test_a_page_that_was_hidden_is_not_kept_any_longer(phone, line, tiznit):
    need = NeedFactory(space=tiznit, title=FIRST)
    other = NeedFactory(space=tiznit, title=SECOND)
    one = phone()
    one.go("spaces/tiznit/needs/")
    is_at_work(one.page)
    for row in (need, other):
        one.go(f"needs/{row.pk}/")
        until(lambda row=row: keeps(one.page, f"/ar/needs/{row.pk}/"))
    facilitator = MembershipFactory(space=tiznit, role=Role.FACILITATOR).user
    actions.hide(need, by=facilitator, note="معطيات شخصية")
    one.go(f"needs/{need.pk}/")
    until(lambda: not keeps(one.page, f"/ar/needs/{need.pk}/"))
    lose_network(one.page.context, line)
    one.go(f"needs/{need.pk}/")
    assert not one.sees(FIRST)
    one.go(f"needs/{other.pk}/")
    assert one.sees(SECOND)
    # That the page is gone is the story.
    one.wrongs = [wrong for wrong in one.wrongs if "status of 404" not in wrong and f"/needs/{need.pk}/" not in wrong]


def test_one_that_breaks_keeps_nothing_else_waiting(phone, line, tiznit, photo, monkeypatch):
    one = phone()
    page, context = one.page, one.context
    one.sign_in(person("citizen", display_name="أم ريم"))
    is_at_work(page)
    one.go(FORM)
    until(lambda: keeps(page, f"/ar/{FORM}blank/"))
    until(lambda: keeps(page, "/ar/offline/"))
    lose_network(context, line)
    for title in (FIRST, SECOND):
        one.go(FORM)
        writes(page, title, photo)
        one.press(SEND)

    real = actions.post

    def breaks(*args, title, **said):
        if title == FIRST:
            raise RuntimeError(title)
        return real(*args, title=title, **said)

    monkeypatch.setattr(actions, "post", breaks)
    find_network(context, line)
    until(lambda: Need.objects.filter(title=SECOND).exists(), 20)
    wrong = page.locator("[data-items] > li.field-wrong")
    for _ in range(2):
        expect(page.locator("[data-items] > li")).to_have_count(1)
        page.locator("[data-items] [data-again]").first.click()
        page.wait_for_timeout(300)
    expect(wrong).to_have_count(1)
    expect(wrong.locator("[data-state]")).not_to_be_empty()
    monkeypatch.setattr(actions, "post", real)
    page.locator("[data-items] [data-again]").first.click()
    until(lambda: Need.objects.filter(title=FIRST).exists(), 20)
    expect(page.locator("[data-items] > li")).to_have_count(0)
