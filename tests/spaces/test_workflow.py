"""The life of a space: every state and every move."""

import pytest
from django.core.exceptions import PermissionDenied

from core.models import Entry
from core.workflow import Refused, perform
from spaces.enums import SpaceState as S
from spaces.workflow import CLOSE, MOVES, OPEN, REOPEN
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory
from tests.spaces.conftest import someone

pytestmark = pytest.mark.django_db
ALLOWED = {(S.DRAFT, OPEN): S.OPEN, (S.OPEN, CLOSE): S.CLOSED, (S.CLOSED, REOPEN): S.OPEN}


@pytest.mark.parametrize("action", MOVES)
@pytest.mark.parametrize("state", S)
def test_grid(state, action):
    space = SpaceFactory(state=state)
    by = UserFactory(is_superuser=True)
    if (state, action) not in ALLOWED:
        with pytest.raises(Refused):
            perform(space, action, by=by, note="سبب")
        return
    assert perform(space, action, by=by, note="سبب").state == ALLOWED[state, action]
    assert Entry.objects.filter(subject=f"spaces.space:{space.pk}", action=action, note="سبب").count() == 1


@pytest.mark.parametrize(
    "who", ["citizen", "member", "facilitator", "desk", "coordinator_elsewhere", "facilitator_elsewhere"]
)
def test_only_a_coordinator_closes(who):
    space = SpaceFactory()
    with pytest.raises(PermissionDenied):
        perform(space, CLOSE, by=someone(who, space), note="سبب")


@pytest.mark.parametrize("who", ["coordinator_of_region", "coordinator_of_commune", "named_coordinator"])
def test_a_coordinator_closes(who):
    space = SpaceFactory()
    assert perform(space, CLOSE, by=someone(who, space), note="سبب").state == S.CLOSED
