"""A council in the shape of OParl 1.1, walked by a client that knows the standard alone."""

import datetime

import pytest
import time_machine
from django.utils.timezone import now

from councils.enums import Role
from councils.models import Mandate
from deliberations.enums import ItemState
from tests.factories.accounts import UserFactory
from tests.factories.councils import CommitteeFactory, CouncilFactory, MandateFactory, ReferralFactory
from tests.factories.deliberations import AgendaItemFactory, DecisionFactory, SessionFactory, SittingFactory
from tests.opendata.oparl_checks import LISTS, Walker, checked

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return CouncilFactory(territory__slug="tiznit", territory__name_ar="تيزنيت", territory__name_fr="Tiznit")


@pytest.fixture
def walker(client, council):
    CouncilFactory()
    return Walker(client, "/oparl/v1.1/system")


def test_a_client_walks_from_the_system_to_a_decision_and_back(walker, council):
    works = CommitteeFactory(council=council)
    MandateFactory(
        council=council,
        role=Role.CHAIR,
        committee=works,
        user=UserFactory(display_name="accountname"),
        name_ar="عائشة",
        name_fr="Aïcha",
    )
    session = SessionFactory(council=council, sitting=True)
    SittingFactory(session=session, held=True)
    item = AgendaItemFactory(session=session, state=ItemState.DELIBERATED, number=1)
    decision = DecisionFactory(published=True, deliberation__item=item)
    DecisionFactory(deliberation__item=AgendaItemFactory(session=session, state=ItemState.DELIBERATED, number=2))
    body = walker.body("تيزنيت")
    lists = {name: walker.listed(body[name]) for name in LISTS}
    assert {name: len(rows) for name, rows in lists.items()} == {
        "organization": 2, "person": 2, "meeting": 1, "paper": 1, "agendaItem": 2, "membership": 3, "consultation": 1,
    }  # fmt: skip
    for rows in lists.values():
        for one in rows:
            assert checked(walker.ask(one["id"])) == one  # every identifier leads to the object itself
    paper = lists["paper"][0]
    assert (paper["reference"], paper["agraw:textFr"]) == (decision.reference, decision.text_fr)
    point = walker.ask(paper["consultation"][0]["agendaItem"])
    meeting = walker.ask(point["meeting"])
    assert [one["id"] for one in meeting["agendaItem"]] == [one["id"] for one in lists["agendaItem"]]
    assert point["result"] == "adopted"
    assert walker.ask(meeting["organization"][0])["classification"] == "Parlament"
    assert "accountname" not in str(lists)


def test_what_is_gone_stays_as_gone_for_whoever_asks_what_changed(client, walker, council):
    session = SessionFactory(council=council, convened=True)
    kept = AgendaItemFactory(session=session, title_ar="نقطة")
    AgendaItemFactory(session=session, title_ar="مقترح", state=ItemState.PROPOSED)
    gone = AgendaItemFactory(session=session, title_ar="مسحوبة", state=ItemState.WITHDRAWN)
    hidden = AgendaItemFactory(
        session=session, title_ar="مخفية", referral=ReferralFactory(council=council, is_shown=False)
    )
    address = walker.body("تيزنيت")["agendaItem"]
    assert [one["name"] for one in walker.listed(address)] == [kept.title_ar]
    found = walker.listed(f"{address}?modified_since=2000-01-01T00:00:00Z")
    assert [one.get("deleted", False) for one in found] == [False, True, True]
    assert checked(walker.ask(found[1]["id"]))["deleted"] is True
    assert not {"مسحوبة", "مخفية", "مقترح"} & {one.get("name") for one in found}
    assert {int(one["id"].rpartition("/")[2]) for one in found} == {kept.pk, gone.pk, hidden.pk}


def test_lists_are_filtered_by_time_and_come_in_pages(client, walker, council, monkeypatch):
    monkeypatch.setattr("opendata.oparl.shape.A_PAGE", 2)
    start = now()
    for number in range(3):
        with time_machine.travel(start + datetime.timedelta(days=number), tick=False):
            CommitteeFactory(council=council)
    address = walker.body("تيزنيت")["organization"]
    assert len(walker.listed(address)) == 4
    page = walker.ask(f"{address}?page=2")
    assert page["pagination"] == {"totalElements": 4, "elementsPerPage": 2, "currentPage": 2, "totalPages": 2}
    assert set(page["links"]) == {"first", "prev", "self", "last"}
    later = (start + datetime.timedelta(days=1)).isoformat()
    found = client.get("/oparl/v1.1/bodies/tiznit/organization", {"modified_since": later}).json()
    assert found["pagination"]["totalElements"] == 2
    found = client.get("/oparl/v1.1/bodies/tiznit/organization", {"modified_until": start.isoformat()}).json()
    assert found["pagination"]["totalElements"] == 2
    for wrong in (
        {"page": "0"},
        {"page": "9"},
        {"page": "x"},
        {"modified_since": "2026-01-01"},
        {"created_since": "x"},
    ):
        assert client.get("/oparl/v1.1/bodies/tiznit/organization", wrong).status_code == 400, wrong


def test_what_there_is_not_is_nothing(client, council):
    MandateFactory(council=council, role=Role.OFFICER, ended=True)
    staff_once = Mandate.objects.get().pk
    for path in (
        "body/nowhere", "bodies/nowhere/paper", "bodies/tiznit/unknown", "person/9999", f"person/{staff_once}",
        f"membership/{staff_once}", "paper/1", "meeting/x", "organization/committee-99", "organization/1", "system/x",
        f"person/{'9' * 16}", "consultation/7",
    ):  # fmt: skip
        assert client.get(f"/oparl/v1.1/{path}").status_code == 404, path


@pytest.mark.parametrize(("kind", "queries"), [("meeting", 4), ("agendaitem", 2), ("paper", 2), ("person", 2)])
def test_lists_cost_as_many_queries_however_long_they_are(client, council, django_assert_num_queries, kind, queries):
    for number in (1, 3):
        session = SessionFactory(council=council, sitting=True)
        SittingFactory(session=session, held=True)
        item = AgendaItemFactory(
            session=session, state=ItemState.DELIBERATED, number=1, referral=ReferralFactory(council=council)
        )
        signed = MandateFactory(council=council, role=Role.MEMBER)
        DecisionFactory(published=True, deliberation__item=item, signed_by=signed, number=number)
        with django_assert_num_queries(queries):
            assert client.get(f"/oparl/v1.1/bodies/tiznit/{kind}").json()["pagination"]["totalElements"]
