"""Councils and their people as Popolo."""

import datetime

import pytest
from django.utils.timezone import localdate

from councils.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.councils import CommitteeFactory, CouncilFactory, MandateFactory
from tests.opendata.popolo_schemas import wrongs

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.date(2015, 10, 1)


@pytest.fixture
def council():
    return CouncilFactory(territory__slug="tiznit", territory__code="09.581.01.07", territory__name_fr="Tiznit")


def test_a_council_is_valid_popolo_with_each_person_once(client, council):
    works = CommitteeFactory(council=council)
    user = UserFactory(display_name="accountname")
    aicha = {"council": council, "user": user, "name_fr": "Aïcha", "name_ar": "عائشة"}
    MandateFactory(**aicha, role=Role.MEMBER, starts_on=LONG_AGO, ends_on=datetime.date(2021, 9, 30))
    MandateFactory(**aicha, role=Role.PRESIDENT)
    MandateFactory(council=council, user=None, name_fr="Brahim", name_ar="ابراهيم", role=Role.CHAIR, committee=works)
    MandateFactory(council=council, name_fr="Aïcha", name_ar="عائشة", role=Role.MEMBER)  # another account: a namesake
    MandateFactory(council=council, name_fr="Clerk", role=Role.OFFICER, delegation="Bureau d’ordre")
    MandateFactory(council=council, name_fr="Gone", role=Role.OFFICER, ended=True)
    MandateFactory(council=council, name_fr="Coming", role=Role.MEMBER, starts_on=localdate() + datetime.timedelta(9))
    response = client.get("/popolo/councils/tiznit.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    found = response.json()
    assert wrongs(found) == []
    assert [one["name"] for one in found["persons"]] == ["Aïcha", "Brahim", "Aïcha", "Clerk"]
    aicha = found["persons"][0]
    held = [one for one in found["memberships"] if one["person_id"] == aicha["id"]]
    assert [(one["role"], one["end_date"]) for one in held] == [("member", "2021-09-30"), ("president", None)]
    assert aicha["id"].startswith("ocd-person/")
    (committee,) = [one for one in found["organizations"] if one["classification"] == "committee"]
    assert [one["role"] for one in found["memberships"] if one["organization_id"] == committee["id"]] == ["chair"]
    area = found["areas"][0]
    assert area["id"] == "ocd-division/country:ma/region:09/province:581/commune:01.07"
    assert found["areas"][1]["id"] == area["parent_id"]
    assert "accountname" not in response.content.decode()
    assert user.phone not in response.content.decode()
    assert client.get("/popolo/councils/tiznit.json").json() == found  # the same identifiers each time


def test_every_council_is_an_organization(client, council, django_assert_num_queries):
    CouncilFactory()
    for _more in (1, 3):
        CouncilFactory()
        with django_assert_num_queries(1):
            found = client.get("/popolo/councils.json").json()
    assert wrongs(found) == []
    assert client.get("/popolo/councils/nowhere.json").status_code == 404


def test_a_council_costs_as_many_queries_however_many_sit_in_it(client, council, django_assert_num_queries):
    for _more in (1, 3):
        MandateFactory(council=council, role=Role.MEMBER, committee=CommitteeFactory(council=council))
        with django_assert_num_queries(3):
            client.get("/popolo/councils/tiznit.json")


@pytest.mark.parametrize(("field", "value"), [("start_date", "1 October 2015"), ("person_id", "nobody"), ("x", "y")])
def test_the_check_would_see_what_is_wrong(client, council, field, value):
    MandateFactory(council=council, role=Role.MEMBER)
    found = client.get("/popolo/councils/tiznit.json").json()
    found["memberships"][0][field] = value
    assert wrongs(found)
