"""The annual forum, in Arabic: programme, registration, the door without a network, notes, minutes, certificate."""

import datetime
import io

import pypdf
import pytest
import time_machine
from django.utils.timezone import localtime

from accounts.models import User
from events import actions, badges
from events.actions import minutes
from events.models import Event, Registration
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.journeys.conftest import DESK, PHONE, person, shows, until
from tests.journeys.test_a_consultation_is_answered import is_narrow, works

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLE, SLOGAN = "الملتقى السنوي لجمعيات تيزنيت", "الماء للجميع"
WORKSHOP, BESIDE = "ورشة تدبير الماء", "مائدة مستديرة حول النقل المدرسي"
CHAIN = {
    "note": "ينقطع الماء كل مساء في الحي العلوي",
    "issue": "توزيع الماء غير منتظم",
    "principle": "الماء حق لكل حي",
    "action": "إصلاح القناة الرئيسية قبل الصيف",
}
MINUTES = "اتفق المشاركون والمشاركات على إصلاح القناة الرئيسية."
KEEP = "main form.stack button.button"
# Debian's Chromium reads no squares by itself: what its camera would have seen is put before the page.
DETECTOR = """
globalThis.BarcodeDetector = class {
  async detect() { return globalThis.square ? [{ rawValue: globalThis.square }] : []; }
};
"""


def typed(at: datetime.datetime) -> str:
    return localtime(at).strftime("%Y-%m-%dT%H:%M")


def prepares(one) -> Event:
    """Write the event, its rooms and two workshops beside each other; the same room twice is refused; announce it."""
    page, start = one.page, (localtime() + datetime.timedelta(hours=20)).replace(minute=0)
    one.go("spaces/tiznit/events/")
    one.press("main a[href$='/spaces/tiznit/events/new/']")
    page.check("input[name=kind][value=forum]")
    page.fill("input[name=title_ar]", TITLE)
    page.fill("input[name=starts_at]", typed(start))
    page.fill("input[name=ends_at]", typed(start + datetime.timedelta(hours=8)))
    page.fill("input[name=venue]", "دار الثقافة، شارع الحسن الثاني")
    page.fill("input[name=capacity]", "2")
    page.locator("main form details > summary").click()
    page.fill("input[name=slogan_ar]", SLOGAN)
    one.press(KEEP)
    event = Event.objects.get(title_ar=TITLE)
    one.is_at(f"events/{event.pk}/")

    one.press("main a[href$='/plan/']")
    for name in ("القاعة الكبرى", "قاعة المطالعة"):
        one.press("main a[href$='/rooms/new/']")
        page.fill("input[name=name]", name)
        one.press(KEEP)
    first, second = event.rooms.all()
    for title, room, is_listed in ((WORKSHOP, first, True), (BESIDE, first, False)):
        one.press("main a[href$='/slots/new/']")
        page.fill("input[name=title_ar]", title)
        page.fill("input[name=ends_at]", typed(start + datetime.timedelta(hours=2)))
        page.select_option("select[name=room]", str(room.pk))
        if is_listed:
            page.check("input[name=is_listed]")
        one.press(KEEP)
    assert page.locator(".field-wrong select[name=room]").count() == 1  # the room is taken at that time
    assert page.input_value("input[name=title_ar]") == BESIDE  # and every word is kept
    page.select_option("select[name=room]", str(second.pk))
    one.press(KEEP)
    one.is_at(f"events/{event.pk}/plan/")
    assert event.slots.count() == 2

    one.go(f"events/{event.pk}/")
    one.press("main a[href$='/moves/publish/']")
    one.press(KEEP)
    event.refresh_from_db()
    assert event.state == "published"
    return event


def registers(one, event: Event) -> Registration:
    """From the space's home to the programme and a place, on a phone; what she needs to come is asked, not why."""
    page = one.page
    one.go("spaces/tiznit/")
    page.locator("#coming").scroll_into_view_if_needed()
    page.wait_for_selector(f"main a[href$='/events/{event.pk}/']")
    one.press(f"main a[href$='/events/{event.pk}/']")
    assert one.sees(SLOGAN)
    one.press("main a[href$='/programme/']")
    assert one.sees(WORKSHOP)
    assert one.sees(BESIDE)
    assert is_narrow(one)
    one.go(f"events/{event.pk}/")
    one.press("main a[href$='/register/']")
    page.check("input[name=access][value=ramp]")
    assert is_narrow(one)
    one.press(KEEP)
    row = Registration.objects.latest("pk")
    assert one.sees(badges.spaced(row.code))
    assert page.locator("main svg.code").count() == 1
    assert is_narrow(one)
    shows("events-place", page)
    one.go(f"events/{event.pk}/programme/")
    one.press("main form[action$='/take/'] button")
    assert row.seats.placed().count() == 1
    answer = one.context.request.get(f"{one.base}/ar/events/{event.pk}/badge/ar.pdf")
    words = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(answer.body())).pages)
    assert badges.spaced(row.code) in words
    return row


def lets_in(agent, event: Event, first: Registration, second: Registration) -> None:
    """At the door without a network: a square, a typed code, the first again; sent and counted once when it is back."""
    page, here = agent.page, f"events/{event.pk}/door/"
    page.add_init_script(DETECTOR)
    agent.go(f"events/{event.pk}/")
    agent.press("main a[href$='/door/']")
    agent.is_at(here)
    assert is_narrow(agent)
    agent.context.set_offline(True)
    page.locator("[data-scan]").click()
    square = badges.held_by_qr(event.pk, first.code)
    page.evaluate("square => { globalThis.square = square; }", square)
    page.wait_for_selector("[data-said].notice-success")
    assert badges.spaced(first.code) in page.inner_text("[data-said]")
    page.evaluate("() => { globalThis.square = ''; }")
    page.check("input[name=groups][value=women]")
    page.fill("input[name=code]", badges.spaced(second.code).lower())
    page.locator("form[data-typed] button").click()
    until(lambda: badges.spaced(second.code) in page.inner_text("[data-said]"))
    page.fill("input[name=code]", first.code)
    page.locator("form[data-typed] button").click()
    page.wait_for_selector("[data-said].notice-warning")
    page.fill("input[name=code]", "ZZZZ-ZZZZ")
    page.locator("form[data-typed] button").click()
    page.wait_for_selector("[data-said].notice-error")
    assert page.inner_text("[data-kept]").endswith("2")
    assert page.inner_text("[data-count]") == "2"
    shows("events-door", page)
    event.refresh_from_db()
    assert event.arrived_count == 0  # the server knows nothing yet
    kept = page.evaluate("event => localStorage.getItem(`agraw-door-${event}`)", str(event.pk))

    agent.context.set_offline(False)
    until(lambda: Event.objects.get(pk=event.pk).arrived_count == 2)
    until(lambda: page.evaluate("event => localStorage.getItem(`agraw-door-${event}`)", str(event.pk)) == "[]")
    # The same scans once more, as from a device that never heard that they had arrived.
    page.evaluate("([event, kept]) => localStorage.setItem(`agraw-door-${event}`, kept)", [str(event.pk), kept])
    agent.go(here)
    until(lambda: page.evaluate("event => localStorage.getItem(`agraw-door-${event}`)", str(event.pk)) == "[]")
    event.refresh_from_db()
    assert event.arrived_count == 2
    assert event.headcounts.get().declared == 1


def notes(one, event: Event) -> None:
    """From what was said to what is to be done; each step leads to the one before it."""
    page = one.page
    for kind, text in CHAIN.items():
        one.go(f"events/{event.pk}/notes/write/{kind}/")
        page.fill("textarea[name=text]", text)
        if kind == "note":
            page.select_option("select[name=slot]", str(event.slots.first().pk))
        else:
            page.locator("input[name=sources]").first.check()
        one.press(KEEP)
    note = event.notes.get(kind="note")
    assert page.url.endswith(f"/events/{event.pk}/notes/#note-{event.notes.get(kind='action').pk}")
    for text in CHAIN.values():
        assert one.sees(text)
    assert page.locator(f"main a[href='#note-{note.pk}']").count() == 1  # the issue leads back to it


def closes(one, event: Event) -> None:
    """Count who came, write the minutes, publish them."""
    one.go(f"events/{event.pk}/counts/")
    one.page.fill("input[name=attended]", "40")
    one.page.fill("input[name=women]", "22")
    one.page.fill("input[name=disabled]", "3")
    one.press(KEEP)
    one.press("main a[href$='/minutes/']")
    one.page.fill("textarea[name=text]", MINUTES)
    one.press(KEEP)
    one.press("main a[href$='/moves/close/']")
    one.press(KEEP)
    event.refresh_from_db()
    assert event.state == "closed"
    assert works(minutes.PRINT, minutes.print_minutes) == 2


def test_the_annual_forum_from_its_programme_to_its_minutes(tiznit, visitor):
    who = {key: person(key, display_name=name) for key, name in (("mina", "مينة"), ("rachid", "رشيد"))}
    desk, other = (person(key, staff=True, display_name="نادية") for key in ("agent", "other"))
    for user in (desk, other):
        MembershipFactory(space=tiznit, user=user, role=Role.DESK)
    facilitator = visitor(size=DESK)
    leader = User.objects.get(email="facilitator@example.org")
    facilitator.sign_in(leader)
    event = prepares(facilitator)

    mina, rachid = visitor(size=PHONE), visitor(size=PHONE, javascript=False)
    mina.sign_in(who["mina"])
    first = registers(mina, event)
    rachid.sign_in(who["rachid"])
    rachid.go(f"events/{event.pk}/register/")
    rachid.press(KEEP)
    second = event.registrations.get(user=who["rachid"])
    late = actions.register(event, by=UserFactory())
    assert (second.standing, late.standing) == ("placed", "waiting")

    agent = visitor(size=PHONE)
    agent.sign_in(desk)
    lets_in(agent, event, first, second)
    plain = visitor(size=PHONE, javascript=False)  # a door without JavaScript: one code at a time
    plain.sign_in(other)
    plain.go(f"events/{event.pk}/door/")
    plain.page.fill("input[name=code]", late.code)
    plain.press(KEEP)
    assert plain.page.locator(".field-wrong input[name=code]").count() == 1  # she waits

    with time_machine.travel(event.starts_at + datetime.timedelta(hours=1), tick=True):
        mina.go(f"events/{event.pk}/programme/")
        assert mina.page.locator("main #now").count() == 1
        facilitator.sign_in(leader)  # a day later
        notes(facilitator, event)
    with time_machine.travel(event.ends_at + datetime.timedelta(minutes=1), tick=True):
        assert actions.finish_due() == 1
        closes(facilitator, event)
        mina.go(f"events/{event.pk}/")
        assert mina.sees(MINUTES)
        assert is_narrow(mina)
        shows("events-closed", mina.page)
        answer = mina.context.request.get(f"{mina.base}/ar/events/{event.pk}/minutes/ar.pdf")
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.body())).pages)
        assert "22" in text
        mina.press("main form[action$='/certificate/'] button")
        mina.page.wait_for_selector("main a[href*='/certificates/']")
        address = mina.page.locator("main a[href*='/certificates/']").first.get_attribute("href")
        assert mina.context.request.get(f"{mina.base}{address}").body()[:5] == b"%PDF-"
