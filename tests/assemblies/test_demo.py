"""The demonstration's assemblies, on a network as the demonstration has it."""

import pytest

from accounts.models import User
from assemblies.models import Assembly, Vote
from config.demo import assembling
from tests.factories.accounts import UserFactory
from tests.factories.networks import MandateFactory, MemberFactory, NetworkFactory, days
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory

pytestmark = pytest.mark.django_db


def test_one_was_held_with_its_minutes_and_one_is_to_come():
    founder = UserFactory(email="association@demo.invalid")
    own = AssociationFactory(representative=founder)
    AssociationMemberFactory(association=own)
    network = NetworkFactory(founder=founder, is_demo=True)
    MandateFactory(network=network, user=founder, starts_on=days(-120))
    for _number in range(2):
        MemberFactory(network=network)
    MemberFactory(network=network, a_space=True)
    MemberFactory(network=network, association=own)

    assembling.tell({"association": User.objects.get(pk=founder.pk)})

    held = Assembly.objects.get(network=network)
    assert (held.state, held.chair_id is not None, held.minutes.approved_by_id == held.chair_id) == (
        "published", True, True,
    )  # fmt: skip
    votes = Vote.objects.filter(item__assembly=held).order_by("pk")
    assert [(vote.state, vote.is_adopted) for vote in votes] == [("closed", True), ("closed", True), ("closed", None)]
    assert Assembly.objects.get(association=own).state == "convened"
