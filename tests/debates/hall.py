"""A live sitting with its people, for the tests of the room."""

from types import SimpleNamespace

from debates.models import AgendaPoint
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import AgendaPointFactory, SittingFactory
from tests.factories.spaces import MembershipFactory


def hall(*, live: bool = True, points: int = 2, **fields) -> SimpleNamespace:
    """Return a sitting (`live`, or planned) with its `facilitator`, who presides, an `other` one, and a `citizen`."""
    sitting = SittingFactory(live=live, **fields)
    space = sitting.debate.space
    facilitator = MembershipFactory(space=space, role=Role.FACILITATOR).user
    if live:
        sitting.lead = facilitator
        sitting.save(update_fields=["lead"])
        thread = sitting.debate.thread
        thread.rev = thread.room_rev = 1  # as its start did
        thread.save(update_fields=["rev", "room_rev"])
    return SimpleNamespace(
        sitting=sitting,
        debate=sitting.debate,
        thread=sitting.debate.thread,
        space=space,
        facilitator=facilitator,
        other=MembershipFactory(space=space, role=Role.FACILITATOR).user,
        moderator=MembershipFactory(space=space, role=Role.MODERATOR).user,
        citizen=UserFactory(),
        points=[AgendaPointFactory(debate=sitting.debate, number=number + 1) for number in range(points)],
    )


def revs(place) -> tuple[int, int]:
    """Return the numbers of the last change of the thread, and of the room around it."""
    place.thread.refresh_from_db()
    return place.thread.rev, place.thread.room_rev


def spent(point) -> int:
    return AgendaPoint.objects.get(pk=point.pk).spent_seconds
