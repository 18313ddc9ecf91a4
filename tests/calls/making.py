"""A call led by the real acts, for the tests: applications sent, checked, scored."""

from accounts.models import User
from calls import actions
from calls.actions.moving import close
from calls.models import Application, Call
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, CallFactory, EvaluatorFactory
from tests.factories.spaces import MembershipFactory


def leader_of(call: Call) -> User:
    return MembershipFactory(space=call.space, role=Role.FACILITATOR).user


def application(call: Call, **fields) -> Application:
    """Send an application of an association of its own, in time, and return it."""
    draft = ApplicationFactory(call=call, **fields)
    return actions.send(draft, by=draft.association.representative)


def scoring(*, evaluators: int = 2, count: int = 3, **fields) -> tuple[Call, User, list, list]:
    """Return a call being scored, who leads it, its evaluators' accounts and its eligible applications."""
    call = CallFactory(published=True, whole=True, **fields)
    by = leader_of(call)
    seats = [EvaluatorFactory(call=call, named_by=by).user for _one in range(evaluators)]
    rows = [application(call) for _one in range(count)]
    to_scoring(call, by)
    return Call.objects.get(pk=call.pk), by, seats, [Application.objects.get(pk=row.pk) for row in rows]


def to_scoring(call: Call, by: User) -> None:
    close(call, by=User.objects.system())
    actions.check(call, by=by)
    for row in call.applications.filter(state="sent"):
        actions.accept(row, by=by)
    actions.score(call, by=by)


def gives(user: User, row: Application, *points: int) -> None:
    """Declare no conflict and give points, one for each criterion in their order."""
    actions.declare(row, by=user, has_conflict=False)
    grid = list(row.call.criteria.all())
    marks = {one.pk: value for one, value in zip(grid, points, strict=True)}
    actions.give(row, by=user, marks=marks, comment="مشروع واضح")


def stranger() -> User:
    return UserFactory()
