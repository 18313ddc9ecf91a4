"""An account that nobody uses is erased after three years, a month after its person was told; who comes back stays."""

import datetime

import pytest
import time_machine
from django.utils.timezone import now

from accounts.models import User
from core import retention
from core.models import Entry, Message
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TERM = 1095  # days


def night() -> int:
    """Run the job of one night, and return how many accounts were erased; nothing is left past its term."""
    done = retention.run(retention.jobs()["accounts.unused"], TERM)
    assert done.left == 0
    return done.forgotten


@pytest.fixture
def begun():
    return now()


def test_she_is_told_a_month_before_then_erased(begun):
    with time_machine.travel(begun):
        user = UserFactory(phone="+212612345678", email=None)
        UserFactory(phone=None, email=None)  # by a desk: another term
    with time_machine.travel(begun + (TERM - 31) * DAY):
        assert night() == 0
        assert not Message.objects.exists()
    with time_machine.travel(begun + (TERM - 29) * DAY):
        assert night() == 0
        assert Message.objects.get().to == user.phone
    with time_machine.travel(begun + (TERM - 1) * DAY):
        assert night() == 0  # a month was promised
    with time_machine.travel(begun + (TERM + 2) * DAY):
        assert night() == 1
        user.refresh_from_db()
        assert (user.phone, user.is_active, bool(user.erased_at)) == (None, False, True)
        assert Entry.objects.filter(action="erase").get().by.is_system
        assert User.objects.filter(erased_at=None, is_system=False).count() == 1
        assert Message.objects.count() == 1


def test_who_comes_back_keeps_it_and_who_holds_an_office_is_not_told(begun):
    with time_machine.travel(begun):
        back = UserFactory(email="back@example.org")
        MembershipFactory(role=Role.FACILITATOR)
    with time_machine.travel(begun + (TERM - 20) * DAY):
        night()
        assert Message.objects.get().to == "back@example.org"
        User.objects.filter(pk=back.pk).update(last_login=now() + DAY)
    with time_machine.travel(begun + (TERM + 100) * DAY):
        assert night() == 0
