"""A suspension is not escaped: not by leaving and coming back, not by another telephone; it ends when it was to end."""

import datetime

import pytest
import time_machine
from django.utils.timezone import now

from accounts import actions, contacts
from accounts.models import Barring, User
from core import retention
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
OLD, NEW = "+212612345678", "+212698765432"


@pytest.fixture
def admin():
    return UserFactory(is_staff=True)


@pytest.fixture
def suspended(admin):
    fatima = UserFactory(phone=OLD, phone_verified=True)
    actions.suspend(fatima, until=now() + 3 * DAY, reason="Insultes", by=admin)
    return User.objects.get(pk=fatima.pk)


def comes_back(phone: str) -> User:
    commune = TerritoryFactory()
    return actions.sign_up(contacts.phone(phone), display_name="Autre", commune=commune, language="fr")


def test_who_erases_her_account_and_comes_back_is_suspended_until_the_same_end(suspended):
    until = suspended.suspended_until
    actions.erase(suspended, by=suspended)
    row = Barring.objects.get()
    assert row.user is None
    assert OLD[-9:].encode() not in bytes(row.key)
    again = comes_back(OLD)
    assert again.suspended_until == until
    assert again.is_suspended
    assert again.suspensions.get().reason
    assert not comes_back(NEW).is_suspended


def test_another_telephone_does_not_let_her_begin_anew_with_either(suspended):
    actions.change_contact(suspended, contacts.phone(NEW), by=suspended)
    assert comes_back(OLD).is_suspended
    suspended.refresh_from_db()
    actions.erase(suspended, by=suspended)
    assert comes_back(NEW).is_suspended


def test_it_ends_on_its_day_and_nothing_is_kept_then(suspended):
    actions.erase(suspended, by=suspended)
    with time_machine.travel(now() + 4 * DAY):
        assert not comes_back(OLD).is_suspended
        assert {one.key: one.forgotten for one in retention.run_all()}["accounts.barrings"] == 1
        assert not Barring.objects.exists()


def test_lifted_it_is_forgotten_at_once(suspended, admin):
    actions.lift(suspended, by=admin)
    assert not Barring.objects.exists()
    suspended.refresh_from_db()
    actions.erase(suspended, by=suspended)
    assert not comes_back(OLD).is_suspended
