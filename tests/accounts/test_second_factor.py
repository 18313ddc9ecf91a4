"""Second factors: who needs one, how it is set, what stands open without it."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from accounts import actions
from accounts.adapters import MFAAdapter, has_second_factor
from accounts.middleware import SecondFactor
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _enforced(settings):
    settings.SECOND_FACTOR_ENFORCED = True


def totp_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def person(**fields):
    return UserFactory(phone=PHONE, commune=TerritoryFactory(), **fields)


@pytest.fixture
def officer():
    user = person()
    MandateFactory(user=user)
    return user


@pytest.mark.parametrize(
    ("office", "needed"),
    [
        (lambda user: None, False),
        (lambda user: MembershipFactory(user=user), False),
        (lambda user: MembershipFactory(user=user, role="facilitator"), True),
        (lambda user: MembershipFactory(user=user, role="moderator"), True),
        (lambda user: MembershipFactory(user=user, role="coordinator"), True),
        (lambda user: MembershipFactory(user=user, role="desk"), True),
        (lambda user: MandateFactory(user=user), True),
        (lambda user: MandateFactory(user=user, ended=True), False),
    ],
)
def test_office_decides_who_is_sent_to_set_a_factor(client, office, needed):
    user = person()
    office(user)
    client.force_login(user)
    answer = client.get("/en/me/data/")
    assert (answer.status_code, getattr(answer, "url", "")) == ((302, "/en/accounts/2fa/") if needed else (200, ""))


@pytest.mark.parametrize("field", ["is_staff", "is_superuser"])
def test_administrators_are_sent_to_set_a_factor(client, field):
    client.force_login(person(**{field: True}))
    assert client.get("/en/admin/").url == "/en/accounts/2fa/"


@pytest.mark.parametrize("page", ["/en/accounts/2fa/", "/en/accounts/logout/", "/en/me/confirm/", "/healthz"])
def test_way_to_the_factor_stays_open(client, officer, page):
    client.force_login(officer)
    assert client.get(page).status_code == 200


def test_header_of_the_page_of_the_factor_does_not_lead_back_to_it(htmx, officer):
    """It asks for the number of notices as it loads: sent to the page that it is on, it would load forever."""
    htmx.force_login(officer)
    assert htmx.get("/en/inbox/count/").status_code == 200


def test_way_to_the_other_languages_stays_open(client, officer):
    client.force_login(officer)
    assert client.get("/en/language/ar/?next=/en/").url == "/ar/"


def test_fragment_and_program_are_refused_in_words(client, htmx, officer):
    htmx.force_login(officer)
    answer = htmx.get("/en/me/data/")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (403, "/en/accounts/2fa/")
    client.force_login(officer)
    answer = client.get("/api/v1/me/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/problem+json")
    assert answer.json()["code"] == "second_factor"


def test_nothing_is_asked_when_it_is_switched_off(client, officer, settings):
    settings.SECOND_FACTOR_ENFORCED = False
    client.force_login(officer)
    assert client.get("/en/me/data/").status_code == 200


def test_visitor_passes(client):
    assert client.get("/en/accounts/login/").status_code == 200
    assert SecondFactor(lambda request: request)("through") == "through"


@pytest.mark.django_db(transaction=True)
def test_officer_sets_a_factor_and_goes_on(client, sign_in, officer):
    assert sign_in(PHONE, PHONE, next_url="/en/me/data/").url == "/en/me/data/"
    assert client.session.get_expiry_age() <= 12 * 3600
    assert client.get("/en/me/data/").url == "/en/accounts/2fa/"
    page = client.get("/en/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert "data:image/svg+xml" in page.content.decode()
    assert client.post("/en/accounts/2fa/totp/activate/", {"code": "000"}).status_code == 200
    answer = client.post("/en/accounts/2fa/totp/activate/", {"code": totp_now(secret)})
    assert answer.url == "/en/accounts/2fa/recovery-codes/"
    assert client.get(answer.url).context["unused_codes"]
    assert has_second_factor(officer)
    assert client.get("/en/me/data/").status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_setting_a_factor_ends_other_sessions(
    client, sign_in, client_factory, officer, django_capture_on_commit_callbacks
):
    other = client_factory()
    sign_in(PHONE, PHONE, browser=other)
    sign_in(PHONE, PHONE)
    secret = client.get("/en/accounts/2fa/totp/activate/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/accounts/2fa/totp/activate/", {"code": totp_now(secret)})
    assert other.get("/en/accounts/2fa/").status_code == 302
    assert client.get("/en/accounts/2fa/").status_code == 200


def test_second_factor_follows_the_code(client, sign_in, officer):
    actions.give_totp(officer, SECRET)
    answer = sign_in(PHONE, PHONE, next_url="/en/me/data/")
    assert answer.url == "/en/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(answer.url, {"code": totp_now()}).url == "/en/me/data/"
    assert client.get("/en/me/data/").status_code == 200


def test_second_factor_follows_the_password(client, officer):
    actions.give_totp(officer, SECRET)
    officer.set_password("une phrase longue")
    officer.save()
    form = {"login": PHONE, "password": "une phrase longue", "next": "/en/me/"}
    answer = client.post("/en/accounts/login/password/", form)
    assert answer.url.startswith("/en/accounts/2fa/authenticate/")
    assert client.post(answer.url, {"code": totp_now()}).url == "/en/me/"


def test_second_factor_is_not_guessed(client, sign_in, officer):
    actions.give_totp(officer, SECRET)
    url = sign_in(PHONE, PHONE).url
    for _ in range(5):
        client.post(url, {"code": "000000"})
    assert "too many times" in client.post(url, {"code": totp_now()}).content.decode()
    assert "_auth_user_id" not in client.session


def test_serious_acts_ask_for_the_factor_of_who_has_one(client, sign_in, officer):
    actions.give_totp(officer, SECRET)
    start = time.time()
    with time_machine.travel(start, tick=False):
        client.post(sign_in(PHONE, PHONE).url, {"code": totp_now()})
        assert client.get("/en/me/erase/").status_code == 200
    with time_machine.travel(start + 400, tick=False):
        assert client.get("/en/me/erase/").url == "/en/me/confirm/?next=%2Fen%2Fme%2Ferase%2F"
        answer = client.get("/en/me/confirm/?next=/en/me/erase/")
        assert answer.url == "/en/accounts/2fa/reauthenticate/?next=%2Fen%2Fme%2Ferase%2F"
        assert client.get(answer.url).status_code == 200
        form = {"code": totp_now(), "next": "/en/me/erase/"}
        assert client.post("/en/accounts/2fa/reauthenticate/", form).url == "/en/me/erase/"
        assert client.get("/en/me/erase/").status_code == 200


def test_officer_keeps_her_last_factor(client, sign_in, officer):
    actions.give_totp(officer, SECRET)
    client.post(sign_in(PHONE, PHONE).url, {"code": totp_now()})
    form = {"code": totp_now(), "next": "/en/"}
    cache.clear()  # the code of the moment was used to come in
    client.post("/en/accounts/2fa/reauthenticate/", form)
    client.post("/en/accounts/2fa/totp/deactivate/")
    assert has_second_factor(officer)


def test_last_factor_may_go_when_no_office_asks_for_it():
    user = UserFactory()
    actions.give_totp(user, SECRET)
    assert MFAAdapter().can_delete_authenticator(Authenticator.objects.get())


def test_give_totp_twice_keeps_one(officer):
    actions.give_totp(officer, SECRET)
    actions.give_totp(officer, SECRET)
    assert Authenticator.objects.get().wrap().validate_code(totp_now())


def test_secrets_open_under_the_older_key(officer, settings):
    settings.SECRET_KEY = "old"
    kept = MFAAdapter().encrypt(SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert MFAAdapter().decrypt(kept) == SECRET


def test_keys_are_numbered_in_our_words(officer):
    actions.give_totp(officer, SECRET)
    assert MFAAdapter().generate_authenticator_name(officer, Authenticator.Type.WEBAUTHN) == "Key 1"
    assert MFAAdapter().get_totp_issuer() == "Agraw"
