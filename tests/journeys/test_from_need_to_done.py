"""From a need to what is done: referred, a point of the May session, a decision, a project of the action plan, done,
confirmed by those who asked. In Arabic; every link is then walked both ways by clicking."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.utils.timezone import localdate

from accounts.models import User
from councils.enums import Role
from councils.models import Council
from deliberations import actions as sessions
from deliberations.enums import Presence
from deliberations.members import in_office
from deliberations.models import AgendaItem, Decision, Session
from needs import actions as needs
from notices.models import Notice
from programmes.models import Project
from spaces.models import Space
from tests.factories.councils import MandateFactory
from tests.factories.programmes import AxisFactory, ProgrammeFactory, decision_of
from tests.journeys.conftest import DESK, leaving, person, shows

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HOME = ZoneInfo("Africa/Casablanca")
ASKED, COST = "بئر جديدة للدوار الفوقاني", "90000"
SEND = "main form.stack[method=post] button.button:not(.quiet)"


def at(year: int, month: int, day: int, hour: int = 10) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, tzinfo=HOME)


def user(key: str) -> User:
    return User.objects.get(email=f"{key}@example.org")


@pytest.fixture
def told(tiznit):
    """The council, a secretary and three members more, its sessions of the year; a need that two people asked for."""
    call_command("load_law", verbosity=0)
    year = localdate().year + 1
    council = Council.objects.get(territory=tiznit.commune)
    for number in range(4):
        role = Role.MEMBER if number else Role.SECRETARY  # who signs the decision beside the president
        MandateFactory(council=council, user=None, role=role, name_ar=f"عضو {number}", name_fr=f"Élu {number}")
    with time_machine.travel(at(year, 3, 20), tick=True) as moment:
        sessions.plan_year(council, year)
        asker, neighbour = person("asker", display_name="أم ريم"), person("neighbour", display_name="جار")
        need = needs.post(
            Space.objects.get(pk=tiznit.pk), by=asker, title=ASKED, text="البئر الحالية جفت.", theme="water",
            place="الدوار الفوقاني", beneficiary="everyone", location=Point(-9.73, 29.7, srid=4326),
        )  # fmt: skip
        needs.join(need, by=neighbour)
        may = Session.objects.get(council=council, year=year, opens_from__month=5)
        yield SimpleNamespace(council=council, year=year, moment=moment, need=need, may=may)


def comes_in(visitor, key: str, **how):
    one = visitor("ar", **how)
    one.sign_in(user(key))
    return one


def refers(visitor, story):
    """The facilitator refers the need to the council; an officer puts it on the agenda of the May session."""
    facilitator = comes_in(visitor, "facilitator", size=DESK)
    facilitator.go(f"needs/{story.need.pk}/")
    facilitator.press("main a[href$='/moves/refer/']")
    facilitator.press("main form button.button")
    story.need.refresh_from_db()
    officer = comes_in(visitor, "officer", size=DESK)
    officer.go(f"referrals/{story.need.referral_id}/")
    came_of(officer, "/sessions/of/")
    officer.press(f"main a[href*='/sessions/{story.may.pk}/do/item/?referral={story.need.referral_id}']")
    officer.press(SEND)
    story.item = AgendaItem.objects.get(referral=story.need.referral_id)
    officer.press(f"main a[href$='/points/{story.item.pk}/do/keep/']")
    officer.press(SEND)


def decides(visitor, story):
    """In May the council sits: the vote and the decision are written on their pages, and signed."""
    opens = datetime.date(story.year, 5, 4)
    president = user("president")
    session = sessions.choose_day(story.may, by=president, on=opens)
    session = sessions.send_agenda(sessions.close_agenda(session, by=president), by=president)
    sitting = sessions.plan_sitting(session, by=president, starts_at=at(story.year, 5, 4), place="قاعة الاجتماعات")
    sessions.convene(session, by=president)
    story.moment.move_to(at(story.year, 5, 4, 11))
    president = user("president")
    sessions.open_sitting(sitting, by=president, roll={one.pk: Presence.PRESENT for one in in_office(story.council)})

    officer = comes_in(visitor, "officer", size=DESK)
    officer.go(f"sessions/{session.pk}/desk/")
    officer.press(f"main a[href$='/points/{story.item.pk}/do/vote/']")
    officer.page.check("input[name=takes_up]")
    officer.page.check("input[name=everyone]")
    officer.press(SEND)
    officer.press(f"main a[href$='/points/{story.item.pk}/do/decision/']")
    officer.page.fill("textarea[name=text_ar]", "يقرر المجلس حفر بئر بالدوار الفوقاني.")
    officer.press(SEND)
    story.decision = Decision.objects.get(deliberation__item=story.item)
    signer = comes_in(visitor, "president", size=DESK)
    signer.go(f"decisions/{story.decision.address}/")
    signer.press("main a[href$='/do/publish/']")
    signer.press(SEND)
    story.decision.refresh_from_db()
    assert story.decision.is_published
    return officer, signer


def plans(officer, signer, story):
    """The officer writes the project with its money and where it comes from; the plan is voted and executable."""
    programme = ProgrammeFactory(
        council=story.council, state="in_committee", starts_on=datetime.date(story.year, 1, 1), total=COST
    )
    axis = AxisFactory(programme=programme)
    officer.go(f"programmes/{programme.pk}/")
    officer.press(f"main a[href$='/axes/{axis.pk}/projects/add/']")
    officer.page.fill("input[name=title_ar]", "حفر بئر بالدوار الفوقاني")
    officer.page.select_option("select[name=theme]", "water")
    officer.page.fill("input[name=cost]", COST)
    officer.page.fill("input[name=place]", "الدوار الفوقاني")
    officer.press(SEND)
    story.project = Project.objects.get(programme=programme)
    for page in (f"decisions/{story.decision.address}/", f"needs/{story.need.pk}/"):
        officer.press(f"main a[href$='/projects/{story.project.pk}/origins/']")
        officer.page.fill("input[name=address]", f"/ar/{page}")
        officer.press(SEND)
    vote = decision_of(programme, votes=6, in_office=6, number=900)
    signer.go(f"programmes/{programme.pk}/moves/vote/")
    signer.page.select_option("select[name=decision]", str(vote.pk))
    with leaving(signer.page):  # refused: the budget does not add up yet
        signer.page.locator("main form.stack").evaluate("form => HTMLFormElement.prototype.submit.call(form)")
    signer.is_at(f"programmes/{programme.pk}/moves/vote/")
    officer.press(f"main a[href$='/projects/{story.project.pk}/budget/add/']")
    officer.page.select_option("select[name=source]", "indh")
    officer.page.fill("input[name=amount]", COST)
    officer.press(SEND)
    signer.go(f"programmes/{programme.pk}/moves/vote/")
    signer.page.select_option("select[name=decision]", str(vote.pk))
    signer.press(SEND)
    signer.is_at(f"programmes/{programme.pk}/")
    for step in ("send", "grant"):
        sessions.follow_visa(vote, step, by=user("president"))
    programme.refresh_from_db()
    assert programme.state == "running"
    officer.go(f"programmes/{programme.pk}/")
    shows("programme", officer.page)
    officer.go(f"programmes/{programme.pk}/steps/")
    shows("programme-steps", officer.page)


def is_done(visitor, story):
    """In autumn the work is done: the president says so, and those who asked find it in their inbox and confirm."""
    story.moment.move_to(at(story.year, 10, 20))
    president = comes_in(visitor, "president", size=DESK)
    for move in ("start", "finish"):
        president.go(f"projects/{story.project.pk}/")
        president.press(f"main a[href$='/moves/{move}/']")
        president.press(SEND)
    for key in ("asker", "neighbour"):
        one = comes_in(visitor, key)
        news = Notice.objects.filter(user=user(key), key__startswith=f"project.{story.project.pk}.finish").get()
        one.go(news.url.lstrip("/"))
        one.press(f"main form[action$='/projects/{story.project.pk}/confirm/'] button")
    assert one.page.locator("main header .tag-done").count() == 2  # done, and confirmed by the inhabitants
    shows("project-confirmed", one.page)
    return one


def came_of(one, part: str = "/programmes/from/"):
    """Come to the place of the page where what came of it is asked for."""
    one.page.locator(f"[hx-get*='{part}']").scroll_into_view_if_needed()
    one.page.wait_for_selector(f"[hx-get*='{part}']", state="detached")


def walks(one, story):
    """Every link, both ways, by clicking."""
    need, referral = f"needs/{story.need.pk}/", f"referrals/{story.need.referral_id}/"
    decision, project = f"decisions/{story.decision.address}/", f"projects/{story.project.pk}/"
    one.go(need)
    one.press(f"main a[href$='/{referral}']")
    came_of(one, "/sessions/of/")
    one.press(f"main a[href*='#point-{story.item.pk}']")
    one.press(f"#point-{story.item.pk} a[href$='/{decision}']")
    came_of(one)
    one.press(f"main a[href$='/{project}']")
    one.is_at(project)
    one.press(f"main a[href$='/{decision}']")
    one.press(f"main a[href*='#point-{story.item.pk}']")
    one.press(f"#point-{story.item.pk} a[href$='/{referral}']")
    one.press(f"main a[href$='/{need}']")
    one.is_at(need)
    came_of(one)
    one.press(f"main a[href$='/{project}']")
    one.press(f"main a[href$='/{need}']")
    one.is_at(need)


def test_a_need_becomes_a_project_that_those_who_asked_confirm(visitor, told):
    refers(visitor, told)
    officer, signer = decides(visitor, told)
    plans(officer, signer, told)
    one = is_done(visitor, told)
    walks(one, told)
