"""The administration looks at debates and changes nothing."""

import pytest
from django.contrib import admin
from django.urls import reverse

from debates import models
from tests.factories.accounts import UserFactory
from tests.factories.debates import (
    AgendaPointFactory,
    ContributionFactory,
    DebateFactory,
    PointFactory,
    PollFactory,
    SittingFactory,
    ThreadFactory,
)

pytestmark = pytest.mark.django_db
SHOWN = [
    ThreadFactory,
    ContributionFactory,
    DebateFactory,
    SittingFactory,
    PollFactory,
    AgendaPointFactory,
    PointFactory,
]
COUNTED = [models.Interest, models.Attendance, models.Reaction, models.PollVote, models.FloorRequest]


@pytest.fixture
def root(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("make", SHOWN)
def test_each_thing_is_looked_at_and_never_changed(root, make):
    row = make()
    name = f"admin:debates_{row._meta.model_name}"
    assert root.get(reverse(f"{name}_changelist")).status_code == 200
    assert root.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    assert root.post(reverse(f"{name}_change", args=[row.pk]), {"title": "x"}).status_code == 403
    assert root.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert root.get(reverse(f"{name}_add")).status_code == 403


@pytest.mark.parametrize("model", COUNTED)
def test_what_is_counted_is_listed_nowhere(model):
    assert not admin.site.is_registered(model)
