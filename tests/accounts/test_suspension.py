"""Suspended: she reads, takes her data, leaves; she does not act, by any door, until an end that comes by itself."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import now

from accounts import actions, suspension, trust
from accounts.middleware import HER_WAY, HER_WAYS
from core import workflow
from core.models import Entry, Message
from core.workflow import Refused
from needs.models import Need
from tests.doors import patterns
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
# What a suspended person may still send, marked beside the view.
THOUGH = {
    "moderation:appeal",
    "people:declarations",
    "people:end-session",
    "people:end-others",
    "people:revoke-token",
    "people:erase",
}


@pytest.fixture
def admin():
    return UserFactory(is_staff=True, display_name="Agent")


@pytest.fixture
def fatima():
    return UserFactory(phone="+212612345678", display_name="Fatima", commune=TerritoryFactory(slug="tiznit"))


@pytest.fixture
def suspended(fatima, admin):
    actions.suspend(fatima, until=now() + 3 * DAY, reason="Insultes répétées", by=admin)
    return fatima


def test_she_is_told_and_everything_open_ends(client, sign_in, fatima, admin):
    sign_in(fatima.phone, fatima.phone)
    assert client.get("/en/me/").status_code == 200
    made = actions.suspend(fatima, until=now() + DAY, reason=" Insultes ", by=admin)
    assert client.get("/en/me/").status_code == 302
    assert not UserSession.objects.filter(user=fatima).exists()
    told = Message.objects.get(key=f"suspend.{made.pk}:user.{fatima.pk}")
    assert "Insultes" not in told.body  # a text message is read over a shoulder
    entry = Entry.objects.get(action="suspend")
    assert (entry.subject, entry.by) == (f"accounts.user:{fatima.pk}", admin)
    assert "Insultes" not in str(entry.data) + entry.note


def test_every_door_refuses_what_she_sends(client, suspended):
    """Whatever the address, whatever a view forgets: her post is refused before any view is entered."""
    client.force_login(suspended)
    refused, through = 0, set()
    for name, parameters in patterns():
        for filler in ("1", "ar", "town"):
            try:
                url = reverse(name, kwargs=dict.fromkeys(parameters, filler))
                break
            except Exception:
                continue
        else:
            continue
        if name in THOUGH or name in HER_WAY or name.startswith(HER_WAYS):
            through.add(name)
            continue
        answer = client.post(url, headers={"HX-Request": "true"})
        assert answer.status_code == 403, name
        assert suspended.no_act.partition("%")[0][:30] in answer.text or answer.json()["code"] == "suspended", name
        refused += 1
    assert refused > 400
    assert through >= THOUGH


def test_words_say_until_when(client, suspended):
    client.force_login(suspended)
    page = client.post("/en/me/", {"display_name": "X"})
    assert page.status_code == 403
    assert "suspended until" in page.text
    assert "Nothing of what you just sent was kept" in page.text
    suspended.refresh_from_db()
    assert suspended.display_name == "Fatima"


def test_a_program_of_hers_reads_and_does_not_write(client, fatima, admin):
    _row, key = actions.make_token(fatima, name="x", scopes=["read", "needs:write"], by=fatima)
    actions.suspend(fatima, until=now() + DAY, reason="x y", by=admin)
    bearer = {"Authorization": f"Bearer {key}"}
    assert client.get("/api/v1/needs/", headers=bearer).status_code == 200
    answer = client.post("/api/v1/needs/", {}, headers=bearer, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "suspended")


def test_no_rule_lets_her_act_and_those_that_read_stand(suspended):
    need = NeedFactory()
    MembershipFactory(space=need.space, user=suspended, role="moderator")
    assert suspended.has_perm("needs.view_need", need)
    assert not suspended.has_perm("needs.join_need", need)
    assert not suspended.has_perm("needs.moderate_need", need)
    with pytest.raises(Refused, match="suspended until"):
        workflow.perform(need, "hide", by=suspended, note="because")
    with pytest.raises(Refused, match="suspended until"):
        trust.require(suspended, "needs.post")
    assert Need.objects.get().visibility == "visible"


def test_she_reads_why_takes_her_data_and_leaves(client, sign_in, suspended):
    assert sign_in(suspended.phone, suspended.phone).status_code == 302
    assert "why, until when" in client.get("/en/me/").text
    assert "Insultes répétées" in client.get("/en/me/suspension/").text
    assert client.get("/en/me/data/download/").getvalue()
    assert client.post("/en/me/erase/", {"sure": "on"}).status_code == 302
    suspended.refresh_from_db()
    assert suspended.erased_at
    assert suspended.suspended_until is None
    assert not suspended.suspensions.exists()


def test_it_ends_by_itself_and_can_be_lifted(client, suspended, admin):
    with time_machine.travel(now() + 3 * DAY):
        assert not suspended.is_suspended
        assert suspended.has_perm("accounts.view_user", suspended)
        trust.require(suspended, "needs.post")
    later = actions.suspend(suspended, until=now() + 9 * DAY, reason="encore", by=admin)
    first, second = suspended.suspensions.order_by("pk")
    assert first.lifted_at
    assert second == later
    actions.lift(suspended, by=admin)
    suspended.refresh_from_db()
    assert not suspended.is_suspended
    assert suspended.suspensions.first().lifted_by == admin
    client.force_login(suspended)
    assert client.get("/en/me/suspension/").status_code == 302
    with pytest.raises(Refused):
        actions.lift(suspended, by=admin)


def test_who_and_what_cannot_be(fatima, admin):
    for by in (UserFactory(), fatima):
        with pytest.raises(PermissionDenied):
            actions.suspend(fatima, until=now() + DAY, reason="x y", by=by)
    with pytest.raises(PermissionDenied):
        actions.suspend(admin, until=now() + DAY, reason="x y", by=admin)
    for until, reason in [(now(), "x y"), (now() + suspension.LONGEST + DAY, "x y"), (now() + DAY, " … ")]:
        with pytest.raises(Refused):
            actions.suspend(fatima, until=until, reason=reason, by=admin)
    with pytest.raises(Refused):
        actions.suspend(UserFactory(is_superuser=True), until=now() + DAY, reason="x y", by=admin)
    assert not fatima.suspensions.exists()


def test_browsers_are_listed_and_all_others_ended(client, client_factory, sign_in, fatima):
    other = client_factory(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 13) Chrome/120"})
    with time_machine.travel(now() - 2 * DAY):
        sign_in(fatima.phone, fatima.phone, browser=other)
    sign_in(fatima.phone, fatima.phone)
    page = client.get("/en/me/sessions/").text
    assert "Chrome, Android" in page
    assert "2 days ago" in page
    other.get("/en/me/")
    seen = UserSession.objects.get(session_key=other.session.session_key).last_seen_at
    assert now() - seen < datetime.timedelta(minutes=1)
    assert client.post("/en/me/sessions/end-others/").status_code == 302
    assert other.get("/en/me/").status_code == 302
    assert client.get("/en/me/").status_code == 200
