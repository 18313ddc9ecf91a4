"""Paper questionnaires: printed, typed by one person and then by another, counted once when both typed the same."""

import secrets as chance
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.actions.locking import lock
from consultations.actions.responding import fit, respond_on_paper
from consultations.enums import ConsultationState, SheetState
from consultations.models import Consultation, Entry, Sheet
from consultations.paper import by_key, differing, parts_on_paper
from consultations.workflow import COUNT, REFUSE, TYPE
from core import journal
from core.fitness import Unfit
from core.text import clean_line
from core.workflow import Refused, perform

AT_ONCE_MAX, SHEETS_MAX = 50, 5_000
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
CODE_LENGTH = 16  # 80 bits: nobody guesses one


def print_sheets(consultation: Consultation, *, by: User, count: int) -> list[Sheet]:
    """Make the next `count` paper questionnaires, and return them; `consultations.printing` makes their pages.

    Locks the consultation. Raises `PermissionDenied`, `Unfit`, or `Refused`: it is not open, there are enough.
    """
    with transaction.atomic():
        row = _open(consultation.pk)
        if not by.has_perm("consultations.answer_for_others", row):
            raise PermissionDenied
        if not 1 <= count <= AT_ONCE_MAX:
            raise Unfit(_("Ask for 1 to %(most)d sheets at a time.") % {"most": AT_ONCE_MAX}, "count")
        last = row.sheets.order_by("-number").values_list("number", flat=True).first() or 0
        if last + count > SHEETS_MAX:
            raise Refused(
                _("%(most)d sheets is the most that a consultation has. Use those that were printed.")
                % {"most": SHEETS_MAX},
                "enough",
            )
        sheets = Sheet.objects.bulk_create(
            Sheet(consultation=row, number=last + step, code=_code(), printed_by=by) for step in range(1, count + 1)
        )
        journal.record(row, "print_sheets", by=by, data={"first": last + 1, "last": last + count})
    return sheets


@dataclass
class Typed:
    """A sheet as it now is. `differing` holds the keys of what two persons typed otherwise: nothing was counted."""

    sheet: Sheet
    differing: list[str] = field(default_factory=list)

    @property
    def is_counted(self) -> bool:
        return self.sheet.state == SheetState.ENTERED


def type_sheet(sheet: Sheet, *, by: User, said: Mapping[str, Any]) -> Typed:
    """Keep what a person typed from a sheet (`consultations.paper`); with another person's, alike, it is counted.

    While two entries differ each of the two may type hers again, or a third person decides (`decide_sheet`). Locks the
    consultation, then the sheet. Raises `PermissionDenied`; `consultations.said.Faults` and `Unfit` for what cannot be
    taken and for an empty sheet; `Refused` when the same person types it twice, when it was counted or set aside, or
    for what is not of this questionnaire.
    """
    with transaction.atomic():
        row = _sheet(sheet, by)
        keys, said = _keys(row.consultation, said)
        entries = list(row.entries.order_by("id"))
        mine = next((entry for entry in entries if entry.typed_by_id == by.pk), None)
        if mine and len(entries) == 1:
            raise Refused(
                _("You typed sheet %(number)d already: it counts once another person has typed it too.")
                % {"number": row.number},
                "same_person",
            )
        if not mine and len(entries) > 1:
            raise Refused(
                _("Two persons typed sheet %(number)d differently: say which one is as on the paper.")
                % {"number": row.number},
                "differs",
            )
        if mine:
            mine.said = said
            mine.save(update_fields=["said", "at"])
        else:
            mine = Entry.objects.create(sheet=row, typed_by=by, said=said)
        others = [entry for entry in entries if entry.pk != mine.pk]
        if not others:
            return Typed(perform(row, TYPE, by=by))
        if found := differing(others[0].said, mine.said, keys):
            journal.record(row, "differ", by=by, data={"lines": found})
            return Typed(row, found)
        return Typed(_count(row, others[0].said, by=by))


def decide_sheet(sheet: Sheet, *, by: User, chosen: Mapping[str, int]) -> Typed:
    """Decide, as a third person with the paper in hand, which of two entries is right, line by line; count the sheet.

    `chosen` gives, for each line that differs, the number of the entry (`Entry.pk`). Locks as `type_sheet`. Raises
    `PermissionDenied` to the two who typed it, `Unfit` when a line is left undecided, `Refused`.
    """
    with transaction.atomic():
        row = _sheet(sheet, by)
        entries = {entry.pk: entry for entry in row.entries.order_by("id")}
        if len(entries) < 2:
            raise Refused(_("Nothing is to be decided: the page you saw is out of date."), "not_now")
        if by.pk in {entry.typed_by_id for entry in entries.values()}:
            raise PermissionDenied
        first, second = entries.values()
        said = dict(first.said)
        lines = differing(first.said, second.said, by_key(parts_on_paper(row.consultation)))
        for key in lines:
            if chosen.get(key) not in entries:
                raise Unfit(_("Choose what is on the paper for each line. Nothing was counted."), key)
            value = entries[chosen[key]].said.get(key)
            said.pop(key, None)
            if value is not None:
                said[key] = value
        journal.record(row, "decide", by=by, data={"lines": lines})
        return Typed(_count(row, said, by=by))


def set_aside(sheet: Sheet, *, by: User, note: str) -> Sheet:
    """Set aside a sheet that is lost, torn or false, with the reason; what was typed of it is deleted."""
    with transaction.atomic():
        row = _sheet(sheet, by)
        row = perform(row, REFUSE, by=by, note=note, also={"note": clean_line(note)[:300]})
        row.entries.all().delete()
    return row


def find_sheet(consultation: Consultation, text: str) -> Sheet:
    """Return the sheet that was meant, by its number or the letters under its code.

    Raises `Refused`, in words, for one of another consultation or none at all.
    """
    text = text.replace(" ", "").upper()
    if text.isdecimal() and len(text) < CODE_LENGTH:
        if sheet := consultation.sheets.filter(number=int(text)).first():
            return sheet
        last = consultation.sheets.order_by("-number").values_list("number", flat=True).first()
        if not last:
            raise Refused(_("No sheet was printed for this consultation yet."), "no_sheet")
        raise Refused(
            _("No sheet %(number)d was printed: the sheets go from 1 to %(last)d. Look at the paper.")
            % {"number": int(text), "last": last},
            "no_sheet",
        )
    sheet = Sheet.objects.filter(code=text).first()
    if sheet is None:
        raise Refused(
            _("No sheet has these letters: compare them with those under the code. Nothing was kept."), "no_sheet"
        )
    if sheet.consultation_id != consultation.pk:
        raise Refused(
            _("This sheet belongs to another consultation (%(number)d). Nothing was kept here.")
            % {"number": sheet.consultation_id},
            "other_consultation",
        )
    return sheet


def why_closed(sheet: Sheet) -> str:
    """Return why nothing more can be typed of a sheet, empty when it can."""
    words = {
        SheetState.ENTERED: _("Sheet %(number)d was entered already: it is counted once. Nothing was changed."),
        SheetState.REFUSED: _("Sheet %(number)d was set aside: nothing of it counts. Nothing was changed."),
    }
    return words[sheet.state] % {"number": sheet.number} if sheet.state in words else ""


def _open(pk: int) -> Consultation:
    row = lock(pk)
    if not row.takes_answers():
        raise Refused(_("This consultation takes no answers now: nothing was printed, kept or counted."), "closed")
    return row


def _sheet(sheet: Sheet, by: User) -> Sheet:
    """Return the sheet's row, locked after its consultation, when it may still be typed."""
    consultation = lock(sheet.consultation_id)
    row = Sheet.objects.select_for_update(of=("self",), no_key=True).get(pk=sheet.pk)
    row.consultation = consultation
    if not by.has_perm("consultations.enter_sheet", row):
        raise PermissionDenied
    if why := why_closed(row):
        raise Refused(why, row.state)
    if consultation.state != ConsultationState.OPEN or not consultation.takes_answers():
        raise Refused(_("This consultation takes no answers now: nothing was printed, kept or counted."), "closed")
    return row


def _keys(consultation: Consultation, said: Mapping[str, Any]) -> tuple[Iterable[str], dict[str, Any]]:
    """Return the keys of what is asked, in order, and what was typed, found fit.

    Raises `Unfit` for an empty sheet or what cannot be taken, `Refused` for a foreign line.
    """
    lines = by_key(parts_on_paper(consultation))
    if foreign := [key for key in said if key not in lines]:
        raise Refused(
            _("“%(line)s” is not asked in this consultation, or was taken out: nothing of the sheet was kept.")
            % {"line": foreign[0]},
            "foreign",
        )
    kept = fit(consultation, said)
    if not kept:
        raise Unfit(_("Nothing is filled: type what stands on the paper, or set the sheet aside."), "sheet")
    return list(lines), kept


def _count(sheet: Sheet, said: dict[str, Any], *, by: User) -> Sheet:
    response = respond_on_paper(sheet, said)
    row = perform(sheet, COUNT, by=by, also={"response": response})
    row.entries.update(said={})  # the response holds it: nothing is kept twice
    return row


def _code() -> str:
    return "".join(chance.choice(ALPHABET) for _step in range(CODE_LENGTH))
