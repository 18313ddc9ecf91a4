"""The engine of everything that has a life: a table of moves per model, and one function that performs them.

A model that has a life carries `MOVES: dict[str, Move]`. Rules (`rules.py`) say WHO may, guards say WHEN: a superuser
passes every rule, and no guard.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core import journal
from core.signals import moved
from core.text import clean_text, has_words


class Refused(Exception):  # noqa: N818 -- an expected no, not an error
    """An expected no: its message is written for the person who asked, in her language."""

    def __init__(self, message: Any, code: str = "refused"):
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class Move:
    """One row of a table of moves.

    `field` is the axis it changes (one column per axis), `sources` the values it may leave, `target` the value it
    sets, `permission` the rule asked of the person, `guards` functions of the locked row that raise `Refused`, `stamp`
    a date-time column set to now, `needs_note` whether a reason must be given (it is shown to all), `label` the words
    on the button.
    """

    label: Any
    sources: frozenset[str] | set[str]
    target: str
    permission: str
    guards: tuple[Callable[[models.Model], None], ...] = ()
    stamp: str = ""
    needs_note: bool = False
    field: str = field(default="state")


def visibility_moves(permission: str, *, holds: bool = True) -> dict[str, Move]:
    """Return the moves of the axis `visibility` of what everyone may read: held for checking, hidden, shown again.

    Who moderates (`permission`) gives the reason of the first two. The column holds "visible", "held" or "hidden".
    Without `holds` nothing is held: of a part of a thing, which no rule looks at by itself.
    """
    axis = {"permission": permission, "field": "visibility"}
    hold = {"hold": Move(_("Hold for checking"), {"visible"}, "held", needs_note=True, **axis)} if holds else {}
    return hold | {
        "hide": Move(_("Hide"), {"visible", "held"}, "hidden", needs_note=True, **axis),
        "show": Move(_("Show again"), {"held", "hidden"}, "visible", **axis),
    }


def perform(
    obj: models.Model,
    action: str,
    *,
    by: Any,
    note: str = "",
    also: Mapping[str, Any] | None = None,
    data: dict | None = None,
) -> models.Model:
    """Perform the move `action` of `obj.MOVES` and return the row as it now is.

    Locks the row, asks the rule and the guards, writes the state with the columns in `also` (never an axis), records
    the move in the journal with `note` as its public reason and `data` as its facts (`core.journal.record`), and sends
    `moved`, all in one transaction.

    Raises `PermissionDenied` when the person may not, `Refused` when it is not the moment, the reason is missing or she
    is suspended, `KeyError` for a move that the table does not have, `ValueError` when `also` names an axis.
    """
    move: Move = obj.MOVES[action]
    also = dict(also or {})
    if axes := also.keys() & {other.field for other in obj.MOVES.values()}:
        raise ValueError(f"An axis changes by a move of its own: {sorted(axes)}")
    note = clean_text(note)
    with transaction.atomic():
        row = type(obj)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=obj.pk)
        if not by.has_perm(move.permission, row):
            if words := getattr(by, "no_act", ""):  # suspended: she is told until when
                raise Refused(words, "suspended")
            raise PermissionDenied
        source = getattr(row, move.field)
        if source not in move.sources:
            raise Refused(_("This is not possible any more: the page you saw is out of date."), "not_now")
        for guard in move.guards:
            guard(row)
        if move.needs_note and not has_words(note):
            raise Refused(_("Give the reason: it will be shown to everyone."), "note_missing")
        changed = {move.field: move.target} | also
        if move.stamp:
            changed[move.stamp] = now()
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        journal.record(row, action, by=by, axis=move.field, source=source, target=move.target, note=note, data=data)
        moved.send(type(row), obj=row, action=action, source=source, by=by)
    return row


def is_open(obj: models.Model, action: str) -> bool:
    """Tell whether the moment allows `action`, whoever asks."""
    move: Move = obj.MOVES[action]
    if getattr(obj, move.field) not in move.sources:
        return False
    try:
        for guard in move.guards:
            guard(obj)
    except Refused:
        return False
    return True


def available(obj: models.Model, user: Any) -> list[str]:
    """Return the moves that `user` may perform on `obj` now, in the table's order: buttons and the API draw from it."""
    return [
        action for action, move in obj.MOVES.items() if is_open(obj, action) and user.has_perm(move.permission, obj)
    ]
