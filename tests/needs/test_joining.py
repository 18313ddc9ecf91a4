"""Joining, leaving, merging and taking apart: each person counts once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from core.enums import Visibility
from core.journal import history
from core.workflow import Refused
from needs import actions
from needs.enums import NeedState
from needs.models import Need, Relay, Support
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory, SupportFactory
from tests.needs.conftest import need_in

pytestmark = pytest.mark.django_db


def voiced(town, **fields):
    return need_in(NeedState.VOICED, space=town.space, **fields)


def test_join_counts_a_person_once(town):
    need = voiced(town)
    assert actions.join(need, by=town.citizen).support_count == 2
    assert actions.join(need, by=town.citizen).support_count == 2
    assert Support.objects.filter(need=need).count() == 2


@pytest.mark.parametrize("others", [1, 3])
def test_join_costs_the_same_whatever_the_number(town, others, django_assert_max_num_queries):
    need = voiced(town)
    for _ in range(others):
        SupportFactory(need=need)
    with django_assert_max_num_queries(8):
        actions.join(need, by=town.citizen)


def test_leave_takes_the_support_back_once(town):
    need = voiced(town)
    actions.join(need, by=town.citizen)
    assert actions.leave(need, by=town.citizen).support_count == 1
    assert actions.leave(need, by=town.citizen).support_count == 1


@pytest.mark.parametrize("visibility", [Visibility.HELD, Visibility.HIDDEN])
def test_a_need_that_is_not_shown_is_not_joined(town, visibility):
    need = voiced(town, visibility=visibility)
    with pytest.raises(PermissionDenied):
        actions.join(need, by=town.citizen)
    with pytest.raises(Refused):
        actions.join(need, by=town.moderator)


def test_joining_a_merged_need_joins_the_main_one(town):
    main, need = voiced(town), voiced(town)
    actions.merge(need, into=main, by=town.facilitator)
    assert actions.join(need, by=town.citizen) == main
    assert Support.objects.filter(need=main, user=town.citizen).exists()


def test_merge_counts_each_person_once_and_unmerge_gives_back(town):
    main, need = voiced(town), voiced(town)
    both = UserFactory()
    for one in (main, need):
        actions.join(one, by=both)
    actions.join(need, by=town.citizen)
    merged = actions.merge(need, into=main, by=town.facilitator, note="الطلب نفسه")
    assert merged.support_count == 4  # two authors, one who joined both, one who joined the duplicate
    assert actions.join(main, by=town.citizen).support_count == 4
    need.refresh_from_db()
    assert need.merged_into == main
    apart = actions.unmerge(need, by=town.facilitator)
    main.refresh_from_db()
    assert (apart.support_count, main.support_count, apart.merged_into) == (3, 2, None)


def test_merge_is_told_and_written_on_both(town):
    main, need = voiced(town), voiced(town)
    actions.merge(need, into=main, by=town.facilitator, note="الطلب نفسه")
    assert [(entry.action, entry.data["into"]) for entry in history(need)] == [("merge", main.pk)]
    assert [(entry.action, entry.data["need"]) for entry in history(main)] == [("gather", need.pk)]
    assert Notice.objects.filter(user=need.author, key=f"need.{need.pk}.merged.{main.pk}").count() == 1


def test_leaving_the_group_leaves_all_of_it(town):
    main, need = voiced(town), voiced(town)
    for one in (main, need):
        actions.join(one, by=town.citizen)
    actions.merge(need, into=main, by=town.facilitator)
    assert actions.leave(main, by=town.citizen).support_count == 2
    assert Support.objects.filter(user=town.citizen).count() == 0


def test_a_relayed_person_counts_in_the_group(town):
    main = voiced(town)
    need = NeedFactory(space=town.space, author=town.desk, support_count=1)
    Relay.objects.create(need=need, agent=town.desk, desk="دار الشباب", consent="spoken")
    assert actions.merge(need, into=main, by=town.facilitator).support_count == 2


def test_what_was_merged_follows(town):
    first, second, third = voiced(town), voiced(town), voiced(town)
    actions.merge(first, into=second, by=town.facilitator)
    assert actions.merge(second, into=third, by=town.facilitator).support_count == 3
    first.refresh_from_db()
    assert first.merged_into == third
    actions.unmerge(second, by=town.facilitator)
    third.refresh_from_db()
    assert third.support_count == 2


def test_merge_crossing_another_is_refused_in_words(town):
    one, other = voiced(town), voiced(town)
    actions.merge(one, into=other, by=town.facilitator)
    with pytest.raises(Refused) as refusal:
        actions.merge(other, into=one, by=town.facilitator)
    assert str(other.pk) in str(refusal.value)


@pytest.mark.parametrize("state", [state for state in NeedState if state != NeedState.VOICED])
def test_only_a_voiced_need_is_joined_to_another(town, state):
    main = voiced(town)
    need = need_in(state, space=town.space, council=town.council)
    with pytest.raises(Refused):
        actions.merge(need, into=main, by=town.facilitator)


@pytest.mark.parametrize(
    ("state", "taken"),
    [("heard", True), ("planned", True), ("said_done", False), ("confirmed", False), ("declined", False)],
)
def test_a_need_is_joined_to_one_that_the_council_has_not_closed(town, state, taken):
    main, need = need_in(state, space=town.space, council=town.council), voiced(town)
    if taken:
        assert actions.merge(need, into=main, by=town.facilitator).support_count == 2
    else:
        with pytest.raises(Refused):
            actions.merge(need, into=main, by=town.facilitator)


def test_needs_of_two_communes_or_hidden_ones_or_itself_are_not_merged(town):
    need = voiced(town)
    admin = UserFactory(is_superuser=True)
    for into in (need, need_in(NeedState.VOICED), voiced(town, visibility=Visibility.HIDDEN)):
        with pytest.raises(Refused):
            actions.merge(need, into=into, by=admin)


def test_only_the_facilitator_merges(town):
    main, need = voiced(town), voiced(town)
    for user in (town.citizen, town.moderator, need.author):
        with pytest.raises(PermissionDenied):
            actions.merge(need, into=main, by=user)


def test_recount_finds_and_repairs_a_wrong_count(town, capsys):
    right, wrong = voiced(town), voiced(town)
    Need.objects.filter(pk=wrong.pk).update(support_count=41)
    with pytest.raises(SystemExit):
        call_command("recount_supports", "--check")
    call_command("recount_supports")
    wrong.refresh_from_db()
    assert wrong.support_count == 1
    assert f"need {wrong.pk}: 41 stored, 1 true" in capsys.readouterr().out
    call_command("recount_supports", "--check")
    assert f"need {right.pk}" not in capsys.readouterr().out
