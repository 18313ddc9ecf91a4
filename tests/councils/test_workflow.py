"""The grid: every state × every move. Allowed cells are listed by hand."""

import pytest
from django.utils.timezone import now

from accounts.models import User
from core.workflow import Refused, perform
from councils.enums import ReferralState as S
from councils.workflow import ASSIGN, DRAFT, MOVES, PUBLISH, REOPEN, RETURN, SETTLE, VALIDATE, WITHDRAW
from tests.factories.councils import MandateFactory, ReferralFactory

ALLOWED = {
    (S.RECEIVED, ASSIGN): S.ASSIGNED,
    (S.RECEIVED, DRAFT): S.DRAFTED,
    (S.RECEIVED, WITHDRAW): S.WITHDRAWN,
    (S.ASSIGNED, ASSIGN): S.ASSIGNED,
    (S.ASSIGNED, DRAFT): S.DRAFTED,
    (S.ASSIGNED, WITHDRAW): S.WITHDRAWN,
    (S.DRAFTED, DRAFT): S.DRAFTED,
    (S.DRAFTED, RETURN): S.ASSIGNED,
    (S.DRAFTED, VALIDATE): S.VALIDATED,
    (S.DRAFTED, PUBLISH): S.ANSWERED,
    (S.DRAFTED, WITHDRAW): S.WITHDRAWN,
    (S.VALIDATED, RETURN): S.ASSIGNED,
    (S.VALIDATED, PUBLISH): S.ANSWERED,
    (S.VALIDATED, WITHDRAW): S.WITHDRAWN,
    (S.ANSWERED, REOPEN): S.RECEIVED,
}


# What is answered by its own procedure is never drafted, validated or published here: it is settled.
BY_PROCEDURE = {
    (S.RECEIVED, ASSIGN): S.ASSIGNED,
    (S.RECEIVED, SETTLE): S.ANSWERED,
    (S.RECEIVED, WITHDRAW): S.WITHDRAWN,
    (S.ASSIGNED, ASSIGN): S.ASSIGNED,
    (S.ASSIGNED, SETTLE): S.ANSWERED,
    (S.ASSIGNED, WITHDRAW): S.WITHDRAWN,
    # Reached by no move of its own; the table lets nothing but its end out of them.
    (S.DRAFTED, SETTLE): S.ANSWERED,
    (S.DRAFTED, WITHDRAW): S.WITHDRAWN,
    (S.VALIDATED, SETTLE): S.ANSWERED,
    (S.VALIDATED, WITHDRAW): S.WITHDRAWN,
    (S.ANSWERED, REOPEN): S.RECEIVED,
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("action", MOVES)
@pytest.mark.parametrize("by_procedure", [False, True])
def test_grid(db, state, action, by_procedure):
    referral = ReferralFactory(
        state=state, answered_at=now() if state == S.ANSWERED else None, by_procedure=by_procedure
    )
    president = MandateFactory(council=referral.council, president=True).user
    by = User.objects.system() if action in {WITHDRAW, REOPEN} else president
    also = {"answered_at": None} if action == REOPEN else None
    if target := (BY_PROCEDURE if by_procedure else ALLOWED).get((state, action)):
        assert perform(referral, action, by=by, note="a reason", also=also).state == target
    else:
        with pytest.raises(Refused):
            perform(referral, action, by=by, note="a reason")
        referral.refresh_from_db()
        assert referral.state == state


@pytest.mark.parametrize("action", [RETURN, WITHDRAW, REOPEN])
def test_moves_that_need_a_reason_refuse_silence(db, action):
    state = next(iter(MOVES[action].sources))
    referral = ReferralFactory(state=state, answered_at=now() if state == S.ANSWERED else None)
    president = MandateFactory(council=referral.council, president=True).user
    with pytest.raises(Refused) as refusal:
        perform(referral, action, by=User.objects.system() if action != RETURN else president, note="  ")
    assert refusal.value.code == "note_missing"
