"""Election periods: what is owed goes on, the council's own reports wait, readers are told why."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import override

from core.workflow import Refused
from councils import actions
from councils.models import Answer, ElectionPeriod
from tests.councils.conftest import TEXT, draft, receive
from tests.factories.accounts import UserFactory
from tests.factories.councils import ElectionPeriodFactory

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(("first", "last", "runs"), [(-1, 1, True), (0, 0, True), (-3, -1, False), (1, 3, False)])
def test_both_days_belong_to_it(db, first, last, runs):
    today = localdate()
    period = ElectionPeriodFactory(starts_on=today + first * DAY, ends_on=today + last * DAY)
    assert ElectionPeriod.objects.running() == (period if runs else None)


def test_it_ends_after_it_begins(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        ElectionPeriodFactory(starts_on=localdate(), ends_on=localdate() - DAY)


def test_report_of_progress_waits_an_answer_does_not(team):
    ElectionPeriodFactory()
    referral = receive(team)
    draft(referral, team.officer)
    actions.publish(referral, by=team.president)
    with override("fr"), pytest.raises(Refused) as refusal:
        actions.report_progress(referral, by=team.president, verdict="done", text=TEXT)
    assert refusal.value.code == "election_period"
    assert "La campagne électorale est en cours" in str(refusal.value)
    assert Answer.objects.count() == 1


def test_report_after_it_is_published(team):
    ElectionPeriodFactory(starts_on=localdate() - 9 * DAY, ends_on=localdate() - DAY)
    referral = receive(team)
    draft(referral, team.officer)
    actions.publish(referral, by=team.president)
    assert actions.report_progress(referral, by=team.president, verdict="done", text=TEXT).is_report


def test_page_of_the_report_keeps_what_was_typed(team, client):
    referral = receive(team)
    draft(referral, team.officer)
    actions.publish(referral, by=team.president)
    ElectionPeriodFactory()
    client.force_login(team.president)
    response = client.post(f"/fr/referrals/{referral.pk}/moves/report/", {"verdict": "done", "text": TEXT})
    html = response.content.decode()
    assert response.status_code == 409
    assert "La campagne électorale est en cours" in html
    assert TEXT in html


@pytest.mark.parametrize("runs", [False, True])
def test_readers_of_a_council_are_told(team, client, runs):
    if runs:
        ElectionPeriodFactory()
    html = client.get(f"/fr/councils/{team.council.territory.slug}/").content.decode()
    assert ("La campagne électorale est en cours" in html) is runs


# --- the administration ---
@pytest.fixture
def root(db, client, settings):
    settings.SECOND_FACTOR_ENFORCED = False
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_operator_enters_it(root):
    fields = {
        "starts_on": "2027-09-01", "ends_on": "2027-09-08", "reason_ar": "انتخابات.", "reason_fr": "Élections.",
        "citation": "59-11",
    }  # fmt: skip
    assert root.post("/fr/admin/councils/electionperiod/add/", fields).status_code == 302
    assert ElectionPeriod.objects.get().ends_on == datetime.date(2027, 9, 8)
    assert root.get("/fr/admin/councils/electionperiod/").status_code == 200


@pytest.mark.parametrize(("starts", "status", "left"), [(-1, 403, 1), (5, 302, 0)])
def test_period_that_has_begun_is_not_deleted(root, starts, status, left):
    period = ElectionPeriodFactory(starts_on=localdate() + starts * DAY, ends_on=localdate() + 9 * DAY)
    address = f"/fr/admin/councils/electionperiod/{period.pk}/delete/"
    assert root.post(address, {"post": "yes"}).status_code == status
    assert ElectionPeriod.objects.count() == left
