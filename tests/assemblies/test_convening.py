"""Convening: the notice that the rules want, the roll that is frozen, each voter told once; the second call."""

import datetime
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from assemblies import actions
from assemblies.enums import AssemblyState
from core.fitness import Unfit
from core.workflow import Refused
from networks.models import Member
from notices.models import Notice
from spaces.enums import Role
from tests.assemblies.hall import Hall, association, drafted, network
from tests.factories.accounts import UserFactory
from tests.factories.networks import MemberFactory
from tests.factories.spaces import AssociationMemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_notice_shorter_than_the_rules_is_refused_and_the_last_day_is_taken():
    body, by = network()
    late = drafted(body, by, days=14)
    with pytest.raises(Refused) as refusal:
        actions.convene(late, by=by)
    assert refusal.value.code == "short_notice"
    assert "15" in str(refusal.value)
    assert not late.voters.exists()
    in_time = actions.convene(drafted(body, by, days=15), by=by)
    assert in_time.state == AssemblyState.CONVENED


def test_the_rules_are_those_of_the_day_of_convening_and_the_roll_stays_as_it_was():
    body, by = network(3)
    assembly = drafted(body, by)
    actions.set_bylaws(body, "ordinary", by=by, notice_days=10, quorum_first="third", proxies_max=2)
    assembly = actions.convene(assembly, by=by)
    actions.set_bylaws(body, "ordinary", by=by, notice_days=1, quorum_first="any", proxies_max=9)
    MemberFactory(network=body)
    Member.objects.filter(network=body).first()
    assembly.refresh_from_db()
    assert (assembly.quorum_first, assembly.proxies_max, assembly.voters.count()) == ("third", 2, 3)


def test_one_line_a_member_and_who_speaks_for_it():
    body, by = network(1)
    person = MemberFactory(network=body, a_person=True)
    space = MemberFactory(network=body, a_space=True)
    facilitator = MembershipFactory(space=space.space, role=Role.FACILITATOR).user
    MemberFactory(network=body, state="suspended")
    assembly = actions.convene(drafted(body, by), by=by)
    lines = list(assembly.voters.values_list("kind", "speaker"))
    first = Member.objects.get(network=body, kind="association", state="active").association.representative_id
    assert lines == [("association", first), ("person", person.user_id), ("space", facilitator.pk)]


def test_where_only_legal_persons_vote_people_are_not_on_the_roll():
    body, by = network(2, electorate="legal")
    MemberFactory(network=body, a_person=True)
    assert actions.convene(drafted(body, by), by=by).voters.count() == 2


def test_in_an_association_all_who_took_their_place_vote_once_each():
    body, secretary = association(2)
    AssociationMemberFactory(association=body, accepted_at=None)
    AssociationMemberFactory(association=body, user=body.representative)
    assembly = actions.convene(drafted(body, secretary), by=secretary)
    assert assembly.voters.count() == 4  # the representative, the secretary, two members
    assert assembly.voters.get(number=1).speaker == body.representative


def test_each_person_is_told_once_with_the_agenda():
    body, by = network(2)
    twice = Member.objects.filter(network=body).first().association.representative
    MemberFactory(network=body, association__representative=twice)
    assembly = actions.convene(drafted(body, by), by=by)
    told = Notice.objects.filter(key=f"assembly.{assembly.pk}.convened")
    assert (told.count(), told.filter(user=twice).count()) == (2, 1)
    assert "التقرير المالي" in told.first().text
    assert all(notice.is_urgent for notice in told)


@pytest.mark.parametrize(("said", "items", "code"), [({"place": ""}, ("أ",), "no_place"), ({}, (), "no_agenda")])
def test_what_is_missing_is_said(said, items, code):
    body, by = network(1)
    with pytest.raises(Refused) as refusal:
        actions.convene(drafted(body, by, items=items, **said), by=by)
    assert refusal.value.code == code


def test_nobody_to_convene_and_no_rules_are_refused():
    body, by = network(0)
    with pytest.raises(Refused) as refusal:
        actions.convene(drafted(body, by), by=by)
    assert refusal.value.code == "nobody"
    with pytest.raises(Refused) as refusal:
        drafted(body, by, kind="extraordinary")
    assert refusal.value.code == "no_rules"


def test_strangers_and_plain_members_prepare_nothing_and_a_convened_agenda_stays():
    hall = Hall(2)
    for user in (UserFactory(), hall.voter(1).speaker):
        with pytest.raises(PermissionDenied):
            drafted(hall.body, user)
        with pytest.raises(PermissionDenied):
            actions.cancel(hall.assembly, by=user, note="لا")
    with pytest.raises(Refused) as refusal:
        actions.add_item(hall.assembly, by=hall.by, title="نقطة أخرى")
    assert refusal.value.code == "convened"


def test_it_opens_at_its_hour_and_with_its_quorum():
    hall = Hall(5)
    with pytest.raises(Refused) as refusal:
        actions.open_assembly(hall.assembly, by=hall.by)
    assert refusal.value.code == "too_early"
    with hall:
        hall.come(1, 2)
        with pytest.raises(Refused) as refusal:
            actions.open_assembly(hall.assembly, by=hall.by)
        assert refusal.value.code == "no_quorum"
        assert [int(number) for number in re.findall(r"\d+", str(refusal.value))] == [2, 5, 3]
        hall.gives(3, 1)
        assert actions.open_assembly(hall.assembly, by=hall.by).state == AssemblyState.OPEN


def test_without_quorum_a_second_call_by_its_own_rules():
    hall = Hall(5, second_notice_days=7)
    with hall:
        hall.come(1)
        hall.gives(4, 2)
        with pytest.raises(Unfit):
            actions.adjourn(hall.assembly, by=hall.by, second_at=now() + datetime.timedelta(days=6))
        second_at = now() + datetime.timedelta(days=7)
        row = actions.adjourn(hall.assembly, by=hall.by, second_at=second_at)
    assert (row.state, row.call, row.first_call["present"], row.first_call["needed"]) == ("adjourned", 2, 1, 3)
    assert row.standing().present == 0
    assert Notice.objects.filter(key=f"assembly.{row.pk}.second").count() == 5
    with time_machine.travel(second_at, tick=False):
        hall.come(2)  # who holds a proxy: two of five, a third is enough
        row = actions.open_assembly(row, by=hall.by)
        hall.leave(2)
        with pytest.raises(Refused) as refusal:
            actions.adjourn(row, by=hall.by, second_at=now() + datetime.timedelta(days=9))
        assert refusal.value.code == "second_call"


def test_with_quorum_nothing_is_adjourned_and_a_reason_is_told_when_cancelled():
    with Hall(3) as hall:
        hall.come(1, 2)
        with pytest.raises(Refused) as refusal:
            actions.adjourn(hall.assembly, by=hall.by, second_at=now() + datetime.timedelta(days=9))
        assert refusal.value.code == "quorum"
        with pytest.raises(Refused):
            actions.cancel(hall.assembly, by=hall.by, note=" ")
        actions.cancel(hall.assembly, by=hall.by, note="القاعة مغلقة")
    assert Notice.objects.filter(key__endswith=".cancelled").count() == 3
