"""The network of the demonstration, told over two communes."""

import pytest

from config.demo import networking, people
from networks.enums import MemberState, OfferKind
from networks.models import Offer, Support
from spaces.models import Coordination
from tests.factories.networks import days
from tests.factories.spaces import AssociationFactory, MembershipFactory, SpaceFactory
from tests.factories.territories import region

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_a_network_at_work():
    accounts = people.make_accounts()
    Coordination.objects.create(user=accounts["coordinator"], territory=region())
    spaces = {key: SpaceFactory() for key in ("tiznit", "tata", "ouarzazate")}
    staff = {key: {"facilitator": MembershipFactory(space=one, role="facilitator").user} for key, one in spaces.items()}
    AssociationFactory(representative=accounts["association"], founded_on=days(-900))
    network = networking.tell(accounts, spaces, staff)
    assert network.is_demo
    assert [charter.adhering for charter in network.charters.with_adhering()] == [4, 2]
    assert {charter.clauses.count() for charter in network.charters.all()} == {8}
    assert network.members.active().count() == 4
    assert network.members.filter(state=MemberState.APPLIED).count() == 1
    assert Support.objects.confirmed().count() == 2
    assert [row.fit_count for row in Offer.objects.current().with_fitting(OfferKind.ASK).order_by("id")] == [1, 0]
