"""Deciding: a person looks, says what is done and under which rule; everybody concerned is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import actions as accounts
from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import Refused, perform
from moderation.actions import ladder, telling
from moderation.actions.acting import in_hand, open_case, thing_of, write_act
from moderation.enums import ActKind, Ground, Origin, Outcome
from moderation.figures import Text
from moderation.kinds import GONE, HELD, HIDDEN, HIDE, SHOW, VISIBLE, Kind, Thing, kinds
from moderation.models import Case
from moderation.workflow import DECIDE
from spaces.models import Clause

Named = tuple[str, int]  # a thing by its kind and its number
NOTE_MAX = 1_000  # characters
MOST = 50  # cases decided at once


@dataclass(frozen=True)
class Decided:
    """What became of one case of several: the case as it is now, or the words of the refusal."""

    case: Case
    refusal: Any = None


def decide(
    case: Case,
    *,
    outcome: str,
    by: User,
    ground: str = "",
    clause: Clause | None = None,
    note: str | Text = "",
    warns: bool = False,
    takes_name: bool = False,
    takes_pictures: Iterable[Named] = (),
) -> Case:
    """Decide a case, and return it: its thing is hidden, or left and shown again.

    To hide, a reason (`ground`) and words for the author are needed; `clause` is the article of the space's charter.
    `note` is a ready text, which each author reads in her language, or words. `warns` puts the author on the next step
    of the ladder; `takes_name` takes away the name that the author shows, whether the words stay or not, for the reason
    that says so; `takes_pictures` are pictures of the thing, each by its kind and number, that are taken away alone:
    each has its own case, its own line of the register, and its own appeal. The author is told what, why, under which
    rule and until when she may appeal; whoever reported is told what came of it. Locks the thing, then the case. Raises
    `PermissionDenied`, `Refused`, `Unfit`.
    """
    if outcome not in Outcome.values:
        raise Unfit(_("Choose what is to be done."), "outcome")
    if ground and ground not in Ground.values:
        raise Unfit(_("Choose the reason from the list."), "ground")
    with transaction.atomic():
        seen = Case.objects.for_list().get(pk=case.pk)
        if not by.has_perm("moderation.decide_case", seen):
            raise PermissionDenied
        words = _words(note, seen.author)
        pictures = list(takes_pictures)
        if outcome == Outcome.HIDDEN or takes_name or pictures:
            _is_founded(ground, words)
        if takes_name and ground != Ground.NAME:
            raise Unfit(
                _("A name is taken away for one reason: choose “%(reason)s”.") % {"reason": Ground.NAME.label}, "ground"
            )
        if clause is not None and (seen.space_id is None or clause.charter.space_id != seen.space_id):
            raise Unfit(_("This article is of another charter."), "clause")
        kind, row, thing = thing_of(seen)
        before = kind.standing(row) if row is not None else GONE
        _carry_out(kind, row, outcome, by=by, note=words)
        columns = {
            "outcome": outcome, "ground": ground or seen.ground, "clause": clause, "note": words, "decided_by": by,
            "folded": "",
        }  # fmt: skip
        facts = {"outcome": outcome, "ground": columns["ground"]}
        done = perform(seen, DECIDE, by=by, also=columns, data=facts)
        act = _act_of(seen, outcome, before)
        write_act(done, act, by=by, ground=ground if outcome == Outcome.HIDDEN else "", clause=clause)
        if warns and outcome == Outcome.HIDDEN:
            ladder.put_on_next_step(done, by=by)
        if takes_name:
            _take_name(done, by=by)
        also_warns = warns and outcome != Outcome.HIDDEN
        _take_pictures(thing, pictures, by=by, warns=also_warns, ground=ground, clause=clause, note=note)
        telling.tell_decided(done, was=before)
        telling.tell_reporters(done, took_name=takes_name, took_pictures=bool(pictures))
    return done


def decide_many(cases: Iterable[Case], *, by: User, warns: bool = False, **decision: Any) -> list[Decided]:
    """Take one decision about several cases, each in a transaction of its own, and return what became of each.

    One that cannot be decided keeps no other one back. With `warns` each author takes one step of the ladder, however
    many of the cases are hers: it is one decision.
    """
    done = []
    warned: set[int | None] = set()
    for case in list(cases)[:MOST]:
        try:
            told = decide(case, by=by, **decision, warns=warns and case.author_id not in warned)
            done.append(Decided(told))
            if warns and told.outcome == Outcome.HIDDEN:
                warned.add(case.author_id)
        except Unfit:
            raise  # the same for all of them: what was typed is put right first
        except Refused as refusal:
            done.append(Decided(case, refusal.message))
        except PermissionDenied:
            done.append(Decided(case, _("You may not decide about this one: somebody else of the space does.")))
    return done


def _words(note: str | Text, author: User | None) -> str:
    """Return what the author is told, in her language when it is a ready text."""
    if isinstance(note, Text):
        return note.in_language(author.language if author else translation.get_language())
    return fits(clean_text(note), NOTE_MAX, "note")


def _is_founded(ground: str, words: str) -> None:
    if not ground:
        raise Unfit(_("Say for which reason it is hidden."), "ground")
    if not has_words(words):
        raise Unfit(_("Write to the author why, or choose a ready text."), "note")


def _carry_out(kind: Kind | None, row: Any, outcome: str, *, by: User, note: str) -> None:
    """Do with the thing what was decided, by its room's own act; nothing when it stands so already."""
    standing = kind.standing(row) if row is not None else GONE
    if outcome == Outcome.HIDDEN and standing in {VISIBLE, HELD}:
        if not kind.can(row, HIDE):
            raise Refused(
                _("This cannot be hidden from here. Leave it, and write to whoever looks after it."), "not_hideable"
            )
        with in_hand():
            kind.move(row, kind.names[HIDE], by=by, note=note)
    elif outcome == Outcome.HIDDEN and standing == GONE:
        raise Refused(_("It is not there any more: its author took it back. Choose “left as it is”."), "gone")
    elif outcome == Outcome.KEPT and standing in {HELD, HIDDEN} and kind.can(row, SHOW):
        with in_hand():
            kind.move(row, kind.names[SHOW], by=by, note=note)


def _take_name(case: Case, *, by: User) -> None:
    """Take away the name that the author shows, and tell her; nothing where it is gone already, as with several cases
    of hers at once. Raises `Refused` where nobody's is shown.
    """
    if case.author is None:
        raise Refused(_("There is no name to take away: nobody’s is shown with it."), "nobody")
    if not case.author.display_name:
        return
    accounts.take_name(case.author, by=by)
    write_act(case, ActKind.NAME, by=by, ground=case.ground, clause=case.clause)
    telling.tell_name_taken(case)


def _take_pictures(thing: Thing | None, pictures: list[Named], *, by: User, warns: bool, **decision: Any) -> None:
    """Take pictures of a thing away, each by a case of its own, whose author is who added it; each author takes one
    step of the ladder at most. Raises `Refused` for one that is there no more, or that the moderator added herself.
    """
    shown = {(one.kind, one.key) for one in thing.pictures if one.kind} if thing else set()
    warned: set[int] = set()
    for name, key in pictures:
        kind = kinds()[name] if (name, key) in shown else None
        row = kind.rows().filter(pk=key).first() if kind else None
        if row is None:
            raise Refused(_("This picture is not there any more: look at the page again."), "gone")
        told = kind.say(row)
        if told.author == by:
            raise Refused(_("You added this picture yourself: another moderator decides about it."), "own")
        with in_hand():  # the thing before its case: the order of locks
            kind.move(row, kind.names[HIDE], by=by, note=_words(decision["note"], told.author))
        case, _is_new = open_case(kind, key, told, origin=Origin.STAFF, ground=decision["ground"])
        author = told.author.pk if told.author else 0
        decide(case, outcome=Outcome.HIDDEN, by=by, warns=warns and author not in warned, **decision)
        warned.add(author)


def _act_of(case: Case, outcome: str, before: str) -> str:
    if outcome == Outcome.HIDDEN:
        return ActKind.PICTURE if case.is_about_picture else ActKind.HIDE
    return ActKind.SHOW if before in {HELD, HIDDEN} else ActKind.KEEP
