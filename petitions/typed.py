"""The rows of a signature sheet as a desk typed them: fit to be kept, or refused row by row, in words."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import contacts
from core import law
from core.fitness import Unfit, fits
from core.folding import fold
from core.text import citation, clean_line, has_words, isolate
from core.workflow import Refused
from petitions import cards, requirements
from petitions.conditions import article
from petitions.enums import DESK_REASONS
from petitions.lawful import takes_cards
from petitions.models import Petition, Sheet
from territories.models import Territory

NAME_MAX, ADDRESS_MAX = 160, 200  # characters
OLDEST = 120  # years


@dataclass(frozen=True)
class TypedRow:
    """One row of the paper. `number` is printed on it; `phone` and `cin` may be empty; `territory` is the commune she
    lives in, when it matters which. With an `invalidity` (one of `DESK_REASONS`) the row does not count, and nothing of
    it is kept."""

    number: int
    name: str = ""
    born_on: datetime.date | None = None
    address: str = ""
    phone: str = ""
    cin: str = ""
    territory: Territory | None = None
    invalidity: str = ""

    @property
    def counts(self) -> bool:
        return not self.invalidity

    @property
    def identity(self) -> str:
        """What names her on paper: the words of her name in whatever order, and her birth date."""
        return f"{' '.join(sorted(fold(self.name).split()))}|{self.born_on:%Y-%m-%d}"


class RowsUnfit(Refused):
    """Some rows cannot be taken; `wrong` holds (row number, field, words) for each."""

    def __init__(self, wrong: list[tuple[int, str, str]]):
        said = [_("Row %(number)d: %(words)s") % {"number": number, "words": words} for number, _field, words in wrong]
        super().__init__(" ".join(said), "rows")
        self.wrong = wrong


def fit_rows(petition: Petition, sheet: Sheet, row_total: int, rows: Iterable[TypedRow]) -> list[TypedRow]:
    """Return the rows cleaned, in the order of their numbers.

    Raises `Unfit` when their number is not `row_total`, the rows that the desk saw filled, or is more than the sheet
    has; `RowsUnfit` for what is written in them, all at once.
    """
    rows = sorted(rows, key=lambda row: row.number)
    fit_total(sheet, row_total)
    wrong = [
        (row.number, "name", _("This sheet has rows 1 to %(last)d only.") % {"last": sheet.rows_printed})
        for row in rows
        if not 1 <= row.number <= sheet.rows_printed
    ]
    if wrong:
        raise RowsUnfit(wrong)
    if len({row.number for row in rows}) != len(rows):
        raise Unfit(_("The same row is typed twice: each row of the paper is typed once."), "row_total")
    if len(rows) != row_total:
        typed = ngettext("%(count)d row is typed", "%(count)d rows are typed", len(rows)) % {"count": len(rows)}
        raise Unfit(
            _(
                "You counted %(total)d filled rows on the paper, but %(typed)s. Compare again: what you typed is kept "
                "on this page."
            )
            % {"total": row_total, "typed": typed},
            "row_total",
        )
    fitted = []
    for row in rows:
        try:
            fitted.append(_fit(petition, row))
        except Unfit as unfit:
            wrong.append((row.number, unfit.field, str(unfit)))
    if wrong:
        raise RowsUnfit(wrong)
    return fitted


def fit_total(sheet: Sheet, row_total: int) -> None:
    """Raise `Unfit` for a number of filled rows that the sheet cannot have."""
    if row_total < 1:
        raise Unfit(_("Say how many rows of the paper are filled: at least one."), "row_total")
    if row_total > sheet.rows_printed:
        words = ngettext(
            "This sheet has %(printed)d row: %(total)d cannot be filled. Compare with the paper; nothing was lost.",
            "This sheet has %(printed)d rows: %(total)d cannot be filled. Compare with the paper; nothing was lost.",
            sheet.rows_printed,
        )
        raise Unfit(words % {"printed": sheet.rows_printed, "total": row_total}, "row_total")


def _fit(petition: Petition, row: TypedRow) -> TypedRow:
    if row.invalidity:
        if row.invalidity not in DESK_REASONS:
            raise Unfit(_("Choose why this row does not count."), "invalidity")
        return TypedRow(row.number, invalidity=row.invalidity)
    name, address = clean_line(row.name), clean_line(row.address)
    if not has_words(name):
        raise Unfit(_("Write the name as it stands on the paper, or say why the row does not count."), "name")
    if not has_words(address):
        raise Unfit(_("Write the address as it stands on the paper."), "address")
    fits(name, NAME_MAX, "name")
    fits(address, ADDRESS_MAX, "address")
    _fit_age(petition, row.born_on)
    # Never asked for, and never kept, where the law does not let it be.
    cin = cards.read(row.cin) if row.cin.strip() and takes_cards(petition.council, localdate()) else ""
    return replace(row, name=name, address=address, phone=_fit_phone(row.phone), cin=cin)


def _fit_age(petition: Petition, born_on: datetime.date | None) -> None:
    today = localdate()
    if born_on is None:
        raise Unfit(_("Write the birth date: without it nobody knows whether she may sign."), "born_on")
    if born_on > today or today.year - born_on.year > OLDEST:
        raise Unfit(_("This birth date cannot be right: compare it with the paper."), "born_on")
    if not requirements.is_adult(born_on, today):
        level = requirements.level_of(petition.council.territory)
        words = _(
            "Born on this day, she is under %(age)d: she may not sign (%(article)s; %(rule)s). Correct the date, or "
            "say that the row does not count."
        )
        rule = law.rule("electoral_age", "", today)
        own = isolate(article(level, "citizens"))
        said = {"age": rule.value, "article": own, "rule": isolate(citation(rule.citation))}
        raise Unfit(words % said, "born_on")


def _fit_phone(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return contacts.phone(text).value
    except contacts.ContactError as error:
        raise Unfit(_("%(words)s Or leave it empty.") % {"words": error.args[0]}, "phone") from None
