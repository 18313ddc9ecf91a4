"""Who asks: the person of a session, read with it, and everything that Django's own way refuses."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts.middleware import Authentication, for_everyone
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def signed_in(client, person):
    """A browser whose session is in the list of open sessions, as after a real sign-in."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.update_or_create(
        session_key=client.session.session_key, defaults={"user": person, "ip": "10.0.0.1", "user_agent": ""}
    )
    return client


def is_known(client) -> bool:
    return client.get(reverse("people:me")).status_code == 200


def test_session_and_person_are_one_query(signed_in, person, django_assert_num_queries):
    request = signed_in.get(reverse("people:me")).wsgi_request
    del request._cached_user
    request.session = type(request.session)(signed_in.session.session_key)
    with django_assert_num_queries(1):
        assert Authentication._who(request) == person


def test_a_session_outside_the_list_is_known_all_the_same(signed_in):
    UserSession.objects.all().delete()
    assert is_known(signed_in)


def test_a_list_that_names_another_person_opens_nothing_of_hers(signed_in, person):
    other = UserFactory()
    UserSession.objects.update(user=other)
    assert signed_in.get(reverse("people:me")).wsgi_request.user == person


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "changed"}])
def test_who_is_shut_out_or_has_another_password_is_nobody(signed_in, person, change):
    for name, value in change.items():
        setattr(person, name, value)
    person.save()
    assert not is_known(signed_in)


def test_an_ended_session_is_nobodys(signed_in):
    Session.objects.all().delete()
    assert not is_known(signed_in)


def test_a_way_of_signing_in_that_is_gone_opens_nothing(signed_in, settings):
    settings.AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
    assert not is_known(signed_in)


def test_a_view_for_everyone_says_so():
    assert for_everyone(lambda request: None).is_for_everyone
