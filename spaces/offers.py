"""What a person may do with a space now: the buttons of its page and the API's `actions`."""

from core import workflow
from spaces.enums import SpaceState
from spaces.models import Space
from spaces.rules import roles_of

JOIN, LEAVE, ADHERE, MANAGE = "join", "leave", "adhere", "manage"


def offers_for(space: Space, user) -> list[str]:
    """Return `join`, `leave`, `adhere`, `manage` and the moves of the space, as far as they are possible now. No query
    for each space, once the person's roles are read."""
    if not user.is_authenticated or not user.is_active:
        return []
    is_member = bool(roles_of(user).by_space.get(space.pk))
    offered = []
    if is_member:
        offered.append(LEAVE)
    elif space.state == SpaceState.OPEN and user.has_perm("spaces.join_space", space):
        offered.append(JOIN)
    if is_member and user.has_perm("spaces.join_space", space):
        offered.append(ADHERE)
    if user.has_perm("spaces.facilitate_space", space):
        offered.append(MANAGE)
    return offered + workflow.available(space, user)
