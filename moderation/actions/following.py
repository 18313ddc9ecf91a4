"""What moderators do at the page of a thing itself is an act of moderation like any other: it has its case, stands in
the register, and can be appealed against."""

from typing import Any

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from core import journal
from core.text import clean_text
from core.workflow import perform
from moderation.actions import ladder, telling
from moderation.actions.acting import is_in_hand, open_case, write_act
from moderation.actions.appealing import REPLY_MAX
from moderation.enums import ActKind, CaseState, Ground, Origin, Outcome
from moderation.kinds import HOLD, SHOW, Kind, Thing, kind_of
from moderation.models import Case
from moderation.workflow import DECIDE, OVERTURN, YIELD


def follow(row: Any, action: str, *, by: User) -> Case | None:
    """Record a move that a person made with a thing at its own page, and return its case; None when it is none of ours.

    Called inside the transaction of the move, which holds the thing.
    """
    kind = kind_of(type(row))
    if kind is None or is_in_hand() or not kind.acts_alone or by.is_system:
        return None
    act = kind.act_of(action)
    if not act:
        return None
    thing = kind.say(row)
    if thing.author is not None and thing.author.pk == by.pk:
        return None
    note = journal.history(row).last().note
    with transaction.atomic():
        if act == SHOW:
            return shown(kind, row, by=by, note=note)
        if act == HOLD:
            return _held(kind, row, thing, by)
        return _hidden(kind, row, thing, by, note)


def shown(kind: Kind, row: Any, *, by: User, note: str, from_case: bool = False) -> Case | None:
    """Record that a thing is shown again, and return its case: what came with its hiding goes with it, and its author
    is told; at the page of the thing her room has told her, `from_case` nobody has.
    """
    last = Case.objects.locked().filter(kind=kind.name, key=row.pk).order_by("-pk").first()
    if last is None:
        return None
    if last.state == CaseState.OPEN:
        last = perform(last, DECIDE, by=by, also={"outcome": Outcome.KEPT, "decided_by": by, "folded": ""})
        telling.tell_reporters(last)
        write_act(last, ActKind.SHOW, by=by)
        return last
    was_hidden, was_appealed = last.outcome == Outcome.HIDDEN, last.state == CaseState.APPEALED
    if was_appealed:
        is_another = by.has_perm("moderation.judge_appeal", last)
        also = {"outcome": Outcome.KEPT, "closed_by": by, "reply": clean_text(note)[:REPLY_MAX]}
        last = perform(last, OVERTURN if is_another else YIELD, by=by, also=also)
    else:
        last.outcome, last.closed_by, last.closed_at = Outcome.KEPT, by, now()
        answers = [last.reply, clean_text(note)]  # the first of a second moderator, where an appeal was lost
        last.reply = "\n\n".join(filter(None, answers))[:REPLY_MAX]
        last.save(update_fields=["outcome", "closed_by", "closed_at", "reply"])
    if was_appealed:
        write_act(last, ActKind.OVERTURN, by=by, ground=last.ground, clause=last.clause)
    else:  # that it is shown has no rule: the line of its hiding names it
        write_act(last, ActKind.SHOW, by=by)
    if was_hidden:
        is_lifted = ladder.lift(last, by=by)
        if is_lifted or was_appealed or from_case:
            telling.tell_shown_again(last, is_lifted=is_lifted, reply=note if from_case else "")
    return last


def _held(kind: Kind, row: Any, thing: Thing, by: User) -> Case:
    case, is_new = open_case(kind, row.pk, thing, origin=Origin.STAFF)
    write_act(case, ActKind.HOLD, by=by, ground=case.ground or Ground.OTHER)
    if is_new:
        journal.record(case, "hold", by=by, data={"kind": kind.name, "key": row.pk})
    return case


def _hidden(kind: Kind, row: Any, thing: Thing, by: User, note: str) -> Case:
    waiting = Case.objects.locked().filter(kind=kind.name, key=row.pk, state=CaseState.OPEN).first()
    ground = (waiting.ground if waiting else "") or Ground.OTHER
    told = {"outcome": Outcome.HIDDEN, "ground": ground, "note": note, "decided_by": by, "folded": ""}
    if waiting:
        case = perform(waiting, DECIDE, by=by, also=told)
    else:
        case = Case.objects.create(
            space=thing.space, kind=kind.name, key=row.pk, author=thing.author, origin=Origin.STAFF,
            state=CaseState.DECIDED, decided_at=now(), is_demo=bool(thing.space and thing.space.is_demo), **told,
        )  # fmt: skip
        journal.record(case, "decide", by=by, data={"kind": kind.name, "key": row.pk, "outcome": Outcome.HIDDEN})
    write_act(case, ActKind.PICTURE if kind.is_picture else ActKind.HIDE, by=by, ground=ground)
    telling.tell_appeal(case)
    telling.tell_reporters(case)
    return case
