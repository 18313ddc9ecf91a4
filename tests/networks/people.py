"""People around a network, by what they are to it."""

from contextlib import contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Trust
from core.workflow import Refused
from networks.enums import MemberKind
from spaces.enums import Position, Role
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.networks import MandateFactory, MemberFactory, NetworkFactory, days
from tests.factories.spaces import AssociationMemberFactory, MembershipFactory
from tests.factories.territories import TerritoryFactory, region

WHO = [
    "visitor", "citizen", "steerer", "past_steerer", "steerer_elsewhere", "representative", "secretary", "sitting",
    "facilitator", "moderator", "person", "coordinator", "coordinator_elsewhere", "inactive", "superuser",
]  # fmt: skip


@contextmanager
def refused(code: str):
    """Expect a refusal for the reason that `code` names; of what cannot be taken, the code is the field."""
    with pytest.raises(Refused) as no:
        yield
    assert no.value.code == code


def world(**fields):
    """Return a network of the region of the tests, with a member of each kind."""
    network = NetworkFactory(**fields)
    network.territories.add(region())
    members = {
        "association": MemberFactory(network=network),
        "space": MemberFactory(network=network, a_space=True),
        "person": MemberFactory(network=network, a_person=True),
    }
    assert {member.kind for member in members.values()} == set(MemberKind.values)
    return network, members


def someone(who: str, network, members):
    """Return a person by what she is to the network and its three members."""
    if who == "visitor":
        return AnonymousUser()
    if who == "representative":
        return members["association"].association.representative
    if who == "person":
        return members["person"].user
    user = UserFactory(is_superuser=who == "superuser", trust=Trust.CONTACT)
    give = {
        "steerer": lambda: MandateFactory(network=network, user=user),
        "past_steerer": lambda: MandateFactory(network=network, user=user, ends_on=days(-1)),
        "steerer_elsewhere": lambda: MandateFactory(user=user),
        "secretary": lambda: AssociationMemberFactory(association=members["association"].association, user=user),
        "sitting": lambda: AssociationMemberFactory(
            association=members["association"].association, user=user, position=Position.MEMBER
        ),
        "facilitator": lambda: MembershipFactory(space=members["space"].space, user=user, role=Role.FACILITATOR),
        "moderator": lambda: MembershipFactory(space=members["space"].space, user=user, role=Role.MODERATOR),
        "coordinator": lambda: Coordination.objects.create(user=user, territory=region()),
        "coordinator_elsewhere": lambda: Coordination.objects.create(
            user=user, territory=TerritoryFactory(code="05.071.01.01", slug="elsewhere")
        ),
    }
    if who in give:
        give[who]()
    if who == "inactive":
        MandateFactory(network=network, user=user)
        user.is_active = False
        user.save()
    return user
