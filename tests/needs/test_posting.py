"""Voicing a need, and everything that people may type instead."""

import uuid

import pytest
from django.contrib.gis.geos import Point
from django.core.exceptions import PermissionDenied

from accounts.enums import Trust
from core.journal import history
from core.workflow import Refused
from needs import actions
from needs.models import Need, Relay, Support
from spaces.enums import SpaceState
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


def test_post_writes_the_need_its_first_support_and_its_history(town, asked):
    need = actions.post(town.space, by=town.citizen, location=Point(-9.2, 29.7, srid=4326), **asked)
    assert (need.title, need.state, need.visibility, need.support_count) == ("إصلاح الطريق", "voiced", "visible", 1)
    assert Support.objects.filter(need=need, user=town.citizen).count() == 1
    assert [entry.action for entry in history(need)] == ["post"]
    assert need.folded == "اصلاح الطريق\nدوار المثال\nمقطوعه منذ الامطار"
    assert "=road" in need.keys


def test_post_costs_twelve_queries_at_most(town, asked, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        actions.post(
            town.space, by=town.citizen, location=Point(-9.2, 29.7, srid=4326), client_key=uuid.uuid4(), **asked
        )


def test_posting_twice_with_a_key_posts_once(town, asked):
    key = uuid.uuid4()
    first = actions.post(town.space, by=town.citizen, client_key=key, **asked)
    assert actions.post(town.space, by=town.citizen, client_key=key, **asked) == first
    assert Need.objects.count() == 1
    assert actions.post(town.space, by=UserFactory(), client_key=key, **asked) != first


def test_a_person_without_confirmed_contact_does_not_post(town, asked):
    with pytest.raises(PermissionDenied):
        actions.post(town.space, by=UserFactory(trust=Trust.DECLARED), **asked)


@pytest.mark.parametrize("state", [SpaceState.DRAFT, SpaceState.CLOSED])
def test_nothing_is_posted_in_a_space_that_is_not_open(asked, state):
    with pytest.raises(Refused) as refusal:
        actions.post(SpaceFactory(state=state), by=UserFactory(is_superuser=True), **asked)
    assert refusal.value.code == "closed"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "   \n "),
        ("title", "😀😀😀"),
        ("title", "؟!…"),
        ("title", "\u202e\u2066"),
        ("title", "ط" * 121),
        ("text", "ن" * 200_000),
        ("place", "د" * 121),
        ("place", ""),
        ("place", "😀"),
        ("theme", "war"),
        ("beneficiary", "me"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words_naming_the_field(town, asked, field, value):
    with pytest.raises(Refused) as refusal:
        actions.post(town.space, by=town.citizen, **(asked | {field: value}))
    assert refusal.value.field == field
    assert len(str(refusal.value)) > 10
    assert Need.objects.count() == 0


def test_lengths_at_the_limit_are_taken(town, asked):
    need = actions.post(town.space, by=town.citizen, **(asked | {"title": "ط" * 120, "text": "ن" * 4_000}))
    assert (len(need.title), len(need.text)) == (120, 4_000)


def test_control_signs_are_taken_out_and_tags_are_kept_as_text(town):
    tag = "<script>alert(1)</script>"
    need = actions.post(
        town.space, by=town.citizen, title=f"\u202e{tag}\u0000", text=f"{tag}\r\n\u2067x", theme="roads", place=tag
    )
    assert (need.title, need.text, need.place) == (tag, f"{tag}\nx", tag)


@pytest.mark.parametrize("lon", [-9.2, -9.15, -9.132])
def test_a_point_in_the_commune_or_near_its_border_is_taken(town, asked, lon):
    need = actions.post(town.space, by=town.citizen, location=Point(lon, 29.7, srid=4326), **asked)
    assert need.location.x == lon


def test_a_point_in_another_commune_is_refused_and_named(town, asked):
    neighbour = TerritoryFactory(lon=-9.0, name_ar="جماعة الجيران")
    with pytest.raises(Refused) as refusal:
        actions.post(town.space, by=town.citizen, location=Point(-9.0, 29.7, srid=4326), **asked)
    assert neighbour.name_ar in str(refusal.value)
    assert town.space.commune.name_ar in str(refusal.value)
    assert refusal.value.field == "place"


@pytest.mark.parametrize("point", [(-15.0, 30.0), (2.3, 48.8), (0.0, 0.0)])
def test_a_point_in_the_sea_or_abroad_is_refused(town, asked, point):
    with pytest.raises(Refused) as refusal:
        actions.post(town.space, by=town.citizen, location=Point(*point, srid=4326), **asked)
    assert refusal.value.field == "place"


def test_a_desk_enters_a_need_for_someone(town, asked):
    need = actions.post_for(town.space, by=town.desk, desk="دار الشباب", consent="spoken", **asked)
    relay = Relay.objects.get(need=need)
    assert (relay.desk, relay.consent, relay.agent) == ("دار الشباب", "spoken", town.desk)
    assert need.support_count == 1
    assert Support.objects.filter(need=need).count() == 0
    assert [(entry.action, entry.data["consent"]) for entry in history(need)] == [("post_for", "spoken")]


@pytest.mark.parametrize(("desk", "consent", "field"), [("", "spoken", "desk"), ("دار", "", "consent")])
def test_a_desk_says_its_name_and_how_the_person_agreed(town, asked, desk, consent, field):
    with pytest.raises(Refused) as refusal:
        actions.post_for(town.space, by=town.desk, desk=desk, consent=consent, **asked)
    assert refusal.value.field == field


def test_only_a_desk_enters_for_someone(town, asked):
    with pytest.raises(PermissionDenied):
        actions.post_for(town.space, by=town.citizen, desk="دار", consent="spoken", **asked)
