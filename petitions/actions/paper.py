"""Signatures on paper: sheets printed, typed at a desk, checked by a second person or with their scan, counted."""

import secrets as chance
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core import journal, papers, photos
from core.fitness import Unfit
from core.workflow import Refused, perform
from petitions import secrets
from petitions.actions.counting import ask_for_count
from petitions.actions.locking import lock
from petitions.actions.rows import Counted, count_rows
from petitions.enums import SIGNING_STATES, SheetState
from petitions.guards import is_by_citizens, is_visible
from petitions.models import Petition, Row, Sheet
from petitions.typed import TypedRow, fit_rows, fit_total
from petitions.workflow import CHECKED, COUNT, ENTER, GIVE_BACK, REFUSE

AT_ONCE_MAX, SHEETS_MAX = 30, 600
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
CODE_LENGTH = 16  # 80 bits: nobody guesses one


def print_sheets(petition: Petition, *, by: User, count: int) -> list[Sheet]:
    """Make the next `count` sheets of a petition, and return them; `petitions.printing` makes their pages.

    Locks the petition. Raises `PermissionDenied`, or `Refused`: an association needs none, nobody is named for whom
    people sign (113-14, art. 122), there are enough.
    """
    with transaction.atomic():
        row = _signing(petition, by)
        if not secrets.unseal(row.pk, row.particulars).get("name"):
            raise Refused(
                _("Name the mandatary first: by signing, people appoint her, and every sheet carries the name."),
                "no_mandatary",
            )
        if not 1 <= count <= AT_ONCE_MAX:
            raise Unfit(_("Ask for 1 to %(most)d sheets at a time.") % {"most": AT_ONCE_MAX}, "count")
        last = row.sheets.order_by("-number").values_list("number", flat=True).first() or 0
        if last + count > SHEETS_MAX:
            raise Refused(
                _("%(most)d sheets is the most that a petition has. Use those that were printed.")
                % {"most": SHEETS_MAX},
                "enough",
            )
        sheets = Sheet.objects.bulk_create(
            Sheet(petition=row, number=last + step, code=_code(), printed_by=by) for step in range(1, count + 1)
        )
        journal.record(row, "print_sheets", by=by, data={"first": last + 1, "last": last + count})
    return sheets


@dataclass
class Entered:
    """A sheet as it now is; `counted` says what came of its rows, None while a second person is awaited."""

    sheet: Sheet
    counted: Counted | None = field(default=None)


def enter_sheet(
    sheet: Sheet, *, by: User, row_total: int, rows: Iterable[TypedRow], scan: File | None = None
) -> Entered:
    """Keep what a desk typed from a sheet: `row_total` is how many rows of the paper are filled.

    With its `scan` (a PDF, or a photo) the sheet is counted at once; without, it waits for a second person. Everything
    is written in one transaction, or nothing. Locks the petition, then the sheet. Raises `PermissionDenied`, `Unfit`,
    `petitions.typed.RowsUnfit` for what is in the rows, `Refused` when the sheet was typed or counted already.
    """
    rows = list(rows)
    data, kind = _scanned(scan) if scan else (b"", "")  # reading it takes a while: before anything is locked
    with transaction.atomic():
        petition = _signing(sheet.petition, by)
        row = _sheet(sheet, petition, SheetState.PRINTED)
        fitted = fit_rows(petition, row, row_total, rows)
        row.rows.all().delete()  # what was typed before it was given back
        kept = Row.objects.bulk_create(_row(row, one) for one in fitted)
        also = {"row_total": row_total, "entered_by": by, "checked_by": None}
        if not data:
            return Entered(perform(row, ENTER, by=by, also=also, data={"rows": row_total}))
        row.scan.save(f"{chance.token_hex(16)}.{kind}", ContentFile(secrets.seal_bytes(petition.pk, data)), save=False)
        also["scan"] = row.scan.name
        return _count(petition, row, kept, COUNT, by=by, also=also)


def check_sheet(sheet: Sheet, *, by: User, row_total: int, agreed: Iterable[int]) -> Entered:
    """Agree, as a second person with the paper in hand, to what was typed: the sheet is counted.

    `agreed` are the numbers of the rows that are as on the paper. Locks the petition, then the sheet. Raises
    `PermissionDenied` to whoever typed it, `Unfit` when she counts other rows or a row is not as on the paper.
    """
    agreed = set(agreed)
    with transaction.atomic():
        petition = _signing(sheet.petition, by)
        row = _sheet(sheet, petition, SheetState.ENTERED)
        if row.entered_by_id == by.pk:
            raise PermissionDenied
        fit_total(row, row_total)
        if row_total != row.row_total:
            raise Unfit(
                _(
                    "You count %(yours)d filled rows, whoever typed the sheet counted %(theirs)d. Count again, or give "
                    "the sheet back to be typed again. Nothing was counted."
                )
                % {"yours": row_total, "theirs": row.row_total},
                "row_total",
            )
        kept = list(row.rows.all())
        if differing := sorted({one.number for one in kept} - agreed):
            words = ngettext(
                "Row %(numbers)s is not as on the paper: give the sheet back to be typed again. Nothing was counted.",
                "Rows %(numbers)s are not as on the paper: give the sheet back to be typed again. Nothing was counted.",
                len(differing),
            )
            raise Unfit(words % {"numbers": _(", ").join(map(str, differing))}, "agreed")
        return _count(petition, row, kept, CHECKED, by=by, also={"checked_by": by})


def give_back_sheet(sheet: Sheet, *, by: User, note: str) -> Sheet:
    """Give a typed sheet back, with what is wrong; what was typed stays to be corrected. Raises as `check_sheet`."""
    with transaction.atomic():
        petition = _signing(sheet.petition, by)
        row = _sheet(sheet, petition, SheetState.ENTERED)
        if row.entered_by_id == by.pk:
            raise PermissionDenied
        return perform(row, GIVE_BACK, by=by, note=note)


def refuse_sheet(sheet: Sheet, *, by: User, note: str) -> Sheet:
    """Take a sheet that is lost, torn or false out of the count, with the reason; what was typed of it is deleted."""
    with transaction.atomic():
        petition = _signing(sheet.petition, by)
        row = perform(_sheet(sheet, petition, None), REFUSE, by=by, note=note)
        row.rows.all().delete()
    return row


def _signing(petition: Petition, by: User) -> Petition:
    """Return the petition's row, locked, when `by` handles its sheets and signatures may still be added."""
    row = lock(petition.pk)
    if not by.has_perm("petitions.enter_sheets", row):
        raise PermissionDenied
    is_by_citizens(row)
    is_visible(row)
    if row.state not in SIGNING_STATES:
        raise Refused(
            _("Signatures are added only while the petition collects them. Nothing was counted."), "not_collecting"
        )
    return row


def _sheet(sheet: Sheet, petition: Petition, awaited: str | None) -> Sheet:
    """Return the sheet's row, locked, when it is in the state awaited."""
    row = Sheet.objects.select_for_update(of=("self",), no_key=True).get(pk=sheet.pk, petition=petition)
    row.petition = petition
    if awaited and row.state != awaited:
        raise Refused(_why_not(row), row.state)
    return row


def _why_not(sheet: Sheet) -> str:
    said = {"number": sheet.number}
    return {
        SheetState.PRINTED: _("Sheet %(number)d is not typed yet: type it first."),
        SheetState.ENTERED: _("Sheet %(number)d was typed already and awaits a second person. Nothing was changed."),
        SheetState.COUNTED: _("Sheet %(number)d was counted already: its rows are counted once. Nothing was changed."),
        SheetState.REFUSED: _("Sheet %(number)d was refused: print another one. Nothing was changed."),
    }[sheet.state] % said


def _scanned(scan: File) -> tuple[bytes, str]:
    """Return the bytes of a scan and what they are, `pdf` or `jpg`: a photo is written anew (`core.photos`)."""
    head = scan.read(5)
    scan.seek(0)
    try:
        return (papers.pdf(scan), "pdf") if head == b"%PDF-" else (photos.photo(scan).image, "jpg")
    except Unfit as unfit:
        raise Unfit(unfit.message, "scan") from None


def _row(sheet: Sheet, typed: TypedRow) -> Row:
    said = {}
    if typed.counts:
        said = {"name": typed.name, "born_on": typed.born_on.isoformat(), "address": typed.address}
        said |= {key: value for key in ("phone", "cin") if (value := getattr(typed, key))}
    return Row(
        sheet=sheet,
        number=typed.number,
        sealed=secrets.seal(sheet.petition_id, said),
        territory=typed.territory,
        invalidity=typed.invalidity,
    )


def _count(petition: Petition, sheet: Sheet, rows: list[Row], move: str, *, by: User, also: dict) -> Entered:
    counted = count_rows(petition, sheet, rows)
    facts = {"rows": len(rows)} | counted.numbers()
    sheet = perform(sheet, move, by=by, also=also, data=facts)
    journal.record(petition, "count_sheet", by=by, data={"sheet": sheet.number} | facts)
    ask_for_count(petition.pk, again=True)
    return Entered(sheet, counted)


def _code() -> str:
    return "".join(chance.choice(ALPHABET) for _step in range(CODE_LENGTH))
