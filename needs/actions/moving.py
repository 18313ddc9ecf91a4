"""One door for the buttons and the API: a move by its name."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from needs.actions.confirming import confirm, contest
from needs.actions.moves import hide, hold, refer, reopen, show
from needs.models import Need
from needs.workflow import CONFIRM, CONTEST, HIDE, HOLD, REFER, REOPEN, SHOW

BY_NAME = {REFER: refer, CONTEST: contest, REOPEN: reopen, HOLD: hold, HIDE: hide, SHOW: show}


def move(need: Need, action: str, *, by: User, note: str = "") -> Need:
    """Perform the move `action` with everything that goes with it, and return the need.

    The council's own moves follow its answers (`follow_answer`): nobody performs them by hand, so they raise
    `PermissionDenied`, as does a name that the table does not know.
    """
    if action == CONFIRM:
        return confirm(need, by=by)
    if action not in BY_NAME:
        raise PermissionDenied
    return BY_NAME[action](need, by=by, note=note)
