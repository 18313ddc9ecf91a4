"""The administration opens as the tables of `tests/matrix` say, to superusers alone. Pages: `tests.test_doors`."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from tests import matrix
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_administration_offers_what_the_table_says():
    request = RequestFactory().get("/")
    request.user = UserFactory(is_staff=True, is_superuser=True)
    for model, model_admin in admin.site._registry.items():
        about = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for verb in ("VIEW", "ADD", "CHANGE", "DELETE"):
            allowed = matrix.rows()[about, "*", verb].who(is_hidden=False)
            assert allowed <= {"superuser"}
            may = getattr(model_admin, f"has_{verb.lower()}_permission")(request)
            assert may == bool(allowed), f"{about} {verb}"


def test_staff_without_a_right_sees_nothing_in_the_administration(client):
    """The rules of one object answer for no object at all, too: none of them lets somebody into a whole list."""
    staff = User.objects.create_user("staff@example.org", is_staff=True)
    client.force_login(staff)
    for model in admin.site._registry:
        about = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for page in ("changelist", "add"):
            path = reverse(f"{about}_{page}")
            assert client.get(path).status_code in {302, 403, 404}, path
