"""What a person may do with a debate now: the buttons of its page and the API's `actions`."""

from collections.abc import Callable

from core.workflow import Refused, is_open
from debates.actions.concluding import WRITING
from debates.enums import TAKING_PART, DebateState
from debates.guards import debate_may_change, is_not_concluded, takes_contributions
from debates.models import Debate
from debates.workflow import ANNOUNCE, ARCHIVE, CLOSE, CONCLUDE, HIDE, HOLD, OPEN, REOPEN, SHOW

# The moves with a button. A debate goes live and rises with its sittings; it is concluded on a page of its own.
MOVES = (ANNOUNCE, OPEN, CLOSE, REOPEN, ARCHIVE)
# The moves of its thread that have one too: what is shown of the debate. A draft is shown by announcing it.
VISIBILITY = (HOLD, HIDE, SHOW)
EDIT, AGENDA, DOCUMENTS, PLAN, WRITE, FOLLOW, UNFOLLOW, CONTRIBUTE = (
    "edit", "agenda", "documents", "plan", "write_conclusion", "follow", "unfollow", "contribute",
)  # fmt: skip


def _allows(guard: Callable) -> Callable[..., bool]:
    def moment(obj) -> bool:
        try:
            guard(obj)
        except Refused:
            return False
        return True

    return moment


may_change, may_prepare, may_add = map(_allows, (debate_may_change, is_not_concluded, takes_contributions))

# What is no move: its permission, asked of the debate, and its moment.
ACTS: dict[str, tuple[str, Callable[[Debate], bool]]] = {
    CONCLUDE: ("debates.conclude_debate", lambda debate: debate.state == DebateState.CLOSED),
    WRITE: ("debates.conclude_debate", lambda debate: debate.state in WRITING),
    EDIT: ("debates.edit_debate", may_change),
    PLAN: ("debates.edit_debate", may_change),
    AGENDA: ("debates.edit_debate", may_prepare),
    DOCUMENTS: ("debates.edit_debate", may_prepare),
    FOLLOW: (
        "debates.follow_debate",
        lambda debate: not debate.is_followed and debate.state != DebateState.ARCHIVED,
    ),
    UNFOLLOW: ("debates.follow_debate", lambda debate: debate.is_followed),
}


def offers_for(debate: Debate, user) -> list[str]:
    """Return what `user` may do now: moves first, then the acts above; nothing for a visitor.

    The debate came with its thread, its space and commune, and `for_viewer(user)`: nothing here asks the database.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    debate.thread.space = debate.space  # the same row: what the rules of a thread ask for is at hand
    moves = [name for name in MOVES if is_open(debate, name) and user.has_perm(debate.MOVES[name].permission, debate)]
    acts = [
        name
        for name, (permission, is_moment) in ACTS.items()
        if is_moment(debate) and user.has_perm(permission, debate)
    ]
    return moves + acts + _of_the_thread(debate, user)


def _of_the_thread(debate: Debate, user) -> list[str]:
    thread, offered = debate.thread, []
    if debate.state != DebateState.DRAFT and user.has_perm("debates.run_thread", thread):
        offered += [name for name in VISIBILITY if is_open(thread, name)]
    if debate.state in TAKING_PART and may_add(thread) and user.has_perm("debates.contribute", thread):
        offered.append(CONTRIBUTE)
    return offered
