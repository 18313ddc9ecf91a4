"""The twelve journeys of an inhabitant, each with the keyboard alone and in a browser that runs no script: she comes to
what she came for, and sees where she is all the way. Then what no page may do to an eye: 400 %, stillness, her colours.
"""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import localdate
from pytest_django.live_server_helper import LiveServer

from consultations.models import Response
from core.models import Message
from debates.models import Contribution
from moderation.models import Report
from needs.actions import post
from needs.models import Need
from notices.models import Following
from petitions.models import Signature
from tests.factories.consultations import ConsultationFactory, OptionFactory, PartFactory, QuestionFactory
from tests.factories.debates import DebateFactory
from tests.factories.deliberations import AgendaItemFactory, SessionFactory
from tests.factories.petitions import PetitionFactory
from tests.journeys.conftest import LAY_OUT, leave_nothing, make_tiznit, person
from tests.journeys.hands import EDGELESS, MOVING, Keys, Plain

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db]

GO_ON = "main form.stack[method=post] button.button:not(.quiet):not([name])"
SENT = "main form[enctype] > button.button"
ASKED = "ماء الشرب ينقطع كل مساء"
POINT = "الدراسة والتصويت على اتفاقية النقل المدرسي"


def cookie_of(user) -> str:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[1])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker):
    """One commune with something of everything, and two people for each way of walking through it."""
    with django_db_blocker.unblock():
        try:
            call_command("load_law", verbosity=0)
            space = make_tiznit()
            space.refresh_from_db()
            commune, council = space.commune, space.commune.council
            people = {
                key: person(key, display_name=f"ساكنة {key}", commune=commune) for key in ("keys", "plain", "asker")
            }
            need = post(space, by=people["asker"], title=ASKED, text="منذ أسبوع.", theme="water", place="الدوار")
            consultation = ConsultationFactory(space=space, opened=True)
            question = QuestionFactory(part=PartFactory(consultation=consultation))
            options = OptionFactory.create_batch(3, question=question)
            session = SessionFactory(council=council, convened=True, opens_from=localdate())
            AgendaItemFactory(session=session, title_ar=POINT)
            yield SimpleNamespace(
                people=people, cookies={key: cookie_of(user) for key, user in people.items()}, need=need,
                consultation=consultation, question=question, option=options[1], session=session,
                debate=DebateFactory(space=space, open=True),
                petition=PetitionFactory(space=space, council=council, collecting=True, author=people["asker"]),
            )  # fmt: skip
        finally:
            leave_nothing()


@pytest.fixture(scope="module")
def server(place):
    server = LiveServer("localhost")
    yield server
    server.stop()


def enters(context, server, place, key: str) -> None:
    """Let a person be signed in from the start."""
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": place.cookies[key], "url": server.url}])


@pytest.fixture(params=["keys", "plain"])
def one(request, browser, server, place):
    """A person at her device, signed in; what went wrong on her console, and where the focus was lost, fails."""
    made = {"keys": Keys, "plain": Plain}[request.param](browser, server.url)
    made.user = place.people[request.param]
    enters(made.context, server, place, request.param)
    yield made
    wrongs = made.wrongs + getattr(made, "unseen", [])
    made.context.close()
    assert wrongs == []


def code_sent_to(user) -> str:
    return re.search(r"\b(\d{6})\b", Message.objects.filter(to=user.email).latest("id").body)[1]


# --- the journeys: what is done, and what must have come of it ---
def signs_in(one, place):
    one.context.clear_cookies()
    one.go("accounts/login/")
    one.fill("input[name=contact]", one.user.email)
    one.press("main form button.button")
    one.fill("input[name=code]", code_sent_to(one.user))
    one.press("main form button.button")
    one.go("me/")
    assert one.page.input_value("main input[name=display_name]") == one.user.display_name


def chooses_a_commune(one, place):
    one.go("communes/")
    one.fill("main input[type=search]", "tiznite")
    one.press("main form[role=search] button[type=submit]")
    one.press("#results a[href$='/spaces/tiznit/']")
    one.is_at("spaces/tiznit/")


def states_a_need(one, place):
    one.go("spaces/tiznit/")
    one.press("main a[href$='/spaces/tiznit/needs/new/']")
    one.fill("input[name=title]", f"إنارة الطريق {one.user.pk}")
    one.fill("textarea[name=text]", "الطريق مظلمة بعد الغروب.")
    one.choose("input[name=theme][value=lighting]")
    one.fill("input[name=place]", "الدوار الفوقاني")
    one.press(SENT)
    assert Need.objects.get(author=one.user).title == f"إنارة الطريق {one.user.pk}"


def joins_a_need(one, place):
    one.go(f"needs/{place.need.pk}/")
    one.acts("form[action$='/join/'] button", place.need.supports.filter(user=one.user).exists)
    one.go(f"needs/{place.need.pk}/")
    assert one.page.locator("form[action$='/leave/']").count() == 1


def contributes(one, place):
    one.go(f"debates/{place.debate.pk}/")
    one.fill("form[data-contribute] textarea[name=text]", "نوزع الماء بالتناوب.")
    one.acts("form[data-contribute] button.button:not([type])", Contribution.objects.filter(author=one.user).exists)
    assert Contribution.objects.get(author=one.user).text == "نوزع الماء بالتناوب."


def answers_a_consultation(one, place):
    one.go(f"consultations/{place.consultation.pk}/")
    one.press("main a[href$='/answer/']")
    one.press(GO_ON)
    one.choose(f"input[name=q{place.question.pk}][value='{place.option.pk}']")
    one.press(GO_ON)
    one.press(GO_ON)
    one.is_at(f"consultations/{place.consultation.pk}/answer/thanks/")
    assert Response.objects.filter(consultation=place.consultation, sent_at__isnull=False).exists()


def signs_a_petition(one, place):
    before = Signature.objects.filter(petition=place.petition).count()
    one.go(f"petitions/{place.petition.pk}/")
    one.press(f"main a[href$='/petitions/{place.petition.pk}/sign/']")
    one.choose("input[name=attests]")
    one.press("main form[method=post] button.button")
    one.is_at(f"petitions/{place.petition.pk}/signed/")
    assert Signature.objects.filter(petition=place.petition).count() == before + 1


def follows_and_stops(one, place):
    followed = Following.objects.filter(user=one.user, kind="need", key=str(place.need.pk))
    one.go(f"follow/need/{place.need.pk}/")
    if followed.exists():  # whoever joins a need follows it
        one.acts("main button[name=follow][value=no]", lambda: not followed.exists())
        one.go(f"follow/need/{place.need.pk}/")
    one.acts("main button[name=follow][value=yes]", followed.exists)
    one.go(f"follow/need/{place.need.pk}/")
    one.acts("main button[name=follow][value=no]", lambda: not followed.exists())


def searches(one, place):
    one.go("search/")
    one.fill("main input[name=q]", "ماء الشرب")
    one.acts("main form[role=search] button.button", lambda: "q=" in one.page.evaluate("location.search"))
    assert one.page.locator("#results").count() == 1
    assert one.page.input_value("main input[name=q]") == "ماء الشرب"


def reads_a_session(one, place):
    one.go("councils/tiznit/")
    one.press("main a[href$='/councils/tiznit/sessions/']")
    one.press(f"main a[href$='/sessions/{place.session.pk}/']")
    assert one.sees(POINT)
    assert one.page.locator(".term").count() > 2
    assert one.page.locator(".meaning:visible").count() == 0  # a word is explained when it is pressed


def reports_to_the_moderators(one, place):
    reported = Report.objects.filter(reporter=one.user)
    one.go(f"needs/{place.need.pk}/")
    one.press("main a[href*='/report/']")
    one.choose("input[name=ground][value=insult]")
    one.press("main form.stack[method=post] button.button")
    one.is_at("report/need/thanks/")
    assert [(report.kind, report.key) for report in reported] == [("need", place.need.pk)]


def takes_her_data(one, place):
    one.go("me/")
    one.press("main a[href$='/me/data/']")
    one.press("main a.button[href$='/download/']")
    one.press("main button[name=channel]")  # what is hers leaves only after a code, however long ago she came in
    one.fill("input[name=code]", code_sent_to(one.user))
    assert one.takes("main form button.button").endswith(".zip")


JOURNEYS = [
    signs_in, chooses_a_commune, states_a_need, joins_a_need, contributes, answers_a_consultation, signs_a_petition,
    follows_and_stops, searches, reads_a_session, reports_to_the_moderators, takes_her_data,
]  # fmt: skip


@pytest.mark.parametrize("journey", JOURNEYS)
def test_each_journey_is_walked(one, place, journey):
    journey(one, place)


# --- what no page may do to an eye, an ear or a hand ---
def pages(place) -> list[str]:
    """Return five pages that most people come to."""
    return [
        "", "spaces/tiznit/needs/new/", f"needs/{place.need.pk}/", f"debates/{place.debate.pk}/",
        f"consultations/{place.consultation.pk}/",
    ]  # fmt: skip


@pytest.fixture
def window(browser, server, place):
    """Open a window of some kind, signed in; the last is closed at the end."""
    opened = []

    def make(**how):
        context = browser.new_context(locale="ar-MA", **how)
        enters(context, server, place, "keys")
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


def test_at_400_percent_nothing_is_cut_and_the_focus_is_not_hidden(browser, server, place):
    """A window of 1280 x 1024 at 400 % (WCAG 1.4.10, 2.4.11)."""
    near = Keys(browser, server.url, size={"width": 320, "height": 256})
    enters(near.context, server, place, "keys")
    for path in pages(place):
        near.go(path)
        for _press in range(30):
            near.page.keyboard.press("Tab")
            near.looks()
        near.page.evaluate(LAY_OUT)  # what is out of sight is cut to its item, not wide
        over = near.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{path} is {over} px wider than its window"
    near.context.close()
    assert not near.unseen, "\n".join(near.unseen)


def test_nothing_moves_for_who_asked_for_stillness(window, server, place):
    page = window(reduced_motion="reduce")
    for path in pages(place):
        page.goto(f"{server.url}/ar/{path}")
        moving = page.evaluate(MOVING)
        assert moving == [], path


def test_buttons_and_focus_are_seen_in_forced_colours(window, server, place):
    """The colours of the device take away every ground: an edge says what is a button, an outline where one is."""
    page = window(forced_colors="active")
    for path in pages(place):
        page.goto(f"{server.url}/ar/{path}")
        edgeless = page.evaluate(EDGELESS)
        assert edgeless == [], path
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


KEPT_AS_THEY_ARE = re.compile(r"^(Français|English|ⵜⴰⵎⴰⵣⵉⵖⵜ|[\d\s.,:/#%+-]+|.*@.*|Agraw.*)$")
NAMED = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "slider", "spinbutton", "listbox"}


def test_a_screen_reader_names_every_control_in_arabic(window, server, place):
    page = window()
    reader = page.context.new_cdp_session(page)
    for path in pages(place):
        page.goto(f"{server.url}/ar/{path}", wait_until="networkidle")
        nodes = reader.send("Accessibility.getFullAXTree")["nodes"]
        named = [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in nodes
                 if not node.get("ignored") and node.get("role", {}).get("value") in NAMED]  # fmt: skip
        assert len(named) > 10, path
        foreign = [pair for pair in named
                   if not re.search(r"[\u0600-\u06ff]", pair[1]) and not KEPT_AS_THEY_ARE.match(pair[1])]  # fmt: skip
        assert foreign == [], path
