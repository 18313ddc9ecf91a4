"""During an election period elected people say nothing in discussions; everyone else goes on, and readers are told."""

import datetime

import pytest
from django.utils.timezone import localdate
from django.utils.translation import override

from core.workflow import Refused
from councils.enums import ELECTED, STAFF
from debates import actions
from debates.enums import Channel
from debates.models import Contribution
from tests.debates.people import person
from tests.factories.accounts import UserFactory
from tests.factories.councils import ElectionPeriodFactory, MandateFactory
from tests.factories.debates import ThreadFactory

pytestmark = pytest.mark.django_db
TEXT = "الماء لا يصل إلى الدوار."


@pytest.mark.parametrize("role", sorted(ELECTED))
def test_elected_people_are_held_with_the_reason(role):
    thread, user = ThreadFactory(), MandateFactory(role=role).user
    ElectionPeriodFactory()
    with override("fr"), pytest.raises(Refused) as refusal:
        actions.contribute(thread, by=user, text=TEXT)
    assert refusal.value.code == "election_period"
    assert "La campagne électorale est en cours" in str(refusal.value)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("role", sorted(STAFF))
def test_officers_and_inhabitants_go_on(role):
    thread = ThreadFactory()
    ElectionPeriodFactory()
    for user in (MandateFactory(role=role).user, UserFactory()):
        assert actions.contribute(thread, by=user, text=TEXT).pk


def test_who_was_elected_until_yesterday_goes_on():
    ElectionPeriodFactory()
    assert actions.contribute(ThreadFactory(), by=MandateFactory(president=True, ended=True).user, text=TEXT).pk


@pytest.mark.parametrize("days", [(-5, -1), (1, 5)])
def test_outside_the_period_elected_people_speak(days):
    first, last = (localdate() + datetime.timedelta(days=number) for number in days)
    ElectionPeriodFactory(starts_on=first, ends_on=last)
    assert actions.contribute(ThreadFactory(), by=MandateFactory(president=True).user, text=TEXT).pk


def test_what_the_hall_says_is_typed_in_by_whoever_facilitates():
    thread = ThreadFactory()
    by = person("facilitator", thread.space)
    MandateFactory(user=by, president=True)
    ElectionPeriodFactory()
    row = actions.contribute(thread, by=by, text=TEXT, channel=Channel.HALL, said_by="Fatima")
    assert row.said_by == "Fatima"


@pytest.mark.parametrize("runs", [False, True])
@pytest.mark.parametrize("is_elected", [False, True])
def test_page_tells_everyone_and_offers_the_elected_no_form(client, runs, is_elected):
    thread = ThreadFactory()
    user = MandateFactory(president=True).user if is_elected else UserFactory()
    if runs:
        ElectionPeriodFactory()
    address = f"/fr/threads/{thread.pk}/"
    assert ("La campagne électorale est en cours" in client.get(address).content.decode()) is runs
    client.force_login(user)
    html = client.get(address).content.decode()
    assert ("La campagne électorale est en cours" in html) is runs
    assert ("data-contribute" in html) is not (runs and is_elected)


@pytest.mark.parametrize("door", ["page", "api"])
def test_doors_say_why_and_keep_the_words(client, door):
    thread = ThreadFactory()
    client.force_login(MandateFactory(president=True).user)
    ElectionPeriodFactory()
    if door == "page":
        response = client.post(f"/fr/threads/{thread.pk}/contribute/", {"text": TEXT})
        assert TEXT in response.content.decode()
    else:
        response = client.post(
            f"/api/v1/threads/{thread.pk}/contributions/", {"text": TEXT}, content_type="application/json",
            headers={"Accept-Language": "fr"},
        )  # fmt: skip
    assert response.status_code in {409, 422}
    assert "campagne électorale" in response.content.decode()
    assert not Contribution.objects.exists()
