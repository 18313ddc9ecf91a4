"""The appeal: once, in words, decided by somebody who did not take the first decision."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import perform
from moderation.actions import ladder, telling
from moderation.actions.acting import in_hand, thing_of, write_act
from moderation.enums import ActKind, Outcome
from moderation.kinds import SHOW
from moderation.models import Case
from moderation.workflow import APPEAL, OVERTURN, UPHOLD

APPEAL_MAX, REPLY_MAX = 2_000, 1_000  # characters


def appeal(case: Case, *, by: User, words: str) -> Case:
    """Ask for another look at what was hidden, with the author's words, and return the case.

    Other moderators of the space are told; where there is none, the coordinators. Raises `PermissionDenied`, `Refused`
    when it was done once or is too late, `Unfit`.
    """
    words = fits(clean_text(words), APPEAL_MAX, "words")
    if not has_words(words):
        raise Unfit(_("Say in your own words why it should be shown."), "words")
    with transaction.atomic():
        row = perform(case, APPEAL, by=by, also={"appeal": words})
        write_act(row, ActKind.APPEAL, by=by, ground=row.ground, clause=row.clause)
        telling.tell_second_moderators(row)
    return row


def judge(case: Case, *, overturns: bool, by: User, reply: str) -> Case:
    """Decide an appeal, in words for the author, and return the case: what was hidden is shown again, or stays hidden.

    A warning or a suspension that came with the decision is lifted with it. Locks the thing, then the case. Raises
    `PermissionDenied` to who took the first decision and to the author, `Refused`, `Unfit`.
    """
    reply = fits(clean_text(reply), REPLY_MAX, "reply")
    if not has_words(reply):
        raise Unfit(_("Write to the author why."), "reply")
    with transaction.atomic():
        seen = Case.objects.for_list().get(pk=case.pk)
        move = OVERTURN if overturns else UPHOLD
        if overturns and by.has_perm("moderation.judge_appeal", seen):
            kind, thing, _said = thing_of(seen)
            if thing is not None and kind.can(thing, SHOW):
                with in_hand():
                    kind.move(thing, kind.names[SHOW], by=by, note=reply)
        also = {"reply": reply, "closed_by": by} | ({"outcome": Outcome.KEPT} if overturns else {})
        row = perform(seen, move, by=by, also=also)
        act = ActKind.OVERTURN if overturns else ActKind.UPHOLD
        write_act(row, act, by=by, ground=row.ground, clause=row.clause)
        if overturns:
            ladder.lift(row, by=by)
        telling.tell_judged(row)
    return row
