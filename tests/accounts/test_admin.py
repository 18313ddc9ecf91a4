"""People in the administration: found by an exact contact only, each reading recorded."""

import pytest

from accounts.models import User
from core.models import Entry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PHONE = "+212612345678"
LIST = "/en/admin/accounts/user/"


@pytest.fixture
def admin(client):
    user = UserFactory(is_staff=True, is_superuser=True, email="admin@example.com", phone=None)
    client.force_login(user)
    return user


@pytest.fixture
def fatima():
    return UserFactory(phone=PHONE, email="fatima@example.com", display_name="Fatima")


@pytest.mark.parametrize(
    ("asked", "found"),
    [("", 0), ("0612", 0), ("Fatima", 0), ("06 12 34 56 78", 1), ("FATIMA@example.com", 1), ("@example.com", 0)],
)
def test_people_are_found_by_an_exact_contact(client, admin, fatima, asked, found):
    page = client.get(LIST, {"q": asked})
    assert page.status_code == 200
    assert page.context["cl"].result_count == found


def test_reading_a_file_is_recorded(client, admin, fatima):
    assert client.get(f"{LIST}{fatima.pk}/change/").status_code == 200
    assert Entry.objects.get(subject=f"accounts.user:{fatima.pk}", action="read_file").by == admin
    assert client.get(f"{LIST}999999/change/").status_code == 302
    assert Entry.objects.filter(action="read_file").count() == 1


def test_person_is_made_without_a_password(client, admin):
    form = {"phone": "06 98 76 54 32", "display_name": "Yidir", "language": "fr", "is_active": "on", "email": ""}
    assert client.post(f"{LIST}add/", form).status_code == 302
    user = User.objects.get(display_name="Yidir")
    assert (user.phone, user.email, user.has_usable_password()) == ("+212698765432", None, False)
    assert Entry.objects.filter(subject=f"accounts.user:{user.pk}", action="make_file").exists()


def test_file_is_changed_and_recorded(client, admin, fatima):
    form = {"phone": PHONE, "phone_verified": "on", "email": "", "display_name": "Fatima", "language": "ar"}
    client.post(f"{LIST}{fatima.pk}/change/", form | {"is_staff": "on"})
    fatima.refresh_from_db()
    assert (fatima.is_staff, fatima.is_active, fatima.email) == (True, False, None)
    entry = Entry.objects.get(action="change_file")
    assert entry.data == {"fields": ["is_active", "is_staff"]}


def test_wrong_contact_is_refused_in_words(client, admin):
    page = client.post(f"{LIST}add/", {"phone": "0522202020", "email": "x", "language": "fr"})
    assert page.status_code == 200
    assert set(page.context["adminform"].form.errors) >= {"phone", "email"}


def test_nobody_is_deleted(client, admin, fatima):
    assert client.get(f"{LIST}{fatima.pk}/delete/").status_code == 403


def test_administration_has_the_same_door(client):
    assert client.get("/en/admin/login/?next=/en/admin/").url == "/en/accounts/login/?next=%2Fen%2Fadmin%2F"
    client.force_login(UserFactory())
    assert client.get("/en/admin/login/").status_code == 403


def test_by_contact_and_names():
    user = User.objects.create_superuser("Root@example.com")
    assert (user.email, user.is_superuser, user.has_usable_password()) == ("root@example.com", True, False)
    assert User.objects.get_by_natural_key("ROOT@example.com") == user
    assert str(user) == "An inhabitant"
    assert str(User.objects.create_user(display_name="X", password="p")) == "X"
