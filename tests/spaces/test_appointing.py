"""Giving a role to a person, found by her contact."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts import actions as people
from accounts import contacts
from accounts.actions import vouching
from core.workflow import Refused
from spaces import actions
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.spaces.conftest import someone
from tests.spaces.test_views import NASTY, address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ENFORCED = False


def test_a_role_is_given_by_contact(client, space, facilitator, coordinator):
    user = UserFactory(phone="+212612345678")
    client.force_login(facilitator)
    url = address("appoint", space.commune.slug)
    assert client.post(url, {"contact": "06 12-34-56-78", "role": "desk"}).status_code == 302
    assert user.memberships.get().role == Role.DESK
    assert client.post(url, {"contact": "0612345678", "role": "facilitator"}).status_code == 422
    client.force_login(coordinator)
    assert client.post(url, {"contact": "+212 612 345 678", "role": "facilitator"}).status_code == 302
    assert user.memberships.current().count() == 2


@pytest.mark.parametrize("contact", ["", "0699999999", "nobody@example.com", NASTY, "ا" * 200_000, "123"])
def test_an_unknown_contact_is_answered_in_words(client, space, facilitator, contact):
    client.force_login(facilitator)
    page = client.post(address("appoint", space.commune.slug), {"contact": contact, "role": "desk"})
    assert page.status_code == 422
    assert b'role="alert"' in page.content
    assert b"<script>alert" not in page.content


def test_looking_for_people_to_give_them_a_role_is_counted(client, space, facilitator, monkeypatch):
    """As at the vouching desk, and with it: whoever acts for a space does not learn who has an account."""
    monkeypatch.setattr(vouching, "LOOKS_AN_HOUR", 2)
    user = UserFactory(phone="+212612345678", display_name="أم ريم")
    client.force_login(facilitator)
    url = address("appoint", space.commune.slug, language="en")
    for contact in ("0699999999", "0612345678x", "nobody@example.com"):
        assert client.post(url, {"contact": contact, "role": "desk"}).status_code == 422
    page = client.post(url, {"contact": "0612345678", "role": "desk"})
    assert page.status_code == 422
    assert "2 people within an hour" in page.content.decode()
    assert not user.memberships.exists()
    with pytest.raises(Refused, match="within an hour"):
        people.look_for(contacts.parse("0612345678"), by=facilitator)


@pytest.mark.parametrize("fields", [{"phone_verified": False}, {"is_active": False}])
def test_no_role_is_given_to_an_account_that_is_told_as_none(client, space, facilitator, fields):
    UserFactory(phone="+212612345678", **fields)
    client.force_login(facilitator)
    page = client.post(address("appoint", space.commune.slug), {"contact": "0612345678", "role": "desk"})
    assert page.status_code == 422
    assert space.memberships.filter(role=Role.DESK).count() == 0


@pytest.mark.parametrize("who", ["citizen", "member", "moderator", "desk", "facilitator_elsewhere"])
def test_nobody_is_looked_for_without_the_right_to_give_a_role(space, who):
    UserFactory(phone="+212612345678")
    user = someone(who, space)
    with pytest.raises(PermissionDenied):
        actions.find_to_appoint(space, contacts.parse("0612345678"), by=user)
