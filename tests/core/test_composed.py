"""Reads composed once: the rows are those that the queryset itself would give, whoever asks first."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from accounts.models import User
from core.composed import Composed, preparing
from core.journal import entries_of, history
from councils.queries import current_mandates
from councils.timeline import Names
from debates.queries import NEWEST, NEWEST_FOR_VISITOR
from needs import actions
from needs.models import Need
from needs.queries import NEWEST_FOR_INHABITANT, for_page
from petitions.actions import with_terms
from petitions.models import Petition
from petitions.views.fetch import visible_petition
from spaces.queries import holds_no_role, inhabitant
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory
from tests.factories.debates import ContributionFactory
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def values(row: models.Model) -> dict:
    """Return what was read of a row, and of the rows that came with it by its own keys."""
    read = {name: value for name, value in vars(row).items() if name != "_state"}
    came = {field.name: row._state.fields_cache.get(field.name) for field in row._meta.concrete_fields}
    return read | {name: values(one) for name, one in came.items() if one is not None}


def test_the_places_are_filled_in_each_time():
    people = [UserFactory() for _number in range(3)]
    read = Composed(lambda key, name: User.objects.filter(pk=key, display_name=name), int, str)
    for person in (*people, people[0]):
        assert read(person.pk, person.display_name) == [person]
    assert read(people[0].pk, people[1].display_name + "x") == []


def test_a_day_is_a_key_too():
    people = [UserFactory(last_login=datetime.datetime(2026, month, 1, tzinfo=datetime.UTC)) for month in (3, 5)]
    read = Composed(lambda day: User.objects.filter(last_login__date__gte=day).order_by("id"), datetime.date)
    assert read(datetime.date(2026, 1, 1)) == people
    assert read(datetime.date(2026, 4, 1)) == people[1:]
    assert people[1].last_login == read(datetime.date(2026, 4, 1))[0].last_login


def test_a_place_that_is_not_compared_with_is_refused():
    with pytest.raises(ValueError, match="places"):
        Composed(lambda key: User.objects.all(), int)(1)


def test_another_count_of_keys_is_refused():
    with pytest.raises(ValueError, match="argument"):
        Composed(lambda key: User.objects.filter(pk=key), int)(1, 2)


def test_it_is_one_query_that_is_counted_as_any_other(django_assert_num_queries):
    read = Composed(lambda key: User.objects.filter(pk=key), int)
    read(1)
    with django_assert_num_queries(1):
        read(2)
    with CaptureQueriesContext(connection) as told, preparing(connection) as cursor:
        cursor.execute("SELECT %(a)s::int", {"a": 7})
        assert cursor.fetchone() == (7,)
    assert len(told) == 1


@pytest.mark.parametrize("visibility", ["visible", "hidden"])
def test_the_page_of_a_need_is_that_of_the_queryset(visibility):
    author, other = UserFactory(), UserFactory()
    need = NeedFactory(author=author, visibility=visibility, title="ماء")
    NeedFactory(space=need.space, author=other)
    moderator = MembershipFactory(space=need.space, role="facilitator").user
    actions.join(need, by=other) if visibility == "visible" else None
    for user in (author, other, moderator, AnonymousUser(), UserFactory(is_superuser=True), author):
        plain = Need.objects.visible_to(user).for_detail().for_viewer(user).with_parts().filter(pk=need.pk).first()
        found = for_page(user, need.pk)
        assert (found and values(found)) == (plain and values(plain))
    assert for_page(author, need.pk + 100) is None
    assert entries_of(need) == list(history(need))


@pytest.mark.parametrize("state", ["draft", "collecting", "withdrawn"])
def test_the_page_of_a_petition_is_that_of_the_queryset(rf, state):
    begun = {} if state == "draft" else {"started_at": now(), "required": 100}
    petition = PetitionFactory(state=state, **begun)
    moderator = MembershipFactory(space=petition.space, role="facilitator").user
    official = MandateFactory(council=petition.council, role="president").user
    today = localdate()
    for user in (petition.author, moderator, official, AnonymousUser(), UserFactory(), UserFactory(is_superuser=True)):
        rows = Petition.objects.visible_to(user).for_detail().filter(pk=petition.pk)
        plain = with_terms(rows).first()
        request = rf.get("/")
        request.user = user
        if plain is None:
            with pytest.raises(Http404):
                visible_petition(request, petition.pk)
        else:
            assert values(visible_petition(request, petition.pk)) == values(plain)
    assert current_mandates(official) == list(official.mandates.current(today).select_related("committee"))
    assert [one.user for one in current_mandates(official)] == [official]
    names = Names(petition.council)
    assert names.users == {official.pk: official.mandates.get().name}


def test_the_newest_needs_are_those_of_the_queryset():
    space = SpaceFactory()
    people = [UserFactory(), UserFactory()]
    for number in range(24):
        NeedFactory(space=space, author=people[number % 2], visibility="hidden" if number % 5 == 0 else "visible")
    NeedFactory()
    for user in people:
        plain = Need.objects.visible_to(user).filter(space=space).standing().for_cards().order_by("-id")[:21]
        assert list(map(values, NEWEST_FOR_INHABITANT(user.pk, space.pk))) == list(map(values, plain))


def test_the_newest_contributions_are_those_of_the_queryset():
    said = ContributionFactory()
    reader = UserFactory()
    said.reactions.create(user=reader, kind="agree")
    mine, hers, of_nobody = (
        NEWEST(said.thread_id, reader.pk), NEWEST(said.thread_id, said.author_id), NEWEST_FOR_VISITOR(said.thread_id)
    )  # fmt: skip
    assert [rows[0].mine for rows in (mine, hers, of_nobody)] == [["agree"], [], []]
    assert [row.pk for row in of_nobody] == [said.pk]
    assert NEWEST_FOR_VISITOR(said.thread_id + 1) == []


def test_who_holds_a_role_is_no_inhabitant_like_any_other():
    user, staff = UserFactory(), MembershipFactory().user
    assert [holds_no_role(one) for one in (user, staff, UserFactory(is_superuser=True), AnonymousUser())] == [
        True, False, False, False,
    ]  # fmt: skip
    assert holds_no_role(inhabitant(5))
