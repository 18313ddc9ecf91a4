"""Proxies: one may hold so many, none is passed on, none to oneself; who comes herself needs none."""

import pytest
from django.core.exceptions import PermissionDenied

from assemblies import actions
from assemblies.enums import Arrival
from assemblies.models import Proxy
from core.workflow import Refused
from networks.models import Member
from notices.models import Notice
from tests.assemblies.hall import Hall
from tests.factories.accounts import UserFactory
from tests.factories.networks import MemberFactory

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def test_a_proxy_of_a_proxy_is_refused_both_ways():
    hall = Hall(5, proxies_max=2)
    hall.gives(1, 2)
    assert refused(lambda: hall.gives(2, 3)) == "of_a_proxy"  # 2 would hand on the voice of 1
    assert refused(lambda: hall.gives(3, 1)) == "of_a_proxy"  # 1 is represented herself
    assert Proxy.objects.current().count() == 1


def test_to_oneself_beyond_the_limit_twice_and_where_there_are_none():
    hall = Hall(5)
    assert refused(lambda: hall.gives(1, 1)) == "oneself"
    hall.gives(1, 2)
    assert refused(lambda: hall.gives(3, 2)) == "too_many"
    assert refused(lambda: hall.gives(1, 3)) == "given"
    assert refused(lambda: Hall(2, proxies_max=0).gives(1, 2)) == "no_proxies"


def test_one_person_who_speaks_for_two_members_gives_no_proxy_to_herself():
    hall_body = Hall(2).body
    twice = Member.objects.filter(network=hall_body).first().association.representative
    MemberFactory(network=hall_body, association__representative=twice)
    by = hall_body.mandates.get().user
    hall = Hall(body=hall_body, by=by)
    assert refused(lambda: hall.gives(1, 3)) == "oneself"


def test_who_comes_in_person_ends_her_proxy_and_who_is_there_gives_none():
    with Hall(4) as hall:
        proxy = hall.gives(1, 2)
        hall.come(2)
        assert hall.assembly.standing().represented == 1
        actions.check_in(hall.voter(1), by=hall.voter(1).speaker)
        proxy.refresh_from_db()
        assert proxy.end == "came"
        standing = hall.assembly.standing()
        assert (standing.present, standing.represented) == (2, 0)
        assert refused(lambda: hall.gives(1, 2)) == "present"


def test_a_proxy_counts_only_while_its_holder_is_there():
    with Hall(4) as hall:
        hall.gives(1, 2)
        assert hall.assembly.standing().voices == 0
        hall.come(2)
        assert hall.assembly.standing().voices == 2
        hall.leave(2)
        assert hall.assembly.standing().voices == 0


def test_who_leaves_may_give_a_proxy_at_the_door_from_paper():
    with Hall(4) as hall:
        hall.come(1, 2)
        hall.leave(1)
        actions.give_proxy(hall.voter(1), hall.voter(2), by=hall.by, way=Arrival.PAPER)
        assert hall.assembly.standing().voices == 2


def test_only_who_speaks_for_the_giver_or_leads_gives_and_withdraws():
    hall = Hall(4)
    other, stranger = hall.voter(3).speaker, UserFactory()
    for by, way in ((other, "self"), (stranger, "self"), (stranger, "paper"), (hall.by, "self")):
        with pytest.raises(PermissionDenied):
            actions.give_proxy(hall.voter(1), hall.voter(2), by=by, way=way)
    proxy = hall.gives(1, 2)
    with pytest.raises(PermissionDenied):
        actions.withdraw_proxy(proxy, by=hall.voter(2).speaker)
    actions.withdraw_proxy(proxy, by=hall.voter(1).speaker)
    assert hall.gives(1, 3).holder == hall.voter(3)


def test_the_holder_is_told_and_a_voter_of_another_assembly_holds_nothing():
    hall, other = Hall(2), Hall(2)
    proxy = hall.gives(1, 2)
    assert Notice.objects.filter(key__endswith=f".proxy.{proxy.pk}").get().user == hall.voter(2).speaker
    with pytest.raises(PermissionDenied):
        actions.give_proxy(other.voter(1), hall.voter(1), by=other.voter(1).speaker)


def test_before_the_doors_open_nobody_comes_in():
    hall = Hall(3)
    assert refused(lambda: hall.come(1)) == "too_early"
    assert refused(lambda: actions.check_in(hall.voter(1), by=hall.voter(1).speaker)) == "too_early"
    with pytest.raises(PermissionDenied):
        actions.check_in(hall.voter(1), by=hall.voter(2).speaker)
