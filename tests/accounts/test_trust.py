"""Trust levels: which act needs which, who may raise them."""

from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts import actions, contacts, rules, trust
from accounts.actions import vouching
from accounts.enums import Trust
from accounts.models import User, Voucher
from core.models import Entry
from core.workflow import Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def agent(**fields):
    return UserFactory(**({"trust": Trust.SEEN, "is_staff": True} | fields))


@pytest.mark.parametrize("act", trust.TRUST_NEEDED)
@pytest.mark.parametrize("level", Trust)
def test_require_lets_through_from_the_level_on(act, level):
    user = User(trust=level)
    if level >= trust.needed(act):
        assert trust.require(user, act) is None
    else:
        with pytest.raises(Refused) as error:
            trust.require(user, act)
        assert str(trust.needed(act).label) in str(error.value)
        assert str(trust.STEPS[trust.needed(act)].reach) in str(error.value)


def test_needed_knows_its_acts_only():
    with pytest.raises(KeyError):
        trust.needed("needs.burn")


def test_steps_are_in_the_order_of_levels():
    assert [step.level for step in trust.STEPS] == list(Trust)


@pytest.mark.parametrize("level", [Trust.VOUCHED, Trust.SEEN])
def test_vouch_raises_trust_and_is_recorded(level):
    by, user = agent(), UserFactory()
    row = actions.vouch(user, by=by, level=level, on_behalf_of="Association Tifawin")
    assert row.trust == level
    voucher = Voucher.objects.get()
    assert (voucher.user, voucher.by, voucher.level, voucher.on_behalf_of) == (user, by, level, "Association Tifawin")
    entry = Entry.objects.get(subject=f"accounts.user:{user.pk}", action="raise_trust")
    assert (entry.by, entry.axis, entry.source, entry.target) == (by, "trust", "1", str(int(level)))


@pytest.mark.parametrize("level", [Trust.DECLARED, Trust.CONTACT])
def test_vouch_gives_no_lower_level(level):
    with pytest.raises(Refused, match="vouch for a person"):
        actions.vouch(UserFactory(trust=Trust.DECLARED), by=agent(), level=level, on_behalf_of="x")


@pytest.mark.parametrize(("has", "given"), [(Trust.SEEN, Trust.VOUCHED), (Trust.SEEN, Trust.SEEN)])
def test_vouch_never_lowers(has, given):
    user = UserFactory(trust=has)
    with pytest.raises(Refused, match="Nothing was changed"):
        actions.vouch(user, by=agent(), level=given, on_behalf_of="x")
    user.refresh_from_db()
    assert user.trust == has
    assert not Voucher.objects.exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda: UserFactory(trust=Trust.SEEN),
        lambda: UserFactory(trust=Trust.VOUCHED, is_staff=True),
        lambda: agent(is_active=False),
        AnonymousUser,
    ],
)
def test_vouch_is_for_agents(make):
    with pytest.raises(PermissionDenied):
        actions.vouch(UserFactory(), by=make(), level=Trust.VOUCHED, on_behalf_of="x")


def test_nobody_vouches_for_herself():
    by = UserFactory(is_superuser=True)
    with pytest.raises(PermissionDenied):
        actions.vouch(by, by=by, level=Trust.SEEN, on_behalf_of="x")


def test_nobody_vouches_for_the_system():
    with pytest.raises(PermissionDenied):
        actions.vouch(User.objects.system(), by=agent(), level=Trust.SEEN, on_behalf_of="x")


def test_vouch_asks_that_the_agent_was_seen():
    """An agent by her role alone (a desk's) is told how to reach the level; a superuser sees the first ones."""
    with patch.object(User, "has_perm", return_value=True), pytest.raises(Refused, match="identity card"):
        actions.vouch(UserFactory(), by=UserFactory(), level=Trust.SEEN, on_behalf_of="x")
    assert actions.vouch(UserFactory(), by=UserFactory(is_superuser=True), level=Trust.SEEN, on_behalf_of="x").trust


# --- looking for a person ---
def test_look_for_finds_a_proved_contact_and_keeps_no_trace_of_it():
    by, user = agent(), UserFactory(phone="+212612345678", email="reem@example.com")
    for typed in ("0612345678", "+212 6 12 34 56 78", "Reem@Example.com"):
        assert actions.look_for(contacts.parse(typed), by=by) == user
    entries = Entry.objects.filter(subject=f"accounts.user:{by.pk}", action="look_for")
    assert [(entry.by, entry.note, entry.target, entry.data) for entry in entries] == [(by, "", "", {})] * 3
    assert not Entry.objects.filter(subject=f"accounts.user:{user.pk}").exists()


@pytest.mark.parametrize("fields", [{"phone": "+212612345679"}, {"phone_verified": False}, {"is_active": False}])
def test_look_for_tells_every_other_account_as_none(fields):
    UserFactory(**{"phone": "+212612345678"} | fields)
    with pytest.raises(Refused, match="sign in once") as error:
        actions.look_for(contacts.parse("0612345678"), by=agent())
    assert error.value.code == "nobody"


def test_look_for_counts_every_look_for_an_hour():
    by, other = agent(), agent()
    with time_machine.travel("2026-11-02 10:00+01:00", tick=False) as clock:
        for number in range(vouching.LOOKS_AN_HOUR):
            with pytest.raises(Refused, match="sign in once"):
                actions.look_for(contacts.parse(f"06120000{number:02}"), by=by)
        UserFactory(phone="+212612345678")
        with pytest.raises(Refused, match="30 people within an hour") as error:
            actions.look_for(contacts.parse("0612345678"), by=by)
        assert error.value.code == "too_many_looks"
        assert actions.look_for(contacts.parse("0612345678"), by=other)
        clock.shift(3601)
        assert actions.look_for(contacts.parse("0612345678"), by=by)


def test_look_for_is_for_agents():
    UserFactory(phone="+212612345678")
    with pytest.raises(PermissionDenied):
        actions.look_for(contacts.parse("0612345678"), by=UserFactory(trust=Trust.SEEN))


# --- rules ---
@pytest.mark.parametrize("level", Trust)
@pytest.mark.parametrize("has", Trust)
def test_has_trust(level, has):
    assert rules.has_trust(level)(UserFactory.build(trust=has), None) == (has >= level)


def test_has_trust_is_no_for_visitors_and_closed_accounts():
    assert not rules.has_trust(Trust.DECLARED)(AnonymousUser(), None)
    assert not rules.has_trust(Trust.DECLARED)(UserFactory.build(is_active=False), None)


def test_a_person_may_see_and_change_herself_alone():
    one, other = UserFactory(), UserFactory()
    for permission in ("accounts.view_user", "accounts.change_user"):
        assert one.has_perm(permission, one)
        assert not one.has_perm(permission, other)
        assert not one.has_perm(permission)
        assert not AnonymousUser().has_perm(permission, one)


def test_vouching_is_asked_without_a_person_too():
    assert agent().has_perm("accounts.vouch_user")
    assert not UserFactory().has_perm("accounts.vouch_user")
    one = agent()
    assert not one.has_perm("accounts.vouch_user", one)


@pytest.mark.parametrize(
    ("fields", "expected"), [({}, False), ({"is_staff": True}, True), ({"is_superuser": True}, True)]
)
def test_staff_need_a_second_factor(fields, expected):
    assert rules.needs_second_factor(UserFactory(**fields)) is expected


def test_no_need_is_remembered_a_minute(settings):
    user = UserFactory()
    assert not rules.needs_second_factor(user)
    settings.SECOND_FACTOR_RULES = ["builtins.bool"]
    assert not rules.needs_second_factor(user)
    assert rules.needs_second_factor(UserFactory())
