"""The lives of threads, contributions, debates, sittings, floor requests and polls: one table each."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from debates.enums import DebateState as D
from debates.enums import PollState as P
from debates.enums import RequestState as R
from debates.enums import SittingState as S
from debates.enums import ThreadState as T
from debates.enums import Visibility
from debates.guards import (
    debate_may_sit,
    has_a_conclusion,
    has_a_question,
    poll_has_options,
    poll_is_in_a_live_sitting,
)

HOLD, HIDE, SHOW, WITHDRAW = "hold", "hide", "show", "withdraw"
OPEN, CLOSE = "open", "close"
ANNOUNCE, GO_LIVE, RISE, CONCLUDE, ARCHIVE, REOPEN = "announce", "go_live", "rise", "conclude", "archive", "reopen"
START, END, CANCEL = "start", "end", "cancel"
GIVE, PASS_OVER = "give", "pass_over"

THREAD_MOVES = {
    OPEN: Move(_("Open the discussion"), {T.CLOSED}, T.OPEN, "debates.run_thread"),
    CLOSE: Move(_("Close the discussion"), {T.OPEN}, T.CLOSED, "debates.run_thread"),
    HOLD: Move(_("Hold for checking"), {Visibility.VISIBLE}, Visibility.HELD, "debates.run_thread", field="visibility"),
    HIDE: Move(
        _("Hide"), {Visibility.VISIBLE, Visibility.HELD}, Visibility.HIDDEN, "debates.run_thread", field="visibility"
    ),
    SHOW: Move(
        _("Show"), {Visibility.HELD, Visibility.HIDDEN}, Visibility.VISIBLE, "debates.run_thread", field="visibility"
    ),
}

CONTRIBUTION_MOVES = {
    HOLD: Move(
        _("Hold for checking"),
        {Visibility.VISIBLE},
        Visibility.HELD,
        "debates.moderate_contribution",
        needs_note=True,
        field="visibility",
    ),
    HIDE: Move(
        _("Hide"),
        {Visibility.VISIBLE, Visibility.HELD},
        Visibility.HIDDEN,
        "debates.moderate_contribution",
        needs_note=True,
        field="visibility",
    ),
    SHOW: Move(
        _("Show"),
        {Visibility.HELD, Visibility.HIDDEN},
        Visibility.VISIBLE,
        "debates.moderate_contribution",
        field="visibility",
    ),
    WITHDRAW: Move(
        _("Withdraw"),
        {Visibility.VISIBLE, Visibility.HELD},
        Visibility.WITHDRAWN,
        "debates.withdraw_contribution",
        field="visibility",
    ),
}

DEBATE_MOVES = {
    ANNOUNCE: Move(
        _("Announce"), {D.DRAFT}, D.ANNOUNCED, "debates.run_debate", guards=(has_a_question,), stamp="announced_at"
    ),
    OPEN: Move(_("Open to contributions"), {D.ANNOUNCED}, D.OPEN, "debates.run_debate", stamp="opened_at"),
    # By the start and the end of a sitting.
    GO_LIVE: Move(_("Go live"), {D.ANNOUNCED, D.OPEN}, D.LIVE, "debates.run_debate"),
    RISE: Move(_("The sitting is over"), {D.LIVE}, D.OPEN, "debates.run_debate"),
    CLOSE: Move(_("Close the debate"), {D.OPEN}, D.CLOSED, "debates.run_debate", stamp="closed_at"),
    REOPEN: Move(_("Open it again"), {D.CLOSED}, D.OPEN, "debates.run_debate", needs_note=True),
    CONCLUDE: Move(
        _("Publish the conclusion"),
        {D.CLOSED},
        D.CONCLUDED,
        "debates.conclude_debate",
        guards=(has_a_conclusion,),
        stamp="concluded_at",
    ),
    ARCHIVE: Move(_("Archive"), {D.CONCLUDED}, D.ARCHIVED, "debates.run_debate"),
}

SITTING_MOVES = {
    START: Move(
        _("Open the sitting"), {S.PLANNED}, S.LIVE, "debates.run_sitting", guards=(debate_may_sit,), stamp="started_at"
    ),
    END: Move(_("Close the sitting"), {S.LIVE}, S.ENDED, "debates.run_sitting", stamp="ended_at"),
    CANCEL: Move(_("Cancel the sitting"), {S.PLANNED}, S.CANCELLED, "debates.run_sitting", needs_note=True),
}

REQUEST_MOVES = {
    GIVE: Move(_("Give the floor"), {R.WAITING}, R.GIVEN, "debates.run_floor", stamp="given_at"),
    END: Move(_("End the turn"), {R.GIVEN}, R.DONE, "debates.yield_floor", stamp="ended_at"),
    WITHDRAW: Move(_("Withdraw my request"), {R.WAITING}, R.WITHDRAWN, "debates.withdraw_request", stamp="ended_at"),
    PASS_OVER: Move(_("Pass over"), {R.WAITING}, R.PASSED, "debates.run_floor", stamp="ended_at"),
}

POLL_MOVES = {
    OPEN: Move(
        _("Open the poll"),
        {P.DRAFT},
        P.OPEN,
        "debates.run_poll",
        guards=(poll_has_options, poll_is_in_a_live_sitting),
        stamp="opened_at",
    ),
    CLOSE: Move(_("Close the poll"), {P.OPEN}, P.CLOSED, "debates.run_poll", stamp="closed_at"),
}
