"""What a person may do with a debate now: the buttons of its page and the API's `actions`."""

from core.workflow import Refused, is_open
from debates.enums import TAKING_PART, DebateState
from debates.guards import debate_may_change, is_not_concluded, takes_contributions
from debates.models import Debate
from debates.workflow import ANNOUNCE, ARCHIVE, CLOSE, CONCLUDE, OPEN, REOPEN

# The moves with a button. A debate goes live and rises with its sittings; it is concluded on a page of its own.
MOVES = (ANNOUNCE, OPEN, CLOSE, REOPEN, ARCHIVE)
EDIT, AGENDA, DOCUMENTS, PLAN, FOLLOW, UNFOLLOW, CONTRIBUTE = (
    "edit", "agenda", "documents", "plan", "follow", "unfollow", "contribute",
)  # fmt: skip


def offers_for(debate: Debate, user) -> list[str]:
    """Return what `user` may do now: moves first, then the acts above; nothing for a visitor.

    The debate came with its thread, its space and commune, and `for_viewer(user)`: nothing here asks the database.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    debate.thread.space = debate.space  # the same row: what the rules of a thread ask for is at hand
    offered = [name for name in MOVES if is_open(debate, name) and user.has_perm(debate.MOVES[name].permission, debate)]
    if debate.state == DebateState.CLOSED and user.has_perm("debates.conclude_debate", debate):
        offered.append(CONCLUDE)
    if user.has_perm("debates.edit_debate", debate):
        if _allows(debate_may_change, debate):
            offered += [EDIT, PLAN]
        if _allows(is_not_concluded, debate):
            offered += [AGENDA, DOCUMENTS]
    if user.has_perm("debates.follow_debate", debate):
        if debate.is_followed:
            offered.append(UNFOLLOW)
        elif debate.state != DebateState.ARCHIVED:
            offered.append(FOLLOW)
    if debate.state in TAKING_PART and _allows(takes_contributions, debate.thread):
        offered += [CONTRIBUTE] * user.has_perm("debates.contribute", debate.thread)
    return offered


def _allows(guard, obj) -> bool:
    try:
        guard(obj)
    except Refused:
        return False
    return True
