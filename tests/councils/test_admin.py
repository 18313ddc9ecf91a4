"""The administration: councils are set up here; what was put before them is read only."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.councils import AnswerTemplateFactory, MandateFactory, ReferralFactory


@pytest.fixture
def root(db, client, settings):
    settings.SECOND_FACTOR_ENFORCED = False
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("name", ["council", "mandate", "referral", "answertemplate"])
def test_lists_open(root, name):
    ReferralFactory()
    MandateFactory()
    AnswerTemplateFactory()
    assert root.get(f"/fr/admin/councils/{name}/").status_code == 200


def test_council_opens_with_its_committees(root, team):
    assert root.get(f"/fr/admin/councils/council/{team.council.pk}/change/").status_code == 200


@pytest.mark.parametrize(("today", "count"), [("yes", 1), ("no", 1)])
def test_mandates_are_found_by_whether_they_hold(root, today, count):
    MandateFactory()
    MandateFactory(ended=True)
    response = root.get(f"/fr/admin/councils/mandate/?today={today}")
    assert response.context["cl"].result_count == count


@pytest.mark.parametrize("page", ["change", "delete"])
def test_matter_is_not_changed_here(root, page):
    referral = ReferralFactory()
    address = f"/fr/admin/councils/referral/{referral.pk}/{page}/"
    assert root.post(address, {"state": "answered"}).status_code == 403


def test_mandate_is_not_deleted(root):
    assert root.post(f"/fr/admin/councils/mandate/{MandateFactory().pk}/delete/", {"post": "yes"}).status_code == 403
