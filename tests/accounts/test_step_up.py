"""Acts that bind others ask "is it still you?", keep what was sent, and go on with it."""

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import now
from rest_framework.exceptions import PermissionDenied

from accounts.permissions import ask_who
from spaces.enums import Role
from spaces.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asked(settings):
    settings.STEP_UP_ENFORCED = True
    settings.STEP_UP_SECONDS = 3600


@pytest.fixture
def facilitator():
    return MembershipFactory(role=Role.FACILITATOR).user


def test_a_role_is_given_once_she_proved_who_she_is_and_what_was_typed_is_kept(client, sign_in, facilitator, last_code):
    space = facilitator.memberships.get().space
    other = UserFactory(phone="+212698765432")
    url = f"/en/spaces/{space.commune.slug}/members/appoint/"
    given = {"contact": other.phone, "role": "moderator"}
    with time_machine.travel(now().timestamp() - 2 * 3600):
        sign_in(facilitator.phone, facilitator.phone)
    assert client.get(f"/en/spaces/{space.commune.slug}/members/").status_code == 200  # pages are read as they are
    asked = client.post(url, given)
    assert asked.status_code == 302
    assert asked.url.startswith("/en/me/confirm/")
    assert not Membership.objects.filter(user=other).exists()
    fragment = client.post(url, given, headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"].startswith("/en/me/confirm/")
    client.post(asked.url, {"channel": "sms", "next": url})
    done = client.post("/en/me/confirm/code/", {"code": last_code(facilitator.phone), "next": url})
    assert done.status_code == 302
    assert Membership.objects.get(user=other).role == Role.MODERATOR
    Membership.objects.filter(user=other).delete()
    client.post(url, given)  # asked once an hour, not for each
    assert Membership.objects.filter(user=other).exists()


def test_the_api_asks_a_session_and_not_a_token(rf, facilitator):
    request = rf.post("/")
    request.user, request.auth, request.session = facilitator, None, {}
    with pytest.raises(PermissionDenied) as refused:
        ask_who(request)
    assert refused.value.get_codes() == "step_up"


BINDING = [
    ("networks:mandate-new", {"pk": 1}), ("networks:mandate-end", {"pk": 1, "mandate": 1}),
    ("networks:decision-new", {"pk": 1}), ("calls:move", {"pk": 1, "action": "award"}),
    ("calls:project-move", {"pk": 1, "action": "agree"}), ("calls:project-move", {"pk": 1, "action": "stop"}),
    ("calls:instalment-move", {"pk": 1, "action": "pay"}), ("assemblies:move", {"pk": 1, "action": "approve"}),
    ("assemblies:move", {"pk": 1, "action": "publish"}),
    ("deliberations:act-on-session", {"pk": 1, "name": "approve-minutes"}),
    ("deliberations:act-on-session", {"pk": 1, "name": "convene"}), ("spaces:appoint", {"slug": "x"}),
    ("deliberations:act-on-decision", {"address": "x", "name": "publish"}),
    ("petitions:step", {"pk": 1, "name": "accept"}), ("consultations:move", {"pk": 1, "action": "publish"}),
    ("consultations:move", {"pk": 1, "action": "cancel"}), ("equality:adopt", {"pk": 1}),
    ("equality:opinion-move", {"pk": 1, "action": "publish"}), ("programmes:move", {"pk": 1, "action": "vote"}),
    ("plans:publish", {"pk": 1}), ("councils:person-edit", {"slug": "x", "pk": 1}), ("mediation:oversight", {"pk": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kwargs"), BINDING)
def test_what_binds_others_is_asked_before_anything_is_looked_for(client, name, kwargs):
    client.force_login(UserFactory())
    address = reverse(name, kwargs=kwargs)
    assert client.post(address).headers["Location"].partition("?")[0].endswith("/me/confirm/")
    if kwargs.get("action", kwargs.get("name")):  # the other acts of the same address are let through to their own no
        other = reverse(name, kwargs=kwargs | ({"action": "x"} if "action" in kwargs else {"name": "x"}))
        assert client.post(other).status_code == 404


def test_a_decision_on_a_petition_by_the_api_asks_a_session_too(api, facilitator):
    petition = PetitionFactory(begun=True)
    api.force_authenticate(facilitator)
    answer = api.post(f"/api/v1/petitions/{petition.pk}/moves/accept/", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "step_up")
    assert api.post(f"/api/v1/petitions/{petition.pk}/moves/withdraw/", {"note": "x"}).json()["code"] != "step_up"
