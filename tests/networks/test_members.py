"""Membership: applied for, checked, decided, ended; the charter that members sign."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from core.models import Entry
from core.workflow import Refused, perform
from networks import actions
from networks.enums import MemberKind, MemberState, NetworkState
from networks.enums import MemberState as M
from networks.models import Adherence, Member
from networks.workflow import ADMIT, EXCLUDE, MEMBER_MOVES, REFUSE, RESTORE, SUSPEND, WITHDRAW
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.networks import CharterFactory, MandateFactory, MemberFactory, NetworkFactory, days
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory, MembershipFactory, SpaceFactory
from tests.networks.people import refused, world
from tests.races import refusals, together

pytestmark = pytest.mark.django_db
ALLOWED = {
    (M.APPLIED, ADMIT): M.ACTIVE,
    (M.APPLIED, REFUSE): M.REFUSED,
    (M.ACTIVE, SUSPEND): M.SUSPENDED,
    (M.SUSPENDED, RESTORE): M.ACTIVE,
    (M.ACTIVE, EXCLUDE): M.EXCLUDED,
    (M.SUSPENDED, EXCLUDE): M.EXCLUDED,
    (M.APPLIED, WITHDRAW): M.WITHDRAWN,
    (M.ACTIVE, WITHDRAW): M.WITHDRAWN,
    (M.SUSPENDED, WITHDRAW): M.WITHDRAWN,
}


def test_the_grid_of_a_member():
    by = UserFactory(is_superuser=True)
    for state in M:
        for action in MEMBER_MOVES:
            member = MemberFactory(state=state)
            if (state, action) in ALLOWED:
                assert perform(member, action, by=by, note="سبب").state == ALLOWED[state, action]
            else:
                with pytest.raises(Refused):
                    perform(member, action, by=by, note="سبب")


@pytest.fixture
def network(db):
    return CharterFactory(network=NetworkFactory()).network


@pytest.fixture
def steerer(network):
    return MandateFactory(network=network).user


def test_a_network_takes_each_kind_from_whoever_binds_it(network, steerer):
    association = AssociationFactory()
    facilitator = MembershipFactory(role="facilitator")
    person = UserFactory()
    first = actions.apply(network, by=association.representative, association=association, version=1)
    second = actions.apply(network, by=facilitator.user, space=facilitator.space, version=1)
    third = actions.apply(network, by=person, version=1, is_listed=False, themes=["water"])
    assert [m.kind for m in (first, second, third)] == ["association", "space", "person"]
    assert {m.state for m in (first, second, third)} == {M.APPLIED}
    assert third.user == person
    assert not third.is_listed
    assert Adherence.objects.filter(charter__network=network).count() == 3
    assert Notice.objects.filter(user=steerer, url=first.get_absolute_url().removeprefix("/ar")).exists()


def test_nobody_applies_in_anothers_name(network):
    association = AssociationFactory()
    secretary = AssociationMemberFactory(association=association).user
    moderator = MembershipFactory(role="moderator")
    for by, applicant in (
        (secretary, {"association": association}),
        (UserFactory(is_superuser=True), {"association": association}),
        (moderator.user, {"space": moderator.space}),
        (UserFactory(is_superuser=True), {"space": SpaceFactory()}),
    ):
        with pytest.raises(PermissionDenied):
            actions.apply(network, by=by, version=1, **applicant)
    assert not Member.objects.exists()


def test_the_window_of_applications_holds_both_its_days(network):
    network.applications_from, network.applications_to = days(0), days(2)
    network.save()
    people = [UserFactory() for _ in range(4)]
    with time_machine.travel(days(-1), tick=False), refused("not_open"):
        actions.apply(network, by=people[0], version=1)
    actions.apply(network, by=people[1], version=1)
    with time_machine.travel(days(2), tick=False):
        actions.apply(network, by=people[2], version=1)
    with time_machine.travel(days(3), tick=False), pytest.raises(Refused):
        actions.apply(network, by=people[3], version=1)


def test_applications_that_cannot_be(network):
    person = UserFactory()
    actions.apply(network, by=person, version=1)
    with refused("waits"):
        actions.apply(network, by=person, version=1)
    network.takes = [MemberKind.ASSOCIATION]
    network.save()
    with refused("who"):
        actions.apply(network, by=UserFactory(), version=1)
    network.state = NetworkState.CLOSED
    network.save()
    association = AssociationFactory()
    with pytest.raises(Refused):
        actions.apply(network, by=association.representative, association=association, version=1)
    draft = NetworkFactory(state=NetworkState.DRAFT)
    with pytest.raises(PermissionDenied):
        actions.apply(draft, by=association.representative, association=association, version=0)


def test_founders_bring_in_the_first_members_of_a_network_in_preparation():
    founder = UserFactory()
    network = actions.register_network(
        by=founder, kind="network", name_ar="شبكة", name_fr="Réseau", takes=["association", "person"]
    )
    with refused("no_charter"):
        actions.move_network(network, "open", by=founder)
    actions.publish_charter(network, by=founder, clauses=[("بند", "Clause", "")], based_on=0)
    member = actions.apply(network, by=founder, version=1)
    # Nobody else steers it: she decides about herself.
    assert actions.decide(member, ADMIT, by=founder).state == M.ACTIVE
    assert actions.move_network(network, "open", by=founder).state == NetworkState.OPEN


def test_admitting_needs_each_condition_ticked_by_someone(network, steerer):
    condition = actions.add_condition(
        network, by=steerer, text_ar="وصل نهائي", text_fr="Récépissé définitif", kind="association"
    )
    other = actions.add_condition(network, by=steerer, text_ar="مقيم", text_fr="Résider", kind="person")
    association = AssociationFactory()
    member = actions.apply(network, by=association.representative, association=association, version=1)
    with refused("conditions"):
        actions.decide(member, ADMIT, by=steerer)
    with refused("not_asked"):
        actions.tick(member, other, by=steerer)
    with pytest.raises(PermissionDenied):
        actions.tick(member, condition, by=association.representative)
    ticked = actions.tick(member, condition, by=steerer)
    assert (ticked.by, actions.tick(member, condition, by=steerer)) == (steerer, ticked)
    actions.take_off_tick(member, condition, by=steerer)
    with pytest.raises(Refused):
        actions.decide(member, ADMIT, by=steerer)
    actions.retire_condition(condition, by=steerer)
    assert actions.decide(member, ADMIT, by=steerer).joined_at
    assert Notice.objects.filter(user=association.representative, url__contains="members").exists()


def test_who_speaks_for_a_member_does_not_decide_about_it(network, steerer):
    association = AssociationFactory(representative=steerer)
    member = actions.apply(network, by=steerer, association=association, version=1)
    other = MandateFactory(network=network).user
    with refused("own"):
        actions.decide(member, ADMIT, by=steerer)
    assert actions.decide(member, ADMIT, by=other).state == M.ACTIVE


def test_suspension_exclusion_and_leaving_say_why(network, steerer):
    member = MemberFactory(network=network)
    by = member.association.representative
    with refused("note"):
        actions.decide(member, SUSPEND, by=steerer)
    with pytest.raises(PermissionDenied):
        actions.decide(member, SUSPEND, by=by, note="سبب")
    with pytest.raises(KeyError):
        actions.decide(member, WITHDRAW, by=steerer)
    suspended = actions.decide(member, SUSPEND, by=steerer, note="لم تحضر ثلاث دورات")
    assert (suspended.state, suspended.reason) == (M.SUSPENDED, "لم تحضر ثلاث دورات")
    with refused("not_adhered"):
        actions.decide(member, RESTORE, by=steerer, note="حضرت")
    actions.adhere(member, by=by, version=1)
    assert actions.decide(member, RESTORE, by=steerer, note="حضرت").state == M.ACTIVE
    with pytest.raises(PermissionDenied):
        actions.withdraw(member, by=steerer)
    left = actions.withdraw(member, by=by)
    assert (left.state, bool(left.ended_at), left.reason) == (M.WITHDRAWN, True, "")
    again = actions.apply(network, by=by, association=member.association, version=1)
    assert again.pk != member.pk


def test_the_charter_is_asked_again_when_it_changes(network, steerer):
    member = MemberFactory(network=network)
    by = member.association.representative
    actions.adhere(member, by=by, version=1)
    clauses = [("الاستقلالية.", "L’indépendance.", ""), ("الشفافية.", "La transparence.", "ⴰⵙⵓⴼⵖ")]
    second = actions.publish_charter(network, by=steerer, clauses=clauses, based_on=1)
    assert [c.text_zgh for c in second.clauses.all()] == ["", "ⴰⵙⵓⴼⵖ"]
    assert Notice.objects.filter(user=by, key=f"network.charter.{second.pk}").count() == 1
    with refused("changed"):
        actions.adhere(member, by=by, version=1)
    with pytest.raises(PermissionDenied):
        actions.adhere(member, by=steerer, version=2)
    actions.adhere(member, by=by, version=2)
    actions.adhere(member, by=by, version=2)
    assert Adherence.objects.filter(member=member).count() == 2
    assert Entry.objects.filter(subject=f"networks.member:{member.pk}", action="adhere").count() == 2
    for change, code in (
        ({"clauses": clauses, "based_on": 2}, "same"),
        ({"clauses": clauses[:1], "based_on": 1}, "changed"),
        ({"clauses": [], "based_on": 2}, "empty"),
        ({"clauses": [("بند", "", "")], "based_on": 2}, "clause_missing"),
    ):
        with refused(code):
            actions.publish_charter(network, by=steerer, **change)
    with pytest.raises(PermissionDenied):
        actions.publish_charter(network, by=by, clauses=clauses[:1], based_on=2)


def test_leaving_a_network_does_not_take_signatures_back():
    _, members = world()
    charter = CharterFactory(network=members["person"].network)
    actions.adhere(members["person"], by=members["person"].user, version=1)
    actions.withdraw(members["person"], by=members["person"].user)
    assert charter.adherences.count() == 1
    with refused("not_member"):
        actions.adhere(members["person"], by=members["person"].user, version=1)


@pytest.mark.django_db(transaction=True)
def test_a_clause_taken_out_while_members_sign():
    network = CharterFactory(network=NetworkFactory()).network
    steerer = MandateFactory(network=network).user
    members = [MemberFactory(network=network) for _ in range(6)]

    def sign(member):
        return lambda: actions.adhere(member, by=member.association.representative, version=1)

    def shorten():
        return actions.publish_charter(network, by=steerer, clauses=[("بند", "Clause", "")], based_on=1)

    results = together(*(sign(member) for member in members[:3]), shorten, *(sign(member) for member in members[3:]))
    assert results[3].version == 2
    signed = [one for one in results if isinstance(one, Adherence)]
    assert len(signed) + len(refusals(results)) == 6
    # Whoever signed, signed a version with both its clauses; nobody is counted for the one that she did not read.
    assert all(one.charter.version == 1 and one.charter.clauses.count() == 2 for one in signed)
    assert not Adherence.objects.filter(charter=results[3]).exists()


@pytest.mark.django_db(transaction=True)
def test_applying_and_deciding_at_once():
    network = NetworkFactory()
    association = AssociationFactory()
    by = association.representative
    results = together(*[lambda: actions.apply(network, by=by, association=association, version=0)] * 5)
    assert len(refusals(results)) == 4
    member = Member.objects.get()
    steerers = [MandateFactory(network=network).user for _ in range(2)]
    results = together(
        lambda: actions.decide(member, ADMIT, by=steerers[0]),
        lambda: actions.decide(member, REFUSE, by=steerers[1], note="سبب"),
    )
    assert len(refusals(results)) == 1
    assert Member.objects.get().state in {MemberState.ACTIVE, MemberState.REFUSED}
