"""A sitting in two browsers: the console and a phone, in Arabic, live; then once more without JavaScript."""

import asyncio
import threading

import pytest
from django.db import connection
from django.utils.timezone import now

from accounts.models import User
from councils.models import Referral
from debates import actions
from debates.models import Contribution, Debate, FloorRequest, Minutes, Poll, Sitting
from script.front import Front
from spaces.models import Space
from tests.journeys.conftest import DESK, PHONE, Visitor, person
from tests.servers import Forks, Sockets, free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SAID = "نحتاج إلى رحلة ثانية في الصباح قبل الثامنة."
RUDE = "كلام جارح في حق الجيران"


class Origin:
    """Pages and sockets under one address, as `script/server` puts them."""

    def __init__(self, pages: str, sockets: int):
        self.port, self.loop, self.ready = free_port(), asyncio.new_event_loop(), threading.Event()
        host, port = pages.removeprefix("http://").split(":")
        self.front = Front((host, int(port)), ("127.0.0.1", sockets))
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        assert self.ready.wait(10)

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(self.front.serve(self.port))
        self.ready.set()
        self.loop.run_forever()

    def stop(self):
        async def end():
            self.server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

        asyncio.run_coroutine_threadsafe(end(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()


@pytest.fixture
def sitting(tiznit):
    """An announced debate whose sitting can be opened."""
    facilitator = User.objects.get(email="facilitator@example.org")
    debate = actions.create_debate(
        Space.objects.get(pk=tiznit.pk), by=facilitator, title="النقل المدرسي", theme="transport",
        question="كيف يصل أبناؤنا إلى الإعدادية؟",
        points=[("الحالة اليوم", 10), ("ما نطلبه", 15)],
    )  # fmt: skip
    sitting = actions.plan_sitting(
        debate, by=facilitator, starts_at=now().replace(year=now().year + 1), place="دار الشباب"
    )
    actions.move_debate(debate, "announce", by=facilitator)
    person("citizen", display_name="أم ريم")
    return sitting


@pytest.fixture
def live_visitor(browser, live_server, transactional_db, tmp_path):
    """Make people's browsers on an origin that has sockets too; none may meet an error."""
    forks = Forks(connection.settings_dict["NAME"], tmp_path)
    sockets = Sockets(forks)
    origin = Origin(live_server.url, sockets.port)
    visitors = []

    def make(language: str, *, size: dict) -> Visitor:
        visitors.append(Visitor(browser, f"http://localhost:{origin.port}", language, size=size))
        return visitors[-1]

    yield make
    for one in visitors:
        one.context.close()
    origin.stop()
    sockets.kill()
    forks.close()
    assert [wrong for one in visitors for wrong in one.wrongs] == []


class Hall:
    """The two people, and how each act is done; with `live` nobody loads a page to see what the other one did."""

    def __init__(self, visitor, sitting, *, live: bool):
        self.live, self.pk, self.debate = live, sitting.pk, sitting.debate_id
        self.facilitator, self.citizen = visitor("ar", size=DESK), visitor("ar", size=PHONE)
        self.facilitator.sign_in(User.objects.get(email="facilitator@example.org"))
        self.citizen.sign_in(User.objects.get(email="citizen@example.org"))

    def _sees(self, who, path: str, selector: str):
        if not self.live:
            who.go(path)
        who.page.wait_for_selector(selector)

    def console_sees(self, selector: str):
        self._sees(self.facilitator, f"sittings/{self.pk}/console/", selector)

    def room_sees(self, selector: str):
        self._sees(self.citizen, f"sittings/{self.pk}/?plain=1&still=1", selector)

    def says(self, text: str) -> Contribution:
        self.citizen.go(f"sittings/{self.pk}/" if self.live else f"sittings/{self.pk}/say/")
        self.citizen.page.fill("main textarea[name=text]", text)
        if self.live:
            self.citizen.page.click("form[data-contribute] button.button:not([type=button])")
            self.citizen.page.wait_for_selector(f"[data-contributions] >> text={text}")
        else:
            self.citizen.press("main form:has(textarea[name=text]) button.button:not([type=button])")
        return Contribution.objects.get(text=text)

    def asks_for_the_floor(self) -> FloorRequest:
        page = self.citizen.page
        self.citizen.go(f"sittings/{self.pk}/" if self.live else f"sittings/{self.pk}/floor/")
        page.fill("main input[name=about]", "رحلة الصباح")
        if self.live:
            page.click("#mine button[value=speech]")
        else:
            self.citizen.press("main button[value=speech]")
        self.room_sees("[data-request] [data-slot=place] >> text=1")
        return FloorRequest.objects.get()

    def answers(self, poll: Poll):
        option = poll.options.first()
        self.room_sees(f"#poll button[value='{option.pk}']")
        if self.live:
            self.citizen.page.click(f"#poll button[value='{option.pk}']")
            self.citizen.page.wait_for_selector(f"#poll button[value='{option.pk}'][aria-pressed=true]")
        else:
            self.citizen.press(f"#poll button[value='{option.pk}']")

    def presses(self, selector: str):
        """The facilitator presses a button of the console."""
        self.console_sees(selector)
        if self.live:
            self.facilitator.page.click(selector)
        else:
            self.facilitator.press(selector)


def tell_the_story(hall: Hall):
    facilitator = hall.facilitator
    facilitator.go(f"sittings/{hall.pk}/moves/start/")
    facilitator.press("main form button.button")
    facilitator.is_at(f"sittings/{hall.pk}/console/")
    assert Debate.objects.get().state == "live"

    said = hall.says(SAID)
    request = hall.asks_for_the_floor()
    hall.presses(f"#give-{request.pk}")
    hall.room_sees("[data-request][data-given]")
    hall.presses("#end-turn")
    hall.room_sees("#mine input[name=about], #mine a[href$='/floor/']")
    request.refresh_from_db()
    assert request.state == "done"

    facilitator.go(f"sittings/{hall.pk}/polls/new/")
    facilitator.page.fill("main input[name=question]", "متى تنطلق الرحلة؟")
    for number, answer in enumerate(["السابعة", "السابعة والنصف"], 1):
        facilitator.page.fill(f"main input[name=option_{number}]", answer)
    facilitator.press("main button[name=open]")
    poll = Poll.objects.get()
    hall.answers(poll)
    hall.presses("#close-poll")
    hall.room_sees("#poll progress")
    assert poll.votes.count() == 1

    rude = hall.says(RUDE)
    hall.console_sees(f"#said-{rude.pk} summary")
    facilitator.page.click(f"#said-{rude.pk} summary")
    facilitator.page.fill(f"#why-{rude.pk}", "مخالف للبند الثالث من الميثاق")
    facilitator.press(f"#said-{rude.pk} form[action$='/hide/'] button:not([formaction])")
    if hall.live:
        hall.citizen.page.wait_for_selector(f"text={RUDE}", state="detached")
    else:
        hall.citizen.go(f"sittings/{hall.pk}/?plain=1&still=1")
        assert not hall.citizen.sees(RUDE)

    facilitator.go(f"sittings/{hall.pk}/moves/end/")
    facilitator.press("main form button.button")
    concludes(facilitator, hall.debate, said)

    hall.citizen.go(f"debates/{hall.debate}/")
    assert hall.citizen.sees("هل يبرمج المجلس رحلة ثانية؟")
    hall.citizen.go(f"debates/{hall.debate}/minutes/1/")
    assert hall.citizen.sees(SAID)


def concludes(facilitator: Visitor, debate: int, said: Contribution):
    """Close the debate, write a point of agreement and a question to the council, publish."""
    facilitator.go(f"debates/{debate}/moves/close/")
    facilitator.press("main form button.button")
    for kind, text in (("agreement", "رحلة ثانية ضرورية."), ("question", "هل يبرمج المجلس رحلة ثانية؟")):
        facilitator.go(f"debates/{debate}/points/?kind={kind}")
        facilitator.page.fill("main textarea[name=text], main input[name=text]", text)
        if kind == "question":
            facilitator.page.select_option("main select[name=theme]", "transport")
        facilitator.page.fill("main input[name=numbers]", f"#{said.seq}")
        facilitator.press("main form button.button:not(.quiet)")
    facilitator.go(f"debates/{debate}/conclude/")
    facilitator.press("main form button.button")
    assert Debate.objects.get().state == "concluded"
    assert Referral.objects.get().title == "هل يبرمج المجلس رحلة ثانية؟"
    assert Minutes.objects.get().version == 1
    assert Sitting.objects.get().state == "ended"


def test_a_sitting_in_two_browsers(live_visitor, sitting):
    tell_the_story(Hall(live_visitor, sitting, live=True))


def test_the_same_sitting_without_javascript(visitor, sitting):
    def without_javascript(language: str, *, size: dict) -> Visitor:
        return visitor(language, size=size, javascript=False)

    tell_the_story(Hall(without_javascript, sitting, live=False))
