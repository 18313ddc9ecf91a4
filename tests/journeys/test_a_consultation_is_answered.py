"""A consultation from the model to the council's reply: asked in Arabic on a phone, at a desk and on paper."""

import datetime
import io
import re

import pypdf
import pytest
import time_machine
from django.utils.timezone import localtime
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from consultations.actions import answering, reporting, tallying, telling
from consultations.actions.time import close_due
from consultations.enums import PartKind, QuestionKind
from consultations.models import Consultation, Response, Sheet, Statement
from consultations.said import read_said
from notices.models import Notice
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.journeys.conftest import DESK, PHONE, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLE = "تشخيص حاجيات ساكنة تيزنيت"
CHANGED = "ما رأيك في الخدمات القريبة منك؟"
ADDED = "سوق الأسبوع يحتاج إلى الماء والظل"
OWN = "ينبغي أن يصل النقل المدرسي إلى كل دوار"
PROPOSAL = "ملعب القرب في كل حي"
WATER = "البئر المشتركة جفت منذ الصيف"
TO_THE_COUNCIL = "كلام لا يقرؤه أحد في الصفحات"
POINT, REASONS = "L’eau dans les douars", "Deux douars seront raccordés l’année prochaine."
ANSWER = "Le conseil a lu le résultat et y répond point par point."
GO_ON = "main form.stack button.button.wide"
KEEP = "main form.stack:not(.panel) button.button"
CROWD = 18  # inhabitants who answer besides, six in each part of the commune: enough to be shown


class Asked:
    """What the consultation asks, by the names under which the forms know it."""

    def __init__(self, consultation: Consultation):
        parts = {part.kind: part for part in consultation.parts.all()}
        self.opinions, self.priorities = parts[PartKind.OPINIONS], parts[PartKind.PRIORITIES]
        questions = list(parts[PartKind.QUESTIONS].questions.order_by("position"))
        self.place, self.needs, self.water, self.scale, self.point, self.word = questions
        assert [question.kind for question in (self.scale, self.point, self.word)] == [
            QuestionKind.SCALE, QuestionKind.POINT, QuestionKind.LONG,
        ]  # fmt: skip
        self.places = list(self.place.options.order_by("position"))
        self.wants = list(self.needs.options.order_by("position"))
        self.candidates = list(self.priorities.candidates.order_by("position"))

    @property
    def statements(self) -> list[Statement]:
        return list(self.opinions.statements.shown().order_by("pk"))


def works(name: str, act) -> int:
    """Do the jobs that wait under a name, as a worker would, and return how many there were."""
    done = 0
    while waiting := list(ProcrastinateJob.objects.filter(task_name=name, status="todo").order_by("id")[done:]):
        for job in waiting:
            act(**job.args)
        done += len(waiting)
    return done


def is_narrow(one) -> bool:
    """Tell whether the page fits on the phone: nothing to push aside."""
    return one.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def builds(one) -> Consultation:
    """Begin from the model, change a question, add a statement and a proposal, open it."""
    page = one.page
    one.go("spaces/tiznit/consultations/")
    one.press("main a[href$='/spaces/tiznit/consultations/new/']")
    one.press("main a[href$='?model=diagnosis']")
    assert page.input_value("textarea[name=use]")  # the model's words are there
    page.fill("input[name=title]", TITLE)
    closing = localtime() + datetime.timedelta(days=2)
    page.fill("input[name=closes_at]", closing.strftime("%Y-%m-%dT%H:%M"))
    one.press(KEEP)
    consultation = Consultation.objects.get()
    asked, here = Asked(consultation), f"consultations/{consultation.pk}/edit/"
    one.is_at(here)

    one.press(f"main a[href$='/edit/questions/{asked.scale.pk}/']")
    page.fill("input[name=text_ar]", CHANGED)
    one.press(KEEP)
    one.press(f"main a[href$='/edit/parts/{asked.opinions.pk}/statement/']")
    page.fill("input[name=text]", ADDED)
    one.press(KEEP)
    one.press(f"main a[href$='/edit/parts/{asked.priorities.pk}/candidate/']")
    page.fill("input[name=text_ar]", PROPOSAL)
    one.press(KEEP)
    one.is_at(here)
    one.press("main a[href$='/edit/preview/?in=ar']")
    for words in (CHANGED, ADDED, PROPOSAL):
        assert one.sees(words)

    one.go(here)
    one.press("main a[href$='/moves/open/']")
    one.press(KEEP)
    one.is_at(f"consultations/{consultation.pk}/")
    consultation.refresh_from_db()
    assert (consultation.state, len(Asked(consultation).candidates)) == ("open", len(asked.candidates) + 1)
    return consultation


def agrees(one, asked: Asked) -> None:
    """Agree with each statement that is shown, one at a time."""
    for _statement in asked.statements:
        button = one.page.locator(".stances button[value='1']").first
        name = button.get_attribute("name")
        button.click()
        one.page.wait_for_selector(f".stances button[name={name}]", state="detached")
    assert one.page.locator(".stances").count() == 0
    assert OWN not in one.page.content()  # nobody has looked at it yet


def begins_only(one, consultation: Consultation) -> None:
    """Begin, see the statement that another citizen proposed, and send nothing."""
    asked = Asked(consultation)
    one.go(f"consultations/{consultation.pk}/answer/")
    one.press(GO_ON)
    statement = Statement.objects.get(text=OWN)
    one.go(f"consultations/{consultation.pk}/answer/opinions/{asked.opinions.pk}/?statement={statement.pk}")
    assert one.sees(OWN)
    assert one.page.locator(f".stances button[name=s{statement.pk}]").count() == 3
    assert Response.objects.filter(consultation=consultation, sent_at=None).count() == 1


def answers_on_a_phone(one, consultation: Consultation, *, javascript: bool) -> None:
    """Answer all that is asked, a question a page; stop once and go on; propose a statement; look at it, send it."""
    page, asked, start = one.page, Asked(consultation), f"consultations/{consultation.pk}/answer/"
    one.go(f"consultations/{consultation.pk}/")
    one.press("main a[href$='/answer/']")
    one.press(GO_ON)
    one.is_at(f"{start}questions/{asked.place.pk}/")
    one.press(GO_ON)  # without an answer, which is needed before she can send
    one.is_at(f"{start}questions/{asked.needs.pk}/")
    page.check(f"input[name=q{asked.needs.pk}_o{asked.wants[0].pk}]")
    one.press("main form button[name=later]")
    one.is_at(f"consultations/{consultation.pk}/")
    assert Response.objects.counted().filter(consultation=consultation).count() == consultation.online_count

    one.go(start)
    one.press(GO_ON)
    one.is_at(f"{start}questions/{asked.place.pk}/")  # the first that has no answer
    one.press(GO_ON)
    assert page.is_checked(f"input[name=q{asked.needs.pk}_o{asked.wants[0].pk}]")  # what she wrote is kept
    one.press(GO_ON)
    one.is_at(f"{start}questions/{asked.water.pk}/")  # asked of those who lack water
    page.fill(f"input[name=q{asked.water.pk}]", WATER)
    one.press(GO_ON)
    assert one.sees(CHANGED)
    assert is_narrow(one)
    page.check(f"input[name=q{asked.scale.pk}][value='4']")
    one.press(GO_ON)
    one.is_at(f"{start}questions/{asked.point.pk}/")
    if not javascript:  # with it, the map takes the place of the numbers; the question may be left out
        page.fill("input[name=lat]", "29.7")
        page.fill("input[name=lon]", "-9.73")
    one.press(GO_ON)
    page.fill(f"textarea[name=q{asked.word.pk}]", TO_THE_COUNCIL)
    one.press(GO_ON)
    one.is_at(f"{start}opinions/{asked.opinions.pk}/")
    assert is_narrow(one)
    page.locator("details:has(form[action$='/propose/']) > summary").click()
    page.fill("form[action$='/propose/'] input[name=text]", OWN)
    one.press("form[action$='/propose/'] button")
    agrees(one, asked)
    one.press(f"main a.button[href$='/priorities/{asked.priorities.pk}/']")
    assert is_narrow(one)
    page.fill(f"input[name=c{asked.candidates[0].pk}]", "1")
    page.fill(f"input[name=c{asked.candidates[-1].pk}]", "2")
    one.press(GO_ON)
    one.is_at(f"{start}check/")
    assert (page.locator(GO_ON).count(), page.locator("main li.field-wrong").count()) == (0, 1)
    one.press("main li.field-wrong a")
    page.check(f"input[name=q{asked.place.pk}][value='{asked.places[2].pk}']")
    one.press(GO_ON)
    one.go(f"{start}check/")
    for words in (WATER, TO_THE_COUNCIL, PROPOSAL):
        assert one.sees(words)
    assert is_narrow(one)
    one.press(GO_ON)
    one.is_at(f"{start}thanks/")


def takes_at_the_desk(agent, consultation: Consultation) -> None:
    """Write down what a man without a phone of his own says; refused without his consent, with all words kept."""
    page, asked = agent.page, Asked(consultation)
    agent.go(f"consultations/{consultation.pk}/")
    agent.press(f"main a[href$='/consultations/{consultation.pk}/desk/']")
    page.fill("input[name=desk]", "دار الشباب")
    page.check(f"input[name=q{asked.place.pk}][value='{asked.places[2].pk}']")
    page.check(f"input[name=q{asked.needs.pk}_o{asked.wants[0].pk}]")
    page.fill(f"textarea[name=q{asked.word.pk}]", TO_THE_COUNCIL)
    for statement in asked.statements:
        page.check(f"input[name=s{statement.pk}][value='1']")
    page.fill(f"input[name=c{asked.candidates[0].pk}]", "1")
    agent.press(KEEP)
    consultation.refresh_from_db()
    assert (page.locator(".field-wrong").count() >= 1, consultation.desk_count) == (True, 0)
    assert page.input_value(f"textarea[name=q{asked.word.pk}]") == TO_THE_COUNCIL

    page.check("input[name=consent][value=spoken]")
    agent.press(KEEP)
    assert re.search(rf"/consultations/{consultation.pk}/desk/\d+/$", page.url), page.inner_text("main")
    assert not agent.sees(TO_THE_COUNCIL)


def prints_a_sheet(one, consultation: Consultation) -> Sheet:
    """Make a sheet, and read its PDF as it comes out of the printer."""
    one.go(f"consultations/{consultation.pk}/")
    one.press("main a[href$='/sheets/']")
    one.page.fill("input[name=count]", "1")
    one.press("main form.stack:has(input[name=count]) button.button")
    sheet = Sheet.objects.get(consultation=consultation)
    address = one.page.locator("main .notice-success a[href$='-ar.pdf']").get_attribute("href")
    answer = one.context.request.get(f"{one.base}{address}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.body())).pages]
    assert pages
    assert all(sheet.code in words for words in pages)
    return sheet


def types(one, consultation: Consultation, sheet: Sheet) -> None:
    """Find the sheet by its number and type what stands on it."""
    page, asked = one.page, Asked(consultation)
    one.go(f"consultations/{consultation.pk}/sheets/")
    page.fill("input[name=sheet]", str(sheet.number))
    one.press("main form.stack:has(input[name=sheet]) button.button")
    one.is_at(f"consultations/sheets/{sheet.code}/")
    assert not one.sees(TO_THE_COUNCIL)  # what the other one typed
    page.select_option(f"select[name=q{asked.place.pk}]", str(asked.places[2].pk))
    page.check(f"input[name=q{asked.needs.pk}][value='{asked.wants[0].pk}']")
    page.fill(f"input[name=q{asked.scale.pk}]", "2")
    page.fill(f"textarea[name=q{asked.word.pk}]", TO_THE_COUNCIL)
    page.select_option(f"select[name=s{asked.statements[0].pk}]", "1")
    page.fill(f"input[name=c{asked.candidates[0].pk}]", "1")
    one.press(KEEP)
    one.is_at(f"consultations/sheets/{sheet.code}/")


def the_others_answer(consultation: Consultation) -> None:
    """Six in the centre, six in other quarters, six in douars: those of the douars lack water."""
    asked = Asked(consultation)
    for number in range(CROWD):
        place = asked.places[number % 3]
        want = asked.wants[0 if place == asked.places[2] else 1]
        raw = {
            "answers": {asked.place.pk: place.pk, asked.needs.pk: [want.pk]},
            "votes": {statement.pk: 1 if number % 2 else -1 for statement in asked.statements},
            "preferences": {asked.candidates[0].pk: 1, asked.candidates[1].pk: 2},
        }
        answering.answer_whole(consultation, read_said(consultation, raw), by=UserFactory())


def is_published(one, consultation: Consultation) -> None:
    """Nothing can be published before it is counted; then it is, and all who took part are told."""
    here = f"consultations/{consultation.pk}/"
    one.go(f"{here}moves/publish/")
    assert one.page.locator(KEEP).count() == 0
    assert works(tallying.TALLY, tallying.tally) == 1
    one.go(here)
    one.press("main a[href$='/moves/publish/']")
    one.press(KEEP)
    one.is_at(here)
    consultation.refresh_from_db()
    assert consultation.state == "published"
    works(telling.TELL, telling.tell_batch)


def council_replies(visitor, citizen, consultation: Consultation, *, javascript: bool) -> None:
    """A point of the officer, her draft of the answer, the president's signature, as with any matter."""
    officer, president = (visitor("fr", size=DESK, javascript=javascript) for _one in range(2))
    officer.sign_in(User.objects.get(email="officer@example.org"))
    officer.go(f"consultations/{consultation.pk}/")
    officer.press("main a[href$='/reply/']")
    officer.page.fill("input[name=about]", POINT)
    officer.page.check("input[name=verdict][value=partly]")
    officer.page.fill("textarea[name=reasons]", REASONS)
    officer.press(KEEP)
    assert officer.sees(REASONS)
    officer.go("workbench/")
    officer.press("main a[href*='/referrals/']")
    officer.press("main form[action$='/moves/assign/'] button")
    officer.press("main a[href$='/moves/draft/']")
    officer.page.locator("input[name=verdict]").first.check()
    officer.page.fill("textarea[name=text]", ANSWER)
    officer.press("main form[method=post] button.button")
    assert officer.sees(ANSWER)
    citizen.go(f"consultations/{consultation.pk}/results/")
    assert not citizen.sees(REASONS)  # nothing of it before it is signed

    president.sign_in(User.objects.get(email="president@example.org"))
    president.go("workbench/")
    president.press("main a[href*='/referrals/']")
    president.press("main a[href$='/moves/publish/']")
    president.press("main form[method=post] button.button")
    assert president.sees(ANSWER)


def numbers_of(one) -> list[str]:
    """Return how many answered online, at a desk, on paper, as the result says."""
    return one.page.locator("section[aria-labelledby=who] dl.facts dd").all_inner_texts()


def count_of(one, name: str) -> str:
    """Return the number beside a name in the tables of the result."""
    return one.page.locator(f"table.bars tr:has(th bdi:text-is('{name}')) td.num").first.inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_inhabitants_are_asked_and_the_council_replies(visitor, tiznit, javascript):
    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=True) as moment:
        facilitator = visitor("ar", size=DESK, javascript=javascript)
        facilitator.sign_in(User.objects.get(email="facilitator@example.org"))
        consultation = builds(facilitator)

        citizen, neighbour = (visitor("ar", javascript=javascript) for _one in range(2))
        reem = person("reem", display_name="أم ريم", commune=tiznit.commune)
        citizen.sign_in(reem)
        answers_on_a_phone(citizen, consultation, javascript=javascript)
        facilitator.go(f"consultations/{consultation.pk}/statements/")
        facilitator.press(f"main li:has-text('{OWN}') form[action$='/show/'] button")
        consultation.refresh_from_db()
        beginner = person("neighbour", display_name="جار", commune=tiznit.commune)
        neighbour.sign_in(beginner)
        begins_only(neighbour, consultation)

        agent = visitor("ar", size=DESK, javascript=javascript)
        at_desk = MembershipFactory(space=tiznit, user=person("desk", staff=True, display_name="سعيد"), role=Role.DESK)
        agent.sign_in(at_desk.user)
        takes_at_the_desk(agent, consultation)
        sheet = prints_a_sheet(agent, consultation)
        types(agent, consultation, sheet)
        consultation.refresh_from_db()
        assert consultation.paper_count == 0  # typed by one person
        types(facilitator, consultation, sheet)
        the_others_answer(consultation)
        consultation.refresh_from_db()
        ways = (consultation.online_count, consultation.desk_count, consultation.paper_count)
        assert ways == (CROWD + 1, 1, 1)

        if javascript:
            facilitator.go(f"consultations/{consultation.pk}/")
            facilitator.press("main a[href$='/moves/close/']")
            facilitator.page.fill("textarea[name=note]", "أجاب كل من أراد، والدورة غدا.")
            facilitator.press(KEEP)
        else:
            moment.move_to(consultation.closes_at + datetime.timedelta(minutes=1))
            assert close_due() == 1
            facilitator = visitor("ar", size=DESK, javascript=javascript)  # her session ended long ago
            facilitator.sign_in(User.objects.get(email="facilitator@example.org"))
        consultation.refresh_from_db()
        assert consultation.state == "closed"
        neighbour.go(f"consultations/{consultation.pk}/")
        assert neighbour.page.locator("main a[href$='/answer/'], main a[href$='/results/']").count() == 0
        is_published(facilitator, consultation)

        citizen.go(f"consultations/{consultation.pk}/")
        citizen.press("main a[href$='/results/']")
        assert numbers_of(citizen) == [str(CROWD + 1), "1", "1"]
        assert count_of(citizen, "في دوار") == str(CROWD // 3 + 3)
        assert count_of(citizen, "الماء الصالح للشرب") == str(CROWD // 3 + 3)
        assert not any(citizen.sees(words) for words in (WATER, TO_THE_COUNCIL, "أم ريم"))
        assert citizen.sees(OWN)
        assert is_narrow(citizen)

        facilitator.go(f"consultations/{consultation.pk}/")
        facilitator.press("main form[action$='/refer/'] button")
        council_replies(visitor, citizen, consultation, javascript=javascript)
        works(telling.TELL, telling.tell_batch)
        told = Notice.objects.filter(user=reem, key__startswith=f"consultation.{consultation.pk}.")
        assert [notice.key.split(".")[2] for notice in told] == ["replied", "published", "statement"]

        assert not Notice.objects.filter(user=beginner).exists()  # what is not sent does not count

        citizen.go("inbox/")
        citizen.press(f"main a[href$='/inbox/{told[0].pk}/']")
        citizen.is_at(f"consultations/{consultation.pk}/")
        for words in (POINT, REASONS):
            assert citizen.sees(words)
        assert works(reporting.PRINT, reporting.print_report) >= 2
        citizen.go(f"consultations/{consultation.pk}/results/")
        assert citizen.sees(REASONS)
        report = citizen.page.locator("main a[href$='/report-ar.pdf']").get_attribute("href")
        assert citizen.context.request.get(f"{citizen.base}{report}").body().startswith(b"%PDF")
