"""From first visit to "confirmed done": a citizen on a phone in Arabic, the council in French (architecture.md §3)."""

import re

import pytest

from accounts.models import User
from core.models import Message
from needs.models import Need
from tests.journeys.conftest import DESK, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ASKED = "ماء الشرب ينقطع كل مساء في الدوار"
ANSWER = "La conduite a été réparée le 12 par le service de l’eau."


def code_sent_to(phone: str) -> str:
    """Return the six digits of the last text message to a number."""
    body = Message.objects.filter(to=phone).latest("id").body
    return re.search(r"\b(\d{6})\b", body).group(1)


def finds_her_commune(citizen):
    citizen.go("")
    citizen.page.fill("main input[type=search]", "tiznite")
    citizen.press("main form:has(input[type=search]) button")
    citizen.press("main a[href$='/spaces/tiznit/'], main a[href$='/territories/tiznit/']")
    if "/territories/" in citizen.page.url:
        citizen.press("main a[href$='/spaces/tiznit/']")


def signs_in_with_her_phone(citizen):
    citizen.page.fill("input[name=contact]", "06 61 23 45 67")
    citizen.press("main form button.button")
    citizen.page.fill("input[name=code]", code_sent_to("+212661234567"))
    citizen.press("main form button.button")
    citizen.page.fill("input[name=display_name]", "أم ريم")
    citizen.page.fill("input[name=commune]", "تيزنيت")
    citizen.page.check("input[name=privacy]")
    if citizen.page.locator("input[name=commune-pick]").count() == 0:
        citizen.press("main form button.button.wide")  # the choices come with the form
    citizen.page.locator("input[name=commune-pick]").first.check()
    citizen.press("main form button.button.wide")


def states_her_need(citizen):
    page = citizen.page
    page.fill("input[name=title]", ASKED)
    page.fill("textarea[name=text]", "ينقطع من السادسة مساء إلى الصباح.")
    page.check("input[name=theme][value=water]")
    page.fill("input[name=place]", "الدوار الفوقاني")
    citizen.press("main form[enctype] > button.button")
    return Need.objects.get(title=ASKED)


def tell_the_story(visitor, *, javascript: bool):
    citizen = visitor("ar", javascript=javascript)
    finds_her_commune(citizen)
    citizen.press("main a[href*='/needs/new/']")
    signs_in_with_her_phone(citizen)
    citizen.is_at("spaces/tiznit/needs/new/")
    need = states_her_need(citizen)
    citizen.is_at(f"needs/{need.pk}/")

    neighbour = visitor("ar", javascript=javascript)
    neighbour.sign_in(person("neighbour", display_name="جار"))
    neighbour.go(f"needs/{need.pk}/")
    neighbour.tap(f"form[action$='/needs/{need.pk}/join/'] button")
    neighbour.page.wait_for_selector(f"form[action$='/needs/{need.pk}/leave/']")
    need.refresh_from_db()
    assert need.support_count == 2

    facilitator = visitor("ar", size=DESK, javascript=javascript)
    facilitator.sign_in(User.objects.get(email="facilitator@example.org"))
    facilitator.go("spaces/tiznit/needs/desk/")
    facilitator.press(f"main a[href$='/needs/{need.pk}/']")
    facilitator.press("main a[href$='/moves/refer/']")
    facilitator.press("main form button.button")

    officer = visitor("fr", size=DESK, javascript=javascript)
    officer.sign_in(User.objects.get(email="officer@example.org"))
    officer.go("workbench/")
    officer.press("main a[href*='/referrals/']")
    officer.press("main form[action$='/moves/assign/'] button")
    officer.press("main a[href$='/moves/draft/']")
    officer.page.check("input[name=verdict][value=done]")
    officer.page.fill("textarea[name=text]", ANSWER)
    officer.press("main form[method=post] button.button")
    assert officer.sees(ANSWER)

    president = visitor("fr", size=DESK, javascript=javascript)
    president.sign_in(User.objects.get(email="president@example.org"))
    president.go("workbench/")
    president.press("main a[href*='/referrals/']")
    president.press("main a[href$='/moves/publish/']")
    president.press("main form[method=post] button.button")
    assert president.sees(ANSWER)

    citizen.go(f"needs/{need.pk}/")
    assert citizen.sees(ANSWER)
    citizen.press("form[action$='/moves/confirm/'] button")
    need.refresh_from_db()
    assert need.state == "confirmed"
    assert citizen.page.locator(".tag-done").count() >= 1


def test_a_need_goes_from_first_visit_to_confirmed_done(visitor, tiznit):
    tell_the_story(visitor, javascript=True)


def test_the_same_story_without_javascript(visitor, tiznit):
    tell_the_story(visitor, javascript=False)
