"""A person's own pages."""

import time

import pytest
import time_machine

from accounts import actions, contacts
from accounts.browsers import name_of
from accounts.enums import Trust
from accounts.models import Declaration, User
from core.enums import Channel
from core.models import Entry, Message
from core.workflow import Refused
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

PHONE, OTHER = "+212612345678", "+212698765432"


@pytest.fixture
def fatima():
    return UserFactory(phone=PHONE, display_name="Fatima", commune=TerritoryFactory(slug="tiznit"))


@pytest.fixture
def signed_in(client, sign_in, fatima):
    """A browser that came in by a code just now."""
    sign_in(PHONE, PHONE)
    return client


PAGES = """me me/declarations me/contact/phone me/contact/email me/sessions me/tokens me/tokens/new me/data me/erase
me/confirm welcome accounts/logout accounts/2fa accounts/2fa/totp/activate accounts/2fa/keys accounts/2fa/keys/add
accounts/password/set"""


@pytest.mark.parametrize("page", PAGES.split())
@pytest.mark.parametrize("lang", ["ar", "fr", "zgh", "en"])
def test_page_answers_its_owner(signed_in, page, lang):
    assert signed_in.get(f"/{lang}/{page}/").status_code == 200


@pytest.mark.parametrize("page", [page for page in PAGES.split() if page not in {"welcome", "accounts/logout"}])
def test_page_sends_a_visitor_to_the_door(client, page):
    answer = client.get(f"/en/{page}/")
    assert answer.status_code == 302
    assert answer.url.startswith("/en/accounts/login/")


def test_profile_is_saved(signed_in, fatima):
    TerritoryFactory(slug="guelmim")
    form = {"display_name": " Fatima  A. ", "commune": "guelmim", "language": "zgh"}
    answer = signed_in.post("/en/me/", form)
    assert answer.url == "/en/me/"
    assert answer.cookies["language"].value == "zgh"
    fatima.refresh_from_db()
    assert (fatima.display_name, fatima.commune.slug, fatima.language) == ("Fatima A.", "guelmim", "zgh")


def test_profile_refuses_in_words(signed_in, fatima):
    page = signed_in.post("/en/me/", {"display_name": "a@b.ma", "commune": "tiznit", "language": "fr"})
    assert page.status_code == 422
    assert "Leave phone numbers" in page.content.decode()


def test_profile_is_changed_by_its_owner_only(fatima):
    with pytest.raises(actions.people.PermissionDenied):
        actions.change_profile(fatima, display_name="X", commune=None, language="fr", by=UserFactory())


@pytest.mark.parametrize("trust", Trust)
def test_trust_is_told_in_words(signed_in, fatima, trust):
    User.objects.filter(pk=fatima.pk).update(trust=trust)
    page = signed_in.get("/en/me/").content.decode()
    assert str(trust.label) in page


# --- declarations ---
def test_declarations_are_kept_apart_and_erased(signed_in, fatima):
    form = {"birth_year": "1987", "gender": "woman", "has_disability": "yes"}
    assert signed_in.post("/en/me/declarations/", form).url == "/en/me/declarations/"
    kept = Declaration.objects.get(user=fatima)
    assert (kept.birth_year, kept.gender, kept.has_disability) == (1987, "woman", True)
    assert "1987" in signed_in.get("/en/me/declarations/").content.decode()
    signed_in.post("/en/me/declarations/", {"erase": "1"})
    assert not Declaration.objects.exists()


def test_declarations_left_empty_keep_nothing(signed_in, fatima):
    signed_in.post("/en/me/declarations/", {"birth_year": "", "gender": "", "has_disability": "no"})
    assert Declaration.objects.get().has_disability is False
    signed_in.post("/en/me/declarations/", {"birth_year": "", "gender": "", "has_disability": ""})
    assert not Declaration.objects.exists()
    assert not Entry.objects.filter(subject=f"accounts.user:{fatima.pk}", action__contains="decl").exists()


@pytest.mark.parametrize("year", ["1", "3000", "87", "x"])
def test_declarations_refuse_a_wrong_year(signed_in, year):
    page = signed_in.post("/en/me/declarations/", {"birth_year": year})
    assert page.status_code == 422
    assert not Declaration.objects.exists()


# --- contacts ---
def test_phone_changes_by_a_code_to_the_new_one(signed_in, fatima, last_code):
    assert signed_in.post("/en/me/contact/phone/", {"contact": "0698765432"}).url == "/en/me/contact/code/"
    assert signed_in.get("/en/me/contact/code/").status_code == 200
    fatima.refresh_from_db()
    assert fatima.phone == PHONE
    page = signed_in.post("/en/me/contact/code/", {"code": "12"})
    assert page.status_code == 422
    assert signed_in.post("/en/me/contact/code/", {"code": last_code(OTHER)}).url == "/en/me/"
    fatima.refresh_from_db()
    assert (fatima.phone, fatima.phone_verified) == (OTHER, True)
    assert Message.objects.filter(to=PHONE, key__startswith="contact.").count() == 1
    assert signed_in.get("/en/me/contact/code/").url == "/en/me/"


def test_email_is_added_then_the_phone_removed(signed_in, fatima, last_code):
    signed_in.post("/en/me/contact/email/", {"contact": "Fatima@example.com"})
    signed_in.post("/en/me/contact/code/", {"code": last_code("fatima@example.com")})
    fatima.refresh_from_db()
    assert (fatima.phone, fatima.email) == (PHONE, "fatima@example.com")
    assert signed_in.get("/en/me/contact/phone/").context["removable"]
    assert signed_in.post("/en/me/contact/phone/remove/").url == "/en/me/"
    fatima.refresh_from_db()
    assert (fatima.phone, fatima.phone_verified, fatima.email) == (None, False, "fatima@example.com")


def test_last_contact_stays(fatima):
    with pytest.raises(Refused, match="only way"):
        actions.remove_contact(fatima, Channel.SMS, by=fatima)
    with pytest.raises(Refused, match="only way"):
        actions.remove_contact(fatima, Channel.MAIL, by=fatima)


def test_contact_of_another_account_is_refused_once_proved(signed_in, fatima, last_code):
    UserFactory(phone=OTHER)
    assert signed_in.post("/en/me/contact/phone/", {"contact": OTHER}).url == "/en/me/contact/code/"
    page = signed_in.post("/en/me/contact/code/", {"code": last_code(OTHER)})
    assert "Another account" in page.context["form"].errors["code"][0]
    fatima.refresh_from_db()
    assert fatima.phone == PHONE


@pytest.mark.parametrize(("field", "typed"), [("phone", "0522202020"), ("email", "x"), ("phone", "a@b.ma")])
def test_contact_refuses_in_words(signed_in, field, typed):
    assert signed_in.post(f"/en/me/contact/{field}/", {"contact": typed}).status_code == 422


def test_contact_of_a_third_kind_is_not_found(signed_in):
    assert signed_in.get("/en/me/contact/fax/").status_code == 404


def test_contact_codes_have_the_same_limits(signed_in):
    for _ in range(3):
        signed_in.post("/en/me/contact/phone/", {"contact": OTHER})
    page = signed_in.post("/en/me/contact/phone/", {"contact": OTHER})
    assert "within an hour" in page.content.decode()


def test_change_raises_the_trust_of_a_declared_contact():
    user = UserFactory(phone=None, phone_verified=False, trust=Trust.DECLARED)
    actions.change_contact(user, contacts.parse(PHONE), by=user)
    user.refresh_from_db()
    assert user.trust == Trust.CONTACT


def test_confirm_contact_refuses_a_contact_that_is_not_hers(fatima):
    with pytest.raises(actions.people.PermissionDenied):
        actions.confirm_contact(fatima, contacts.parse(OTHER), by=fatima)


# --- is it still you? ---
LATER = 301


@pytest.mark.parametrize("page", ["me/contact/phone", "me/erase", "me/data/download", "me/tokens/new"])
def test_serious_acts_ask_for_a_code_again(signed_in, last_code, page):
    with time_machine.travel(time.time() + LATER, tick=False):
        answer = signed_in.get(f"/en/{page}/")
        assert answer.url == f"/en/me/confirm/?next=%2Fen%2F{page.replace('/', '%2F')}%2F"
        shown = signed_in.get(answer.url)
        assert "06••••••78" in shown.content.decode()
        answer = signed_in.post("/en/me/confirm/", {"channel": "sms", "next": f"/en/{page}/"})
        assert answer.url == "/en/me/confirm/code/"
        assert signed_in.get(answer.url).status_code == 200
        assert signed_in.post(answer.url, {"code": "1"}).status_code == 422
        assert signed_in.post(answer.url, {"code": last_code(PHONE)}).url == f"/en/{page}/"
        assert signed_in.get(f"/en/{page}/").status_code == 200


def test_serious_post_is_asked_again_after_the_code(signed_in):
    with time_machine.travel(time.time() + LATER, tick=False):
        answer = signed_in.post("/en/me/erase/?x=1", {"sure": "on"})
    assert answer.url == "/en/me/confirm/?next=%2Fen%2Fme%2Ferase%2F"


def test_confirm_goes_only_to_own_contacts(signed_in, fatima):
    before = Message.objects.count()
    assert signed_in.post("/en/me/confirm/", {"channel": "mail"}).url == "/en/me/confirm/"
    assert Message.objects.count() == before
    assert signed_in.get("/en/me/confirm/code/").url == "/en/me/"


def test_confirm_has_the_same_limits(signed_in):
    for _ in range(2):
        signed_in.post("/en/me/confirm/", {"channel": "sms"})
    page = signed_in.post("/en/me/confirm/", {"channel": "sms"})
    assert page.status_code == 429
    assert "within an hour" in page.content.decode()


def test_confirm_by_password(signed_in, fatima):
    fatima.set_password("une phrase longue")
    fatima.save()
    signed_in.force_login(fatima)
    assert signed_in.get("/en/me/erase/").status_code == 302
    assert signed_in.get("/en/accounts/reauthenticate/").status_code == 200
    form = {"password": "une phrase longue", "next": "/en/me/erase/"}
    assert signed_in.post("/en/accounts/reauthenticate/", form).url == "/en/me/erase/"
    assert signed_in.get("/en/me/erase/").status_code == 200


# --- password ---
def test_password_is_optional_and_checked(signed_in, fatima):
    page = signed_in.post("/en/accounts/password/set/", {"password1": "12345678", "password2": "12345678"})
    assert page.status_code == 200
    assert page.context["form"].errors
    good = "trois chèvres au souk"
    answer = signed_in.post("/en/accounts/password/set/", {"password1": good, "password2": good})
    assert answer.status_code == 302
    fatima.refresh_from_db()
    assert fatima.check_password(good)
    assert signed_in.get("/en/accounts/password/set/").url == "/en/accounts/password/change/"


# --- sessions ---
def test_sessions_are_listed_and_ended(signed_in, sign_in, fatima, client_factory):
    other = client_factory()
    sign_in(PHONE, PHONE, browser=other)
    assert other.get("/en/me/").status_code == 200
    rows = signed_in.get("/en/me/sessions/").context["sessions"]
    assert len(rows) == 2
    row = next(row for row in rows if row.session_key == other.session.session_key)
    assert signed_in.post(f"/en/me/sessions/{row.pk}/end/").url == "/en/me/sessions/"
    assert other.get("/en/me/").status_code == 302
    assert signed_in.get("/en/me/").status_code == 200


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8", "A browser"),
    ],
)
def test_browser_is_named_as_its_owner_would(says, name):
    assert name_of(says) == name


def test_session_of_another_person_is_not_found(signed_in, sign_in, client_factory):
    UserFactory(phone=OTHER, commune=TerritoryFactory())
    sign_in(OTHER, OTHER, browser=client_factory())
    row = User.objects.get(phone=OTHER).usersession_set.get()
    assert signed_in.post(f"/en/me/sessions/{row.pk}/end/").status_code == 404


def test_new_password_ends_other_sessions(signed_in, sign_in, client_factory):
    other = client_factory()
    sign_in(PHONE, PHONE, browser=other)
    good = "trois chèvres au souk"
    signed_in.post("/en/accounts/password/set/", {"password1": good, "password2": good})
    assert other.get("/en/me/").status_code == 302
    assert signed_in.get("/en/me/").status_code == 200
