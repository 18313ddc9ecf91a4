"""Needs by Open311, asked for and posted by a client that knows the standard and nothing of Agraw."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from accounts import actions as people
from accounts.enums import Scope, Trust
from needs.models import Need, Photo
from tests.factories.accounts import UserFactory
from tests.factories.councils import AnswerFactory, CouncilFactory
from tests.factories.needs import NeedFactory
from tests.factories.spaces import SpaceFactory
from tests.needs.files import image
from tests.opendata.georeport import GeoReport, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unhurried():
    cache.clear()


@pytest.fixture
def space():
    return SpaceFactory(commune__slug="tiznit", commune__name_fr="Tiznit")


@pytest.fixture
def key():
    """A person's key that may post needs; `.owner` is hers."""
    owner = UserFactory()
    return people.make_token(owner, name="program", scopes=[Scope.READ, Scope.NEEDS], by=owner)[1]


@pytest.fixture(params=["json", "xml"])
def city(request, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    found = client.get(f"/open311/discovery.{request.param}")
    assert "/open311/v2<" in found.content.decode() or found.json()["endpoints"][0]["url"].endswith("/open311/v2")
    return GeoReport(client, "/open311/v2", request.param)


def test_a_client_finds_the_services_posts_a_need_and_follows_it(city, space, key):
    codes = [one["service_code"] for one in city.services()]
    assert "water" in codes
    attributes = {one["code"]: one for one in city.definition("water")["attributes"]}
    assert "women" in {one["key"] for one in attributes["beneficiary"]["values"]}
    sent = {
        "api_key": key, "jurisdiction_id": "tiznit", "service_code": "water", "lat": "29.7", "long": "-9.2",
        "address_string": "دوار المثال", "description": "لا ماء منذ أسبوع & <b>\n\nكل الدوار", "email": "a@example.org",
        "first_name": "Requester", "attribute[beneficiary]": "women", "media_url": "http://127.0.0.1/x.jpg",
    }  # fmt: skip
    posted = city.post(**sent)
    number = posted["service_request_id"]
    assert "media_url" in posted["service_notice"]
    assert city.post(**sent)["service_request_id"] == number  # no answer was heard: sent again, it is one need
    need = Need.objects.get()
    assert (need.title, need.beneficiary, need.place) == ("لا ماء منذ أسبوع & <b>", "women", "دوار المثال")
    assert need.supports.count() == 1
    found = city.request(city.token(number))
    assert found["status"] == "open"
    assert found["description"].startswith("لا ماء منذ أسبوع & <b>")
    assert (float(found["lat"]), float(found["long"])) == (29.7, -9.2)
    assert [one["service_request_id"] for one in city.requests(jurisdiction_id="tiznit")] == [number]
    whole = city.web.get(f"/open311/v2/requests.{city.kind}").content.decode()
    assert "Requester" not in whole
    assert "example.org" not in whole
    assert need.author.display_name not in whole


def test_what_cannot_be_posted_is_said_in_the_form_of_the_standard(city, space, key):
    reader = people.make_token(owner := UserFactory(), name="r", scopes=[Scope.READ], by=owner)[1]
    good = {"api_key": key, "jurisdiction_id": "tiznit", "service_code": "water", "description": "ماء",
            "address_string": "الدوار"}  # fmt: skip
    for status, wrong in (
        (403, {"api_key": ""}), (403, {"api_key": "agraw_wrong"}), (403, {"api_key": reader}),
        (404, {"jurisdiction_id": "nowhere"}), (404, {"service_code": "potholes"}), (400, {"service_code": ""}),
        (400, {"description": " "}), (400, {"address_string": ""}), (400, {"lat": "x", "long": "1"}),
        (400, {"lat": "95", "long": "1"}), (400, {"lat": "nan", "long": "nan"}), (400, {"lat": "33.6", "long": "-7.6"}),
        (400, {"jurisdiction_id": ""}), (400, {"attribute[beneficiary]": "martians"}),
        (400, {"attribute[title]": "ا" * 200}),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            city.post(**good | wrong)
        assert refused.value.status == status, wrong
    assert not Need.objects.exists()
    # A point says in which commune it is; a key in the address is no key.
    assert city.post(**good | {"jurisdiction_id": "", "lat": "29.7", "long": "-9.2"})
    response = city.web.post(f"/open311/v2/requests.{city.kind}?api_key={key}", good | {"api_key": ""})
    assert response.status_code == 403


def test_a_person_whose_contact_is_not_confirmed_posts_nothing(city, space, key):
    owner = UserFactory()
    mine = people.make_token(owner, name="p", scopes=[Scope.NEEDS], by=owner)[1]
    type(owner).objects.filter(pk=owner.pk).update(trust=Trust.DECLARED, phone_verified=False)
    with pytest.raises(Refusal) as refused:
        city.post(api_key=mine, jurisdiction_id="tiznit", service_code="water", description="ماء", address_string="حي")
    assert refused.value.status == 403


def test_a_photo_is_sent_as_a_file_and_shown_by_its_address(client, space, key):
    response = client.post("/open311/v2/requests.json", {
        "api_key": key, "jurisdiction_id": "tiznit", "service_code": "roads", "description": "حفرة",
        "address_string": "الحي", "lat": SimpleUploadedFile("lat", b"no word"),
        "media": SimpleUploadedFile("p.jpg", image().getvalue(), "image/jpeg"),
    })  # fmt: skip
    assert response.status_code == 201, response.content
    number = response.json()[0]["service_request_id"]
    (told,) = client.get(f"/open311/v2/requests/{number}.json").json()
    assert told["media_url"].endswith(f"/needs/photos/{Photo.objects.get().pk}/")


def test_requests_are_chosen_by_number_service_state_and_date(city, space):
    moment = now()
    with time_machine.travel(moment - datetime.timedelta(days=100), tick=False):
        old = NeedFactory(space=space, theme="roads")
    done = NeedFactory(space=space, theme="water", state="confirmed", referral=AnswerFactory(published=True).referral)
    said = NeedFactory(space=space, theme="roads", state="said_done", referral=AnswerFactory(published=True).referral)
    merged = NeedFactory(space=space, theme="roads", merged_into=said)
    NeedFactory(space=space, visibility="hidden")
    elsewhere = NeedFactory(theme="water")

    def numbers(**asked):
        return {int(one["service_request_id"]) for one in city.requests(**asked)}

    assert numbers() == {done.pk, said.pk, elsewhere.pk}
    assert numbers(jurisdiction_id="tiznit") == {done.pk, said.pk}
    assert numbers(service_code="water,lighting") == {done.pk, elsewhere.pk}
    assert numbers(status="closed") == {done.pk}
    assert numbers(status="open,closed", service_code="roads") == {said.pk}
    assert numbers(service_request_id=f"{old.pk},{merged.pk},999999,x", status="closed") == {old.pk, merged.pk}
    start = (moment - datetime.timedelta(days=101)).isoformat(timespec="seconds")
    assert numbers(start_date=start) == {old.pk}
    assert numbers(end_date=(moment - datetime.timedelta(days=90)).date().isoformat()) == {old.pk}
    assert numbers(page_size=2) | numbers(page_size=2, page=2) == {done.pk, said.pk, elsewhere.pk}
    assert len(numbers(page_size=2)) == 2
    assert city.request(merged.pk)["status"] == "closed"
    for wrong in (
        {"status": "new"}, {"start_date": "yesterday"}, {"page": "0"}, {"page_size": "1001"}, {"page": "٣"},
        {"start_date": start, "end_date": moment.isoformat()}, {"end_date": start, "start_date": moment.isoformat()},
        {"service_request_id": ",".join(["1"] * 101)},
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            city.requests(**wrong)
        assert refused.value.status == 400
    for wrong in ({"jurisdiction_id": "nowhere"}, {"service_code": "potholes"}):
        with pytest.raises(Refusal) as refused:
            city.requests(**wrong)
        assert refused.value.status == 404
    for path in ("requests/999999", "services/potholes", "tokens/999999"):
        with pytest.raises(Refusal) as refused:
            city._ask(path)
        assert refused.value.status == 404


def test_requests_cost_as_many_queries_however_many_there_are(client, space, django_assert_num_queries):
    CouncilFactory(territory=space.commune)
    for _more in (1, 3):
        NeedFactory(space=space)
        with django_assert_num_queries(1):
            assert client.get("/open311/v2/requests.json").status_code == 200


def test_a_format_that_there_is_not_is_nothing(client):
    assert client.get("/open311/v2/services.yaml").status_code == 404
    assert client.get("/open311/v2/services.json", headers={"Origin": "https://x.test"}).headers[
        "Access-Control-Allow-Origin"
    ] == "*"  # fmt: skip
