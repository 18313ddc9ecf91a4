"""A petition from first idea to decision: citizens in Arabic on a phone, an association and the council in French."""

import contextlib
import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils.timezone import localdate
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from accounts.models import User
from core.models import LegalRule
from councils.models import Council
from petitions.models import Petition, Signature
from spaces import actions as spaces
from spaces.models import Association, Paper
from tests.debates.papers import paper
from tests.factories.councils import CommitteeFactory
from tests.journeys.conftest import DESK, person, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OBJECT = "إدراج إصلاح الطريق إلى الدوار الفوقاني في جدول الأعمال"
OBJET = "Inscrire à l’ordre du jour la plantation d’arbres dans les nouveaux quartiers"
DECISION = "Le conseil inscrit la réfection de la piste au budget de l’année prochaine."
GO_ON = "main form.stack button.button"
NEEDED = 3  # signatures, by the rule of this story


@pytest.fixture
def lawful(tiznit):
    """The figures of the law; a newer one of this story's own asks for three signatures."""
    call_command("load_law", verbosity=0)
    LegalRule.objects.create(
        key="petition_signatures", level="commune", value=NEEDED, unit="signature", citation="113-14, art. 123",
        valid_from=localdate() - datetime.timedelta(days=1),
    )  # fmt: skip
    CommitteeFactory(council=Council.objects.get(territory=tiznit.commune))
    return tiznit


def begins(one, *, title: str, reasons: str, aims: str, theme: str, bearer: str) -> Petition:
    """Answer the builder's questions, one a page."""
    page = one.page
    one.go("spaces/tiznit/petitions/")
    one.press("main a[href$='/spaces/tiznit/petitions/new/']")
    page.locator("input[name=council]").first.check()
    one.press(GO_ON)
    page.fill("input[name=title]", title)
    page.check(f"input[name=theme][value={theme}]")
    page.check("input[name=within_powers]")
    page.check("input[name=respects_constants]")
    one.press(GO_ON + ":not([name])")
    page.fill("textarea[name=reasons]", reasons)
    one.press(GO_ON)
    page.fill("textarea[name=aims]", aims)
    one.press(GO_ON)
    page.check(f"input[name=bearer][value={bearer}]")
    if bearer == "association":
        page.locator("select[name=association], input[name=association]").first.select_option(index=1)
    else:
        page.check("input[name=common_interest]")
    one.press(GO_ON)
    page.fill("input[name=name]", "مثال المثالي" if bearer == "citizens" else "Exemple Fictive")
    page.fill("input[name=address]", "الدوار الفوقاني" if bearer == "citizens" else "Maison des associations")
    if bearer == "citizens":
        page.fill("input[name=born_on]", "1990-02-03")
        page.check("input[name=appointed]")
    one.press(GO_ON)
    petition = Petition.objects.latest("pk")
    one.go(f"petitions/{petition.pk}/build/check/")
    one.press(f"form[action$='/petitions/{petition.pk}/start/'] button")
    comes_to(one, petition)
    return petition


def comes_to(one, petition):
    """Wait for the petition's page, and read its row anew."""
    with contextlib.suppress(PlaywrightTimeout):  # what it shows instead is said below
        one.page.wait_for_url(f"**/petitions/{petition.pk}/")
    one.is_at(f"petitions/{petition.pk}/")
    petition.refresh_from_db()


def supports(one, petition):
    """Three pages: the petition, the question, the thanks; and again, with the very same answer."""
    for _twice in range(2):
        one.go(f"petitions/{petition.pk}/sign/")
        one.page.check("input[name=attests]")
        one.press("main form[method=post] button.button")
        one.is_at(f"petitions/{petition.pk}/signed/")


def collects_on_paper(mandatary, agent, petition):
    """A sheet is made, typed by the mandatary, checked by the facilitator."""
    page = mandatary.page
    mandatary.go(f"petitions/{petition.pk}/sheets/")
    page.fill("input[name=count]", "1")
    mandatary.press("form:has(input[name=count]) button")
    sheet = petition.sheets.get()
    mandatary.go(f"petitions/sheets/{sheet.code}/")
    page.fill("input[name=row_total]", str(NEEDED))
    for number in range(1, NEEDED + 1):
        row = page.locator(f"#row-{number}")
        row.locator("input[name$=name]").fill(f"شخص مثال {number}")
        row.locator("input[name$=born_on]").fill(f"198{number}-05-0{number}")
        row.locator("input[name$=address]").fill("الدوار الفوقاني")
    mandatary.press("main form[enctype] button.button")

    agent.go(f"petitions/sheets/{sheet.code}/")
    agent.page.fill("input[name=row_total]", str(NEEDED))
    for number in range(1, NEEDED + 1):
        agent.page.check(f"input[name=agreed][value='{number}']")
    agent.press("main form.stack button.button")
    assert Signature.objects.filter(petition=petition, kind="paper", state="valid").count() == NEEDED


def takes(one, petition, step: str, **fields):
    """Take one step of the procedure on its page, reached from the petition's."""
    one.go(f"petitions/{petition.pk}/")
    one.press(f"main a[href$='/petitions/{petition.pk}/steps/{step}/']")
    for name, value in fields.items():
        control = one.page.locator(f"[name={name}]").first
        kind = control.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            one.page.check(f"[name={name}][value='{value}']")
        elif control.evaluate("one => one.localName") == "select":
            control.select_option(index=value)
        else:
            control.fill(value)
    one.press("main form.stack button.button")
    comes_to(one, petition)


def hands_in(one, petition, language: str):
    """Make the deposit file by one button, and hand it in."""
    one.go(f"petitions/{petition.pk}/file/")
    one.press(f"main form button[name=language][value={language}]")
    assert petition.filings.get().pages >= 2
    takes(one, petition, "hand_in")


def council_leads(visitor, petition, *, javascript: bool, moment):
    """From the receipt to what was done: officer and president, on the days that the law gives."""
    officer, president = (visitor("fr", size=DESK, javascript=javascript) for _one in range(2))
    officer.sign_in(User.objects.get(email="officer@example.org"))
    president.sign_in(User.objects.get(email="president@example.org"))
    officer.go("councils/tiznit/petitions/")
    takes(officer, petition, "deposit", on=localdate().isoformat())
    assert petition.state == "deposited"
    assert petition.deposit.number in officer.page.inner_text("main")
    takes(president, petition, "check")
    takes(president, petition, "accept")
    takes(president, petition, "schedule")
    assert petition.referral.state == "answered"
    session = Petition.objects.select_related("hearing").get(pk=petition.pk).hearing.session_on
    takes(president, petition, "to_committee", committee=1)
    moment.move_to(datetime.datetime.combine(session, datetime.time(15), datetime.UTC))
    president.sign_in(User.objects.get(email="president@example.org"))  # her session ended long ago
    takes(president, petition, "deliberate", on=session.isoformat())
    takes(president, petition, "decide", outcome="adopted", text=DECISION, number="12/2027")
    takes(president, petition, "follow_up", text="Les travaux ont commencé.")
    assert petition.state == "followed_up"


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_citizens_lead_a_petition_to_its_decision(visitor, lawful, javascript):
    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=True) as moment:
        mandatary = visitor("ar", javascript=javascript)
        mandatary.sign_in(person("mandatary", display_name="مثال", commune=lawful.commune))
        petition = begins(
            mandatary,
            title=OBJECT,
            reasons="الطريق مقطوعة كل شتاء، ولا يصل التلاميذ إلى المدرسة.",
            aims="أن يتداول المجلس في إصلاح الطريق قبل الشتاء.",
            theme="roads",
            bearer="citizens",
        )
        assert petition.required == NEEDED

        neighbour = visitor("ar", javascript=javascript)
        neighbour.sign_in(person("neighbour", display_name="جار", commune=lawful.commune))
        supports(neighbour, petition)

        agent = visitor("ar", size=DESK, javascript=javascript)
        agent.sign_in(User.objects.get(email="facilitator@example.org"))
        collects_on_paper(mandatary, agent, petition)
        until(lambda: mandatary.go(f"petitions/{petition.pk}/") and is_counted(petition))
        assert (petition.support_count, petition.paper_count, petition.online_count) == (1, NEEDED, 0)

        hands_in(mandatary, petition, "ar")
        council_leads(visitor, petition, javascript=javascript, moment=moment)

        reader = visitor("ar", javascript=javascript)
        reader.go(f"petitions/{petition.pk}/")
        assert reader.sees(DECISION)


def is_counted(petition) -> bool:
    petition.refresh_from_db()
    return petition.state == "threshold_reached"


def test_an_association_leads_a_petition_to_its_decision(visitor, lawful):
    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=True) as moment:
        khadija = visitor("fr", size=DESK)
        khadija.sign_in(person("khadija", display_name="Khadija", language="fr", commune=lawful.commune))
        association = registers(khadija, lawful)
        facilitator = User.objects.get(email="facilitator@example.org")
        for one in Paper.objects.filter(association=association):
            spaces.check_paper(one, by=facilitator)
        petition = begins(
            khadija,
            title=OBJET,
            reasons="Il n’y a pas d’ombre dans les nouveaux quartiers.",
            aims="Que le conseil adopte un programme annuel de plantation.",
            theme="green",
            bearer="association",
        )
        assert (petition.required, petition.association) == (None, association)
        hands_in(khadija, petition, "fr")
        council_leads(visitor, petition, javascript=True, moment=moment)
        khadija.sign_in(User.objects.get(email="khadija@example.org"))
        khadija.go(f"petitions/{petition.pk}/")
        assert khadija.sees(DECISION)


def registers(one, space) -> Association:
    """Register an association and put its documents into the dossier."""
    page = one.page
    one.go("associations/new/")
    page.fill("input[name=name_ar]", "جمعية المثال")
    page.fill("input[name=name_fr]", "Association Exemple")
    page.fill("input[name=founded_on]", "2015-03-01")
    page.check("input[name=themes][value=green]")
    one.press("main form.stack button.button")
    association = Association.objects.get()
    for kind in ("statutes", "receipt", "board", "assembly"):
        one.go(f"associations/{association.pk}/")
        page.locator("select[name=kind], input[name=kind]").first.select_option(kind)
        page.fill("input[name=issued_on]", (localdate() - datetime.timedelta(days=9)).isoformat())
        page.set_input_files("input[name=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": paper()})
        one.press("main form[enctype] button.button")
    return association
