"""A network's general assembly in Arabic: rules, notice, proxies, quorum, votes, minutes; on phones and at a desk."""

import datetime
import io

import pypdf
import pytest
import time_machine
from django.utils.timezone import localtime, now

from assemblies.actions import minutes as printing
from assemblies.models import Assembly, Proxy, Vote
from networks.models import Network
from notices.models import Notice
from tests.factories.networks import MandateFactory, MemberFactory, NetworkFactory
from tests.factories.spaces import AssociationFactory
from tests.journeys.conftest import DESK, PHONE, person, shows
from tests.journeys.test_a_consultation_is_answered import works

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NAME = "شبكة جمعيات سوس للتنمية"
TITLE = "الجمع العام العادي السنوي"
REPORT, ACCOUNTS, BOARD = "التقرير الأدبي", "التقرير المالي", "انتخاب المكتب المسير"
ADOPTED = "يصادق الجمع العام على التقرير الأدبي."
SECRET = "يصادق الجمع العام على التقرير المالي."
LOST = "يفوض الجمع العام للمكتب توقيع اتفاقية الشراكة."
SAID = "نوقشت أولويات السنة المقبلة، وطلب الأعضاء تكوينا في تدبير المشاريع."
CANDIDATES = ["أمينة المثال", "إبراهيم المثال", "رقية المثال"]
GO = "main form.stack button.button"
MEMBERS = ["جمعية الواحة", "جمعية المرأة القروية", "جمعية شباب تيزنيت", "جمعية الماء للجميع", "جمعية الأمل"]


def made(commune) -> tuple[Network, dict]:
    """Return a network of five associations of the commune, and its people by name."""
    network = NetworkFactory(name_ar=NAME, name_fr="Réseau du Souss")
    people = {"steers": person("steers", display_name="زهرة")}
    MandateFactory(network=network, user=people["steers"])
    for number, name in enumerate(MEMBERS, 1):
        people[number] = person(f"rep{number}", display_name=f"ممثلة {number}")
        body = AssociationFactory(
            name_ar=name, name_fr=f"Association {number}", seat=commune, representative=people[number]
        )
        MemberFactory(network=network, association=body)
    return network, people


def is_narrow(one) -> bool:
    return one.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def writes_rules_and_agenda(one, network) -> Assembly:
    """Copy the statutes, write the agenda with a vote, be refused for a short notice, then convene in time."""
    page = one.page
    one.go(f"networks/{network.pk}/")
    one.press(f"a[href$='/networks/{network.pk}/assemblies/']")
    one.press("main a.button[href$='/assemblies/new/']")
    one.is_at(f"networks/{network.pk}/assemblies/rules/ordinary/")  # the rules come first
    page.fill("input[name=notice_days]", "15")
    page.check("input[name=quorum_first][value=majority]")
    page.check("input[name=quorum_second][value=any]")
    page.fill("input[name=proxies_max]", "1")
    one.press(GO)

    one.press("main a.button[href$='/assemblies/new/']")
    page.fill("input[name=title]", TITLE)
    soon = localtime() + datetime.timedelta(days=3)
    page.fill("input[name=starts_at]", soon.strftime("%Y-%m-%dT%H:%M"))
    page.fill("input[name=place]", "دار الشباب بتيزنيت")
    page.check("input[name=openness][value=public]")
    one.press(GO)
    assembly = Assembly.objects.get()
    for title in (REPORT, ACCOUNTS, BOARD):
        page.fill("form.panel input[name=title]", title)
        one.press("main form.panel button.button")
    item = assembly.items.get(title=REPORT)
    one.press(f"main a[href$='/agenda/{item.pk}/vote/']")
    page.fill("textarea[name=question]", ADOPTED)
    page.check("input[name=majority][value=absolute]")
    one.press(GO)
    one.is_at(f"assemblies/{assembly.pk}/agenda/")
    assert one.sees("15")  # days of notice, that are missing
    assert page.locator("main a.button[href$='/moves/convene/']").count() == 0

    one.press(f"main a[href$='/assemblies/{assembly.pk}/edit/']")
    later = localtime() + datetime.timedelta(days=20)
    page.fill("input[name=starts_at]", later.strftime("%Y-%m-%dT%H:%M"))
    one.press(GO)
    one.press("main a.button[href$='/moves/convene/']")
    one.press(GO)
    one.is_at(f"assemblies/{assembly.pk}/")
    assembly.refresh_from_db()
    assert (assembly.state, assembly.voters.count()) == ("convened", 5)
    return assembly


def gives_a_proxy(one, assembly, to: int, *, refused: bool = False) -> None:
    """Find the notice, and give a proxy to another voter."""
    one.go("inbox/")
    one.press("main a[href*='/inbox/']")
    one.is_at(f"assemblies/{assembly.pk}/")
    assert is_narrow(one)
    one.press("main a[href$='/proxy/']")
    holder = assembly.voters.get(number=to)
    one.page.select_option("select[name=holder]", str(holder.pk))
    one.press(GO)
    wrong = one.page.locator(".field-wrong").count()
    assert (wrong > 0, Proxy.objects.current().filter(holder=holder).exists()) == (refused, not refused)
    if refused:
        shows("assembly-proxy-refused", one.page)
        assert one.page.input_value("select[name=holder]") == str(holder.pk)  # what she chose is kept


def marks(one, assembly, number: int, presence: str) -> None:
    one.go(f"assemblies/{assembly.pk}/desk/")
    one.press(f"main form[action$='/desk/{number}/'] button[value={presence}]")


def prepares(one, assembly, title: str, question: str, way: str, **more) -> Vote:
    """Prepare a vote at the desk."""
    item = assembly.items.get(title=title)
    one.go(f"assemblies/{assembly.pk}/desk/")
    one.press(f"main a[href$='/agenda/{item.pk}/vote/']")
    one.page.fill("textarea[name=question]", question)
    one.page.check(f"input[name=way][value={way}]")
    if more:
        one.page.check("input[name=kind][value=election]")
        one.page.fill("input[name=seats]", str(more["seats"]))
        one.page.fill("textarea[name=candidates]", "\n".join(more["candidates"]))
    one.press(GO)
    return Vote.objects.get(question=question)


def opens(one, vote) -> None:
    one.go(f"assemblies/votes/{vote.pk}/")
    one.press("main form[action$='/open/'] button")


def ballots(one, assembly, fills) -> None:
    """Go to the open vote from the assembly's page, and put a ballot into the urn."""
    one.go(f"assemblies/{assembly.pk}/")
    one.press("#now a.button[href*='/votes/']")
    assert is_narrow(one)
    fills(one.page)
    one.press("main form[action$='/cast/'] button")
    assert one.page.locator("main form[action$='/cast/']").count() == 0


def chooses(candidates):
    def fills(page):
        for name in candidates:
            page.get_by_label(name).check()

    return fills


def writes_and_publishes(steers, chair, assembly) -> None:
    """Close, write, be refused to approve one's own words; another approves; publish and print."""
    here = f"assemblies/{assembly.pk}/"
    steers.go(f"{here}moves/close/")
    steers.press(GO)
    steers.press(f"main a.button[href$='/{here}minutes/']")
    assert steers.sees(MEMBERS[0])
    steers.press("main a[href$='/minutes/write/']")
    steers.page.fill("textarea[name=text]", SAID)
    steers.press(GO)
    steers.press("main a[href$='/moves/approve/']")
    steers.press(GO)
    assembly.refresh_from_db()
    assert assembly.state == "closed"  # who wrote does not approve
    chair.go(f"{here}minutes/")
    assert chair.sees(SAID)
    chair.press("main a[href$='/moves/approve/']")
    chair.press(GO)
    steers.go(f"{here}minutes/")
    steers.press("main a[href$='/moves/publish/']")
    steers.press(GO)
    assert works(printing.PRINT, printing.print_minutes) == 2


def test_a_network_holds_its_general_assembly(tiznit, visitor):
    network, people = made(tiznit.commune)
    steers = visitor("ar", size=DESK)
    steers.sign_in(people["steers"])
    assembly = writes_rules_and_agenda(steers, network)
    assert Notice.objects.filter(key=f"assembly.{assembly.pk}.convened").count() == 5

    phones = {}
    for number in (1, 2, 3, 4):
        phones[number] = visitor("ar")
        phones[number].sign_in(people[number])
    gives_a_proxy(phones[4], assembly, to=1)
    gives_a_proxy(phones[3], assembly, to=4, refused=True)  # 4 is represented: a proxy of a proxy

    assembly.refresh_from_db()
    here = f"assemblies/{assembly.pk}/"
    Assembly.objects.filter(pk=assembly.pk).update(starts_at=now() - datetime.timedelta(minutes=5))
    with time_machine.travel(now(), tick=True):
        phones[1].go(here)
        phones[1].press("#now form[action$='/voters/1/here/'] button")
        steers.go(f"{here}moves/open/")
        assert steers.page.locator(GO).count() == 0  # two of five, three are needed
        phones[2].go(here)
        phones[2].press("#now form[action$='/voters/2/here/'] button")
        marks(steers, assembly, 3, "present")
        shows("assembly-desk", steers.page)
        steers.page.select_option("select[name=chair]", str(assembly.voters.get(number=1).pk))
        steers.press("main form[action$='/desk/bureau/'] button")
        steers.press("main a.button[href$='/moves/open/']")
        steers.press(GO)

        # By show of hands: first more voices than voters, then the right count.
        vote = Vote.objects.get(question=ADOPTED)
        opens(steers, vote)
        for name, count in {"votes_for": 4, "against": 1, "abstained": 0}.items():
            steers.page.fill(f"input[name={name}]", str(count))
        steers.press("main form[action$='/count/'] button")
        assert steers.page.input_value("input[name=votes_for]") == "4"
        steers.page.fill("input[name=votes_for]", "3")
        steers.press("main form[action$='/count/'] button")
        vote.refresh_from_db()
        assert (vote.is_adopted, vote.voices, vote.number) == (True, 4, 1)

        # In secret, with the voice of a proxy.
        vote = prepares(steers, assembly, ACCOUNTS, SECRET, "secret")
        opens(steers, vote)
        phones[3].go(here)
        assert phones[3].page.locator("#now a.button[href*='/votes/']").count() == 1
        for number, choice in ((1, "for"), (2, "for"), (3, "against")):
            ballots(phones[number], assembly, lambda page, choice=choice: page.check(f"input[value={choice}]"))
        shows("assembly-vote", phones[3].page)
        steers.go(f"assemblies/votes/{vote.pk}/")
        steers.press("main form[action$='/count/'] button")
        vote.refresh_from_db()
        assert (vote.votes_for, vote.against, vote.cast, vote.number) == (3, 1, 4, 2)

        # The board, then the quorum is lost: nothing more is voted.
        vote = prepares(steers, assembly, BOARD, BOARD, "secret", seats=2, candidates=CANDIDATES)
        opens(steers, vote)
        ballots(phones[1], assembly, chooses(CANDIDATES[:2]))
        ballots(phones[2], assembly, chooses(CANDIDATES[1:]))
        ballots(phones[3], assembly, chooses([]))
        steers.go(f"assemblies/votes/{vote.pk}/")
        steers.press("main form[action$='/count/'] button")
        elected = [(one.votes, one.is_elected) for one in vote.candidates.all()]
        assert elected == [(2, True), (3, True), (1, False)]
        marks(steers, assembly, 1, "left")  # and with her the voice of 4
        vote = prepares(steers, assembly, ACCOUNTS, LOST, "hands")
        opens(steers, vote)
        assert steers.page.locator(".notice-error").count() == 1
        shows("assembly-no-quorum", steers.page)
        vote.refresh_from_db()
        assert vote.state == "prepared"

        steers.wrongs = [wrong for wrong in steers.wrongs if "status of 409" not in wrong]
        writes_and_publishes(steers, phones[1], assembly)

    reader = visitor("ar")
    reader.go(f"networks/{network.pk}/assemblies/")
    reader.press(f"main a[href$='/assemblies/{assembly.pk}/']")
    assert is_narrow(reader)
    reader.press(f"main a.button[href$='/assemblies/{assembly.pk}/minutes/']")
    assert is_narrow(reader)
    shows("assembly-minutes", reader.page)
    for words in (ADOPTED, SECRET, SAID, CANDIDATES[0], MEMBERS[0]):
        assert reader.sees(words)
    assert not any(reader.sees(words) for words in (LOST, "ممثلة 2"))
    for language in ("ar", "fr"):
        link = reader.page.locator(f"main a[href$='/minutes-{language}.pdf']").get_attribute("href")
        answer = reader.context.request.get(f"{reader.base}{link}")
        assert pypdf.PdfReader(io.BytesIO(answer.body())).pages
