"""What is being written is kept on the device until it was received, and not longer."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from debates.actions import contribute
from debates.models import Contribution
from needs import actions
from needs.models import Need
from tests.factories.needs import NeedFactory
from tests.journeys.conftest import person, until
from tests.needs.files import image

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FORM, SEND = "spaces/tiznit/needs/new/", "main form[enctype] > button.button"
TITLE, WORDS = "إنارة الطريق إلى المدرسة", "الطريق مظلمة، والأطفال يخافون في الصباح."
TEXT = "textarea[name=text]"


@pytest.fixture
def writer(visitor, tiznit):
    one = visitor("ar")
    one.sign_in(person("citizen", display_name="أم ريم"))
    one.wrongs = []  # what a page that breaks says on the console is part of some stories
    return one


def writes(one) -> None:
    one.go(FORM)
    one.page.fill("input[name=title]", TITLE)
    one.page.check("input[name=theme][value=water]")
    one.page.fill("input[name=place]", "الدوار الفوقاني")
    one.page.fill(TEXT, WORDS)


def is_there_again(one) -> bool:
    one.go(FORM)
    return [one.page.input_value(field) for field in ("input[name=title]", TEXT)] == [TITLE, WORDS]


def test_a_session_that_ended_takes_nothing_that_was_written(writer):
    writes(writer)
    writer.context.clear_cookies(name="sessionid")
    writer.press(SEND)
    assert "/accounts/login/" in writer.page.url
    writer.go("help/")
    writer.sign_in(User.objects.get(email="citizen@example.org"))
    assert is_there_again(writer)
    writer.press(SEND)
    assert Need.objects.get().text == WORDS
    writer.go(FORM)
    assert writer.page.input_value(TEXT) == ""


def test_a_page_that_says_why_not_takes_nothing_that_was_written(writer, monkeypatch):
    def breaks(*_args, **_said):
        raise RuntimeError

    writes(writer)
    with monkeypatch.context() as patch:
        patch.setattr(actions, "post", breaks)
        writer.press(SEND)
    expect(writer.page.locator("body[data-unsent]")).to_have_count(1)
    assert is_there_again(writer)
    assert all("500" in wrong for wrong in writer.wrongs)
    writer.wrongs.clear()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_photo_comes_back_with_a_form_that_is_to_be_put_right(visitor, tiznit, tmp_path, javascript):
    """Without scripts no browser keeps a file: the page says so."""
    file = tmp_path / "puits.jpg"
    file.write_bytes(image(size=(60, 40)).read())
    one = visitor("ar", javascript=javascript)
    one.sign_in(person("citizen", display_name="أم ريم"))
    page = one.page
    one.go(FORM)
    page.fill("input[name=title]", TITLE)
    page.fill(TEXT, WORDS)
    page.set_input_files("input[name=photo]", file)
    if javascript:
        until(lambda: page.evaluate("localStorage.getItem('files')"))
    one.press(SEND)
    lost = page.locator("[data-files-lost]")
    assert page.locator("input[name=place][aria-invalid=true]").count() == 1
    if javascript:
        expect(lost).to_have_count(0)
        assert page.evaluate("document.querySelector('input[name=photo]').files[0].name") == file.name
    else:
        assert "الملف" in lost.inner_text()
        page.set_input_files("input[name=photo]", file)
    page.check("input[name=theme][value=water]")
    page.fill("input[name=place]", "الدوار الفوقاني")
    one.press(SEND)
    assert Need.objects.get().photos.count() == 1
    one.wrongs.clear()  # the answer that says what to put right is a 422
    if javascript:  # received: the page that follows lets it go from the device
        until(lambda: page.evaluate("localStorage.getItem('files')") is None)
        one.go(FORM)
        assert page.evaluate("document.querySelector('input[name=photo]').files.length") == 0


def test_a_photo_stays_with_its_draft_when_the_session_ended(writer, tmp_path):
    file = tmp_path / "puits.jpg"
    file.write_bytes(image(size=(60, 40)).read())
    writes(writer)
    page = writer.page
    page.set_input_files("input[name=photo]", file)
    until(lambda: page.evaluate("localStorage.getItem('files')"))
    writer.context.clear_cookies(name="sessionid")
    writer.press(SEND)
    assert "/accounts/login/" in page.url
    writer.go("help/")
    writer.sign_in(User.objects.get(email="citizen@example.org"))
    assert is_there_again(writer)
    until(lambda: page.evaluate("document.querySelector('input[name=photo]').files.length") == 1)
    writer.press(SEND)
    assert Need.objects.get().photos.count() == 1


def test_what_a_script_has_sent_is_no_draft_any_more(writer, tiznit):
    need = NeedFactory(space=tiznit)
    writer.go(f"needs/{need.pk}/")
    page = writer.page
    page.fill(f"form[data-contribute] {TEXT}", WORDS)
    expect(page.locator("form[data-contribute] .saved")).not_to_be_empty()
    page.click("form[data-contribute] button.button:not([type=button])")
    until(lambda: Contribution.objects.filter(text=WORDS).exists())
    expect(page.locator(f"form[data-contribute] {TEXT}")).to_have_value("")
    page.reload()
    assert page.input_value(f"form[data-contribute] {TEXT}") == ""
    assert "draft:" not in page.evaluate("Object.keys(localStorage).join()")


def test_a_form_that_leads_to_itself_is_not_filled_again(writer, tiznit):
    """An answer leads to the page with the same form: it is blank, and what was said stands there."""
    tiznit.refresh_from_db()
    need = NeedFactory(space=tiznit)
    said = contribute(need.thread, by=person("neighbour"), text="ماء")
    writer.go(f"contributions/{said.pk}/")
    page = writer.page
    form = page.locator("form[data-draft]").filter(has=page.locator(TEXT)).first
    form.locator(TEXT).fill(WORDS)
    expect(form.locator(".saved")).not_to_be_empty()
    form.locator("button.button:not([type=button])").last.click()
    until(lambda: Contribution.objects.filter(text=WORDS, parent=said).exists())
    writer.go(f"contributions/{said.pk}/")
    assert page.locator(f"form[data-draft] {TEXT}").first.input_value() == ""


def test_what_was_not_right_is_still_a_draft(writer):
    writes(writer)
    writer.page.fill("input[name=title]", "؟؟")
    writer.press(SEND)
    expect(writer.page.locator("[aria-invalid=true]").first).to_be_visible()
    writer.go(FORM)
    assert writer.page.input_value(TEXT) == WORDS
    assert not [wrong for wrong in writer.wrongs if not re.search("422", wrong)]
