"""The events of the demonstration are told by the real actions, and say that they are made up."""

from config.demo import gathering
from events.models import Event
from events.reading import counts_of
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory


def test_the_demonstration_tells_a_forum_and_a_workshop(space, facilitator):
    AssociationFactory.create_batch(3, seat=space.commune, is_demo=True)
    people = UserFactory.create_batch(20)
    gathering.tell({"tiznit": space}, {"tiznit": {"facilitator": facilitator}}, people)
    forum, workshop = Event.objects.order_by("pk")
    assert (forum.state, workshop.state) == ("closed", "published")
    assert forum.is_demo
    assert workshop.is_demo
    assert forum.stands.accepted().count() == 3
    assert forum.notes.actions().count() == 2
    assert forum.arrived_count > 0
    assert [one.count for one in counts_of(forum)] == [29, 23, None]
    assert workshop.placed_count == 9
