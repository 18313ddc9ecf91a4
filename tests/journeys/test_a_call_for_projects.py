"""A call for projects from its publication to nine winners, in Arabic, with one conflict of interest stopped."""

import datetime
import itertools

import pytest
from django.utils.timezone import localdate, now

from accounts.models import User
from calls import actions
from calls.actions.moving import close_due
from calls.models import Application, Call, Review
from councils.enums import Role as Office
from councils.models import Council
from spaces.models import Space
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory
from tests.factories.councils import MandateFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory
from tests.journeys.conftest import DESK, person, shows

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CATEGORIES = [("ثقافة", "culture"), ("رياضة", "green"), ("شؤون اجتماعية", "social")]
TITLE = "ورشات المسرح في أحياء المدينة"
LATE = "مشروع وصل متأخرا"
KEEP = "main form.stack button.button:not(.quiet)"


def drafted(space, by: User) -> Call:
    """Write the call: three categories of three places, two criteria, scored without names by two people."""
    call = actions.create(
        space, by=by, title_ar="دعوة لتقديم المشاريع", purpose_ar="ثقافة ورياضة وشؤون اجتماعية", envelope=400_000,
        ceiling=40_000, is_blind=True, evaluators_min=2, opens_at=now() - datetime.timedelta(hours=1),
        closes_at=now() + datetime.timedelta(days=3), results_on=localdate() + datetime.timedelta(days=20),
        least_years=1,
    )  # fmt: skip
    for name, theme in CATEGORIES:
        actions.save_category(call, by=by, name_ar=name, theme=theme, places=3)
    for name, weight in (("الأثر على الساكنة", 3), ("وضوح الميزانية", 2)):
        actions.save_criterion(call, by=by, name_ar=name, most=10, weight=weight)
    return call


def applies(one, call: Call) -> Application:
    """The representative writes and sends on her phone; a budget that does not add up is refused with all its words."""
    page, category = one.page, call.categories.first()
    one.go(f"calls/{call.pk}/")
    one.press("main a[href$='/apply/']")
    page.fill("input[name=title]", TITLE)
    one.press(KEEP)
    row = Application.objects.get(title=TITLE)
    one.is_at(f"calls/applications/{row.pk}/write/")
    page.check(f"input[name=category][value='{category.pk}']")
    for name in ("summary", "objectives", "calendar"):
        page.fill(f"textarea[name={name}]", "ورشات أسبوعية لشباب الأحياء")
    page.fill("input[name=audience]", "شباب الأحياء")
    page.fill("input[name=beneficiaries]", "120")
    one.press(KEEP)
    page.fill("input[name=label_1]", "مدرب المسرح")
    for name, value in (("cost_1", "30000"), ("asked_1", "25000"), ("own_1", "4000")):
        page.fill(f"input[name={name}]", value)
    one.press("main form.stack button.button:not(.quiet)")
    assert page.input_value("input[name=label_1]") == "مدرب المسرح"
    assert page.locator("main .notice-error").count() == 1
    page.fill("input[name=own_1]", "5000")
    one.press(KEEP)
    one.is_at(f"calls/applications/{row.pk}/documents/")
    one.go(f"calls/applications/{row.pk}/send/")
    one.press("main form.stack button.button.wide")
    one.is_at(f"calls/applications/{row.pk}/")
    row.refresh_from_db()
    assert (row.state, row.asked, row.own) == ("sent", 25_000, 5_000)
    return row


def the_others_apply(call: Call, space) -> list[Application]:
    """Ten other associations send theirs: with the first, four in culture, four in sport, three in social affairs."""
    categories = list(call.categories.all())
    rows = []
    for number in range(1, 11):
        association = AssociationFactory(seat=space.commune)
        draft = ApplicationFactory(
            call=call, association=association, category=categories[number % 3], title=f"مشروع الجمعية {number}"
        )
        rows.append(actions.send(draft, by=association.representative))
    return rows


def is_refused_late(one, call: Call, draft: Application) -> None:
    """One second too late: refused with the server's clock, and the draft is there with its words."""
    one.go(f"calls/applications/{draft.pk}/send/")
    Call.objects.filter(pk=call.pk).update(closes_at=now() - datetime.timedelta(seconds=1))
    one.press("main form.stack button.button.wide")
    assert one.page.locator("main .notice-error").count() == 1
    assert one.page.locator("main form.stack button.button.wide").count() == 0
    assert close_due() == 1
    one.go(f"calls/applications/{draft.pk}/write/")
    assert one.page.input_value("input[name=title]") == LATE
    assert Application.objects.get(pk=draft.pk).state == "draft"


def checks(one, call: Call, row: Application) -> None:
    """The facilitator looks at one file and finds it eligible; then all go to the evaluators."""
    here = f"calls/{call.pk}/"
    one.go(here)
    one.press("main a[href$='/moves/check/']")
    one.press(KEEP)
    one.go(f"{here}desk/")
    one.press(f"main a[href$='/applications/{row.pk}/']")
    one.press("main a[href$='/accept/']")
    one.press(KEEP)
    by = User.objects.get(email="facilitator@example.org")
    for other in call.applications.filter(state="sent"):
        actions.accept(other, by=by)
    one.go(f"{here}moves/score/")
    one.press(KEEP)
    call.refresh_from_db()
    assert call.state == "scoring"


def is_kept_away(one, call: Call, own: Application, other: Application) -> None:
    """An elected evaluator never sees the file of her own association: told why, by the article; she scores another."""
    page = one.page
    one.go(f"calls/{call.pk}/evaluation/")
    assert "113.14" in page.inner_text("main") or "113-14" in page.inner_text("main")
    assert page.locator(f"main a[href$='/evaluation/{own.number}/']").count() == 0
    assert not one.sees(str(other.association))  # scored without names
    shows("call-evaluation", page)
    response = page.request.get(f"{one.base}/ar/calls/{call.pk}/evaluation/{own.number}/")
    assert (response.status, own.title in response.text()) == (403, False)

    one.press(f"main a[href$='/evaluation/{other.number}/']")
    page.check("input[name=conflict][value=no]")
    one.press(KEEP)
    first, second = call.criteria.all()
    page.fill(f"input[name=c{first.pk}]", "11")
    page.fill(f"input[name=c{second.pk}]", "8")
    page.fill("textarea[name=comment]", "أثر واضح")
    one.press(KEEP)
    assert page.input_value(f"input[name=c{second.pk}]") == "8"  # outside the grid: refused, and all is kept
    page.fill(f"input[name=c{first.pk}]", "9")
    one.press(KEEP)
    one.is_at(f"calls/{call.pk}/evaluation/")
    assert Review.objects.filter(application=other, given_at__isnull=False).count() == 1


def the_others_score(call: Call, evaluators: list[User], elected: User, own: Application) -> None:
    """Each of the others is scored by two people at least; the last ones in their category a little less."""
    grid = list(call.criteria.all())
    for row, user in itertools.product(call.applications.filter(state="eligible"), [*evaluators, elected]):
        if (user == elected and row == own) or Review.objects.filter(evaluator__user=user, application=row).exists():
            continue
        actions.declare(row, by=user, has_conflict=False)
        points = max(1, 9 - row.number // 3)
        actions.give(row, by=user, marks={one.pk: points for one in grid}, comment="واضح")


def decides(one, call: Call) -> None:
    """Rank, give each project its reasons, publish the winners."""
    here, page = f"calls/{call.pk}/", one.page
    one.go(f"{here}moves/rank/")
    one.press(KEEP)
    one.go(f"{here}ranking/")
    shows("call-ranking", page)
    for field in page.locator("main textarea").all():
        field.fill("مشروع مفيد للساكنة")
    one.press("main form.stack button.button:not(.quiet)")
    one.go(f"{here}moves/award/")
    one.press(KEEP)
    one.is_at(here)


def test_nine_projects_win_and_a_conflict_of_interest_is_stopped(visitor, tiznit):
    space = Space.objects.select_related("commune").get(pk=tiznit.pk)
    council = Council.objects.get(territory=space.commune)
    by = User.objects.get(email="facilitator@example.org")
    call = drafted(space, by)
    elected = person("elected", staff=True, display_name="عائشة")
    MandateFactory(council=council, user=elected, role=Office.MEMBER, starts_on=localdate())
    evaluators = [UserFactory(), UserFactory()]
    for user in (elected, *evaluators):
        actions.name_evaluator(call, user, by=by)
    association = AssociationFactory(
        seat=space.commune, representative=person("khadija", display_name="خديجة"), name_ar="جمعية المسرح"
    )

    facilitator = visitor(size=DESK)
    facilitator.sign_in(by)
    facilitator.go(f"calls/{call.pk}/build/")
    facilitator.press("main a[href$='/moves/publish/']")
    facilitator.press(KEEP)
    everyone = visitor()
    everyone.go("spaces/tiznit/calls/")
    assert everyone.sees("دعوة لتقديم المشاريع")

    khadija = visitor()
    khadija.sign_in(association.representative)
    first = applies(khadija, call)
    rows = the_others_apply(call, space)
    AssociationMemberFactory(association=rows[0].association, user=elected, position="member")
    late = AssociationFactory(seat=space.commune, representative=association.representative)
    is_refused_late(khadija, call, ApplicationFactory(call=call, association=late, title=LATE))

    checks(facilitator, call, first)
    jury = visitor(size=DESK)
    jury.sign_in(elected)
    is_kept_away(jury, call, rows[0], first)
    the_others_score(call, evaluators, elected, rows[0])
    decides(facilitator, call)

    assert call.applications.filter(state="awarded").count() == 9
    everyone.go(f"calls/{call.pk}/")
    everyone.press("main a[href$='/results/']")
    assert everyone.page.locator("main ol.list > li.card").count() == 9
    assert everyone.page.evaluate("document.documentElement.scrollWidth") <= 390
    shows("call-results", everyone.page)
    left = call.applications.exclude(state__in=["awarded", "draft"])
    assert [everyone.sees(row.title) for row in left] == [False, False]
    everyone.press(f"main a:has-text('{first.title}')")
    assert everyone.sees("جمعية المسرح")
    khadija.go(f"calls/applications/{first.pk}/")
    assert khadija.sees("مشروع مفيد للساكنة")
