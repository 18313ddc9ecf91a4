"""The page of a petition for visitors: kept, without a cookie, and exact."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from core import journal
from petitions import actions
from petitions.models import Petition
from petitions.versions import version
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.petitions.signers import signed_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture
def petition():
    return PetitionFactory(collecting=True)


def test_a_version_costs_one_query(petition, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert version(petition.pk)


def act(petition):
    journal.record(petition, "hand_in", by=petition.author)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the seal is put when a transaction commits


def name(petition):
    type(petition.author).objects.filter(pk=petition.author_id).update(display_name="وكيلة أخرى")


def speak(petition):
    type(petition.thread).objects.filter(pk=petition.thread_id).update(rev=99)


@pytest.mark.parametrize("change", [actions.refresh, act, name, speak])
def test_whatever_a_visitor_would_see_changes_the_version(petition, change):
    before = version(petition.pk)
    assert version(petition.pk) == before
    change(petition)

    assert version(petition.pk) != before


def test_what_waits_is_counted_before_the_page_is_shown(petition, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        signed_by(petition, UserFactory())
    before = version(petition.pk)

    petition.refresh_from_db()
    assert petition.support_count == 1
    SignatureFactory(petition=petition)
    assert version(petition.pk) == before  # a second has not passed


@pytest.mark.parametrize("fields", [{"visibility": "held"}, {"visibility": "hidden"}])
def test_what_is_not_for_everyone_has_no_version(petition, fields):
    Petition.objects.update(**fields)

    assert version(petition.pk) is None
    assert version(0) is None


def test_a_visitor_is_given_an_etag_and_no_cookie_and_others_neither(client, petition):
    cache.clear()
    path = petition.get_absolute_url()
    first = client.get(path)

    assert first.headers["ETag"]
    assert not first.cookies
    assert "csrf" not in first.text.lower()
    second = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.text) == (304, "")
    signed_in = Client()
    signed_in.force_login(UserFactory())
    assert "ETag" not in signed_in.get(path).headers
