"""What an operator enters: who entered it is known, and nothing of a signer is there to read."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from petitions.models import ListRequirement, OnlineAcceptance, Processing
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.petitions import PetitionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    root = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(root)
    return root


def add(client, name, **values):
    return client.post(reverse(f"admin:petitions_{name}_add"), values)


def test_papers_are_entered_by_whoever_is_signed_in(client, root):
    council = CouncilFactory()
    day = localdate().isoformat()
    add(client, "processing", number="A-1/2026", granted_on=day, keep_days="90")
    add(client, "onlineacceptance", council=council.pk, reference="12", accepted_on=day)
    add(client, "listrequirement", council=council.pk, reference="13")

    for model in (Processing, OnlineAcceptance, ListRequirement):
        assert model.objects.get().entered_by == root
        assert client.get(reverse(f"admin:petitions_{model._meta.model_name}_changelist")).status_code == 200


def test_an_authorisation_does_not_end_before_it_begins(client, root):
    response = add(client, "processing", number="1", granted_on="2026-01-02", ends_on="2026-01-01", keep_days="90")

    assert response.status_code == 200
    assert not Processing.objects.exists()


def test_an_authorisation_is_ended_and_never_deleted(client, root):
    row = Processing.objects.create(number="1", granted_on="2026-01-01", entered_by=UserFactory())
    page = reverse("admin:petitions_processing_change", args=[row.pk])
    client.post(page, {"number": "1", "granted_on": "2026-01-01", "ends_on": "2026-02-01", "keep_days": "90"})

    row.refresh_from_db()
    assert row.ends_on is not None
    assert row.entered_by != root
    assert client.post(reverse("admin:petitions_processing_delete", args=[row.pk])).status_code == 403


def test_petitions_are_looked_at_and_signatures_are_not_there(client, root):
    petition = PetitionFactory(collecting=True)

    assert client.get(reverse("admin:petitions_petition_change", args=[petition.pk])).status_code == 200
    assert client.post(reverse("admin:petitions_petition_change", args=[petition.pk]), {}).status_code == 403
    assert "petitions/signature" not in client.get(reverse("admin:index")).text
