"""Keys of programs: made, shown once, bounded, revoked."""

import hashlib

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from accounts import actions
from accounts.authentication import TokenAuthentication, TokenScheme
from accounts.enums import Scope, Trust
from accounts.models import Token, User
from accounts.permissions import Scoped
from accounts.serializers import MeSerializer
from accounts.throttling import TokenThrottle
from core.models import Entry
from core.workflow import Refused
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"


@pytest.fixture
def fatima():
    return UserFactory(phone=PHONE, commune=TerritoryFactory(slug="tiznit"), display_name="Fatima")


@pytest.fixture
def make(fatima):
    def make(*scopes):
        return actions.make_token(fatima, name="carte", scopes=list(scopes), by=fatima)

    return make


def bearer(key: str) -> dict:
    return {"headers": {"Authorization": f"Bearer {key}"}}


def test_token_is_made_shown_once_and_revoked(client, sign_in, fatima):
    sign_in(PHONE, PHONE)
    page = client.post("/en/me/tokens/new/", {"name": "carte", "scopes": ["read", "needs:write"]})
    key = page.context["key"]
    assert key in page.content.decode()
    token = Token.objects.get()
    assert (token.user, token.scopes) == (fatima, ["read", "needs:write"])
    assert token.digest == hashlib.sha256(key.encode()).hexdigest()
    listed = client.get("/en/me/tokens/").content.decode()
    assert key not in listed
    assert "carte" in listed
    assert client.post(f"/en/me/tokens/{token.pk}/revoke/").url == "/en/me/tokens/"
    assert client.get("/api/v1/me/", **bearer(key)).status_code == 401  # the session does not help a revoked key
    assert Entry.objects.filter(action="revoke_token", by=fatima).count() == 1


@pytest.mark.parametrize("form", [{"name": "", "scopes": ["read"]}, {"name": "x"}, {"name": "x", "scopes": ["all"]}])
def test_token_form_refuses_in_words(client, sign_in, fatima, form):
    sign_in(PHONE, PHONE)
    assert client.post("/en/me/tokens/new/", form).status_code == 422
    assert not Token.objects.exists()


def test_token_needs_a_confirmed_contact(client, sign_in, fatima):
    sign_in(PHONE, PHONE)
    User.objects.update(trust=Trust.DECLARED)
    page = client.post("/en/me/tokens/new/", {"name": "x", "scopes": ["read"]})
    assert "must be at the level" in page.content.decode()


def test_token_of_another_person_is_not_found(client, make):
    token, _key = make("read")
    client.force_login(UserFactory())
    assert client.post(f"/en/me/tokens/{token.pk}/revoke/").status_code == 404


def test_actions_check_by_themselves(fatima, make):
    other = UserFactory()
    with pytest.raises(PermissionDenied):
        actions.make_token(fatima, name="x", scopes=["read"], by=other)
    with pytest.raises(Refused, match="one box"):
        make("all")
    token, _key = make("read")
    with pytest.raises(PermissionDenied):
        actions.revoke_token(token, by=other)


def test_tokens_are_bounded(fatima, make):
    Token.objects.bulk_create([Token(user=fatima, name="x", digest=str(n), scopes=["read"]) for n in range(20)])
    with pytest.raises(Refused, match="many keys"):
        make("read")


def test_revoking_twice_changes_nothing(fatima, make):
    token, _key = make("read")
    first = actions.revoke_token(token, by=fatima).revoked_at
    assert actions.revoke_token(token, by=fatima).revoked_at == first


# --- the API ---
def test_me_by_token(client, make, fatima):
    _token, key = make("read")
    answer = client.get("/api/v1/me/", **bearer(key))
    assert answer.status_code == 200
    told = answer.json()
    assert told["url"].endswith("/api/v1/me/")
    assert (told["name"], told["language"], told["commune"], told["trust"]) == ("Fatima", "ar", "tiznit", 1)
    assert "needs.post" in told["actions"]
    assert "people.vouch" not in told["actions"]


def test_me_by_session(client, fatima):
    client.force_login(fatima)
    assert client.get("/api/v1/me/").status_code == 200


def test_me_of_nobody(client):
    answer = client.get("/api/v1/me/")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="Agraw"')


@pytest.mark.parametrize("key", ["agraw_x", "", "a b", "é"])
def test_wrong_key_is_refused(client, key):
    assert client.get("/api/v1/me/", **bearer(key)).status_code == 401


def test_key_without_its_prefix_is_refused(client, fatima):
    Token.objects.create(user=fatima, name="x", digest=hashlib.sha256(b"bare").hexdigest(), scopes=["read"])
    assert client.get("/api/v1/me/", **bearer("bare")).status_code == 401


def test_revoked_key_is_refused(client, make, fatima):
    token, key = make("read")
    actions.revoke_token(token, by=fatima)
    assert client.get("/api/v1/me/", **bearer(key)).status_code == 401


def test_key_of_a_closed_account_is_refused(client, make, fatima):
    _token, key = make("read")
    User.objects.update(is_active=False)
    assert client.get("/api/v1/me/", **bearer(key)).status_code == 401


class Book(APIView):
    """A view that guards its scope."""

    permission_classes = [IsAuthenticated & Scoped]
    scope = "needs"

    def get(self, request):
        return Response({})

    post = get


class Careless(Book):
    """A view that forgot its scope and its permission class."""

    permission_classes = [IsAuthenticated]
    scope = ""


@pytest.mark.parametrize(
    ("view", "scopes", "get", "post"),
    [
        (Book, ["read"], 200, 403),
        (Book, ["needs:write"], 403, 200),
        (Book, ["read", "needs:write"], 200, 200),
        (Book, ["read", "spaces:write"], 200, 403),
        (Careless, ["read"], 200, 403),
        (Careless, ["needs:write"], 403, 200),
    ],
)
def test_scopes_bound_a_token(make, view, scopes, get, post):
    _token, key = make(*scopes)
    requests = APIRequestFactory()
    headers = {"HTTP_AUTHORIZATION": f"Bearer {key}"}
    assert view.as_view()(requests.get("/", **headers)).status_code == get
    assert view.as_view()(requests.post("/", {}, format="json", **headers)).status_code == post


def test_scoped_asks_the_scope_by_itself(make):
    token, _key = make("needs:write")
    request = type("Request", (), {"auth": token, "method": "GET"})()
    assert not Scoped().has_permission(request, Book())
    request.method = "POST"
    assert Scoped().has_permission(request, Book())
    assert not Scoped().has_permission(request, Careless())
    request.auth = None
    assert Scoped().has_permission(request, Careless())


def test_use_is_noted_every_five_minutes(client, make):
    _token, key = make("read")
    start = now()
    for seconds, expected in [(0, 0), (299, 0), (300, 300), (400, 300)]:
        with time_machine.travel(start.timestamp() + seconds, tick=False):
            client.get("/api/v1/me/", **bearer(key))
        used = Token.objects.get().last_used_at
        assert round((used - start).total_seconds()) == expected


def test_token_is_throttled_apart(make, fatima):
    token, _key = make("read")
    throttle = TokenThrottle()
    request = type("Request", (), {"auth": token, "user": fatima})()
    assert throttle.get_cache_key(request, None) == f"throttle_token_{token.pk}"
    request.auth = None
    assert throttle.get_cache_key(request, None) is None


def test_declarations_and_contacts_are_in_no_serializer():
    assert not {"declaration", "phone", "email", "birth_year", "gender"} & set(MeSerializer().fields)


def test_scheme_tells_the_schema_about_tokens():
    assert TokenScheme(TokenAuthentication).get_security_definition(None)["scheme"] == "bearer"


def test_every_scope_is_explained():
    assert all(label for label in Scope.labels)
