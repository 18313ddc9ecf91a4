"""Who may, and that lists and objects agree about it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from spaces.enums import Role
from spaces.enums import SpaceState as S
from spaces.models import Coordination, Space
from spaces.queries import roles_of
from spaces.rules import has_role, is_staff_of_a_space
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory, province, region
from tests.spaces.conftest import WHO, someone

pytestmark = pytest.mark.django_db
COORDINATORS = {"named_coordinator", "coordinator_of_region", "coordinator_of_commune", "superuser"}
FACILITATORS = COORDINATORS | {"facilitator"}
STAFF = FACILITATORS | {"moderator", "rapporteur", "desk"}
MAY = {
    "spaces.facilitate_space": FACILITATORS,
    "spaces.moderate_space": FACILITATORS | {"moderator"},
    "spaces.relay_space": {"desk", "facilitator", "superuser"},
    "spaces.vouch_in_space": {"desk", "facilitator", "superuser"},
    "spaces.coordinate_space": COORDINATORS,
    "spaces.open_space": COORDINATORS,
    "spaces.manage_members": FACILITATORS,
    "spaces.appoint_facilitator": COORDINATORS,
    "spaces.edit_charter": FACILITATORS,
    "spaces.view_members": STAFF,
    "spaces.join_space": WHO - {"visitor", "inactive"},
    "spaces.leave_space": {
        "member",
        "facilitator",
        "moderator",
        "rapporteur",
        "desk",
        "named_coordinator",
        "superuser",
    },
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("who", sorted(WHO))
def test_list_and_object_agree(who, state):
    space = SpaceFactory(state=state)
    user = someone(who, space)
    listed = Space.objects.visible_to(user).filter(pk=space.pk).exists()
    assert listed == user.has_perm("spaces.view_space", space)
    assert listed == (state != S.DRAFT or who in STAFF)


@pytest.mark.parametrize("who", sorted(WHO))
def test_who_may_do_what(who):
    space = SpaceFactory()
    user = someone(who, space)
    assert {name for name in MAY if user.has_perm(name, space)} == {
        name for name, people in MAY.items() if who in people
    }


@pytest.mark.parametrize("permission", [*MAY, "spaces.view_space", "spaces.open_commune", "accounts.vouch_user"])
def test_permissions_without_an_object_do_not_fail(permission):
    assert UserFactory().has_perm(permission) in {True, False}
    assert AnonymousUser().has_perm(permission) in {True, False}


def test_a_region_covers_its_communes_and_no_other():
    commune, user = TerritoryFactory(), UserFactory()
    Coordination.objects.create(user=user, territory=region())
    other = TerritoryFactory(code="091.001.01.01", slug="other")
    assert user.has_perm("spaces.open_commune", commune)
    assert user.has_perm("spaces.open_commune", province())
    assert not user.has_perm("spaces.open_commune", other)


def test_an_ended_coordination_gives_nothing():
    user = UserFactory()
    Coordination.objects.create(user=user, territory=region(), ended_at="2026-01-01T00:00Z")
    assert not user.has_perm("spaces.open_commune", TerritoryFactory())


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who", ["facilitator", "coordinator_of_region"])
def test_roles_are_read_once(who, count, django_assert_num_queries):
    user = someone(who, SpaceFactory())
    for _n in range(count):
        SpaceFactory()
    with django_assert_num_queries(2):
        spaces = list(Space.objects.visible_to(user).for_list())
        [(user.has_perm("spaces.facilitate_space", one), has_role(one, user, {Role.DESK})) for one in spaces]
    assert len(spaces) == count + 1


def test_who_needs_a_second_factor():
    space = SpaceFactory()
    need = {who for who in WHO if is_staff_of_a_space(someone(who, space))}
    assert need == (STAFF - {"superuser"}) | {"coordinator_elsewhere", "facilitator_elsewhere"}


def test_desks_vouch_for_others():
    space = SpaceFactory()
    citizen = UserFactory()
    assert {who for who in WHO if someone(who, space).has_perm("accounts.vouch_user", citizen)} == {
        "desk", "facilitator", "facilitator_elsewhere", "superuser",
    }  # fmt: skip
    desk = someone("desk", space)
    assert not desk.has_perm("accounts.vouch_user", desk)


def test_who_acts_for_a_space_looks_for_people():
    space = SpaceFactory()
    looking = {who for who in WHO if someone(who, space).has_perm("accounts.look_for_user")}
    assert looking == (STAFF - {"moderator", "rapporteur"}) | {"coordinator_elsewhere", "facilitator_elsewhere"}


def test_roles_of_a_person_in_several_spaces():
    user, first, second = UserFactory(), SpaceFactory(), SpaceFactory()
    MembershipFactory(space=first, user=user, role=Role.DESK)
    MembershipFactory(space=first, user=user, role=Role.MEMBER)
    MembershipFactory(space=second, user=user, role=Role.MEMBER)
    assert roles_of(user).by_space == {first.pk: {Role.DESK, Role.MEMBER}, second.pk: {Role.MEMBER}}
