"""A space with its people, and something said in it."""

from dataclasses import dataclass

from accounts.models import User
from debates.models import Contribution
from spaces.enums import Role
from spaces.models import Coordination, Space
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, ThreadFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import region


@dataclass
class Place:
    """The people of a space. `said` is what `author` said there."""

    space: Space
    facilitator: User
    moderator: User
    coordinator: User
    author: User
    citizen: User
    said: Contribution


def place(text: str = "أنتم لا تفهمون شيئا في هذا الموضوع") -> Place:
    space = SpaceFactory()
    facilitator, moderator, coordinator, author, citizen = UserFactory.create_batch(5)
    MembershipFactory(space=space, user=facilitator, role=Role.FACILITATOR)
    MembershipFactory(space=space, user=moderator, role=Role.MODERATOR)
    Coordination.objects.create(user=coordinator, territory=region())
    said = ContributionFactory(thread=ThreadFactory(space=space), author=author, text=text)
    return Place(space, facilitator, moderator, coordinator, author, citizen, said)
