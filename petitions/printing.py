"""The three papers of a petition as PDF, in Arabic or French: signature sheets, the receipt, the deposit file.

Bytes in, bytes out: who may have which is the affair of `petitions.actions.filing` and of the doors.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import phones
from core import pdf
from core.codes import code_of
from core.text import isolate
from core.workflow import Refused
from notices.paths import absolute
from petitions import secrets
from petitions.conditions import article, conditions_of
from petitions.enums import Met
from petitions.lawful import takes_cards
from petitions.models import Petition, Sheet
from petitions.requirements import level_of

LANGUAGES = ("ar", "fr")  # those in which councils receive
LONG = 110  # characters of an object or a name after which the letters are smaller


def entry_address(sheet: Sheet, language: str) -> str:
    """Return the full address at which a desk types a sheet: what its QR code leads to."""
    return absolute(reverse("petitions:sheet", args=[sheet.code]), language)


def page_address(petition: Petition, language: str) -> str:
    """Return the full public address of a petition."""
    return absolute(petition.get_absolute_url(), language)


def sheets_pdf(petition: Petition, sheets: Iterable[Sheet], language: str) -> bytes:
    """Return signature sheets of a petition, one A4 page each. Raises `Refused` on a machine without Pango.

    On every one: the object, the council, the mandatary whom people appoint by signing (113-14, art. 122), what is
    kept of what they write (09-08, art. 5).
    """
    with translation.override(language):
        level = level_of(petition.council.territory)
        mandatary = secrets.unseal(petition.pk, petition.particulars).get("name", "")
        context = {
            "petition": petition,
            "lang": language,
            "mandatary": mandatary,
            "is_dense": len(mandatary) > LONG,
            "articles": {what: isolate(article(level, what)) for what in ("mandatary", "citizens")},
            "level": level,
            "address": page_address(petition, language),
            "takes_cards": takes_cards(petition.council, localdate()),
            # After Arabic letters a number such as 09-08 would be turned around (UAX #9): it stands apart.
            "privacy_law": isolate("09-08"),
            "is_long": len(petition.title) > LONG,
            "sheets": [
                {"number": sheet.number, "rows": range(1, sheet.rows_printed + 1), "code": sheet.code, "qr": code_of(
                    entry_address(sheet, language))}
                for sheet in sheets
            ],
        }  # fmt: skip
        return _render(render_to_string("petitions/pdf/sheet.html", context))


def receipt_pdf(petition: Petition, language: str) -> bytes:
    """Return the receipt (وصل) of a deposit that the council received through Agraw, without anybody's particulars.

    Raises `Refused` on a machine without Pango.
    """
    with translation.override(language):
        level = level_of(petition.council.territory)
        address = page_address(petition, language)
        context = {
            "petition": petition,
            "deposit": petition.deposit,
            "article": isolate(article(level, "deposit")),
            "lang": language,
            "address": address,
            "code": code_of(address),
        }
        return _render(render_to_string("petitions/pdf/receipt.html", context))


@dataclass(frozen=True)
class Attached:
    """A PDF that goes into the file: its title, its bytes, their SHA-256 in hexadecimal."""

    title: str
    data: bytes
    digest: str


def file_pdf(
    petition: Petition, language: str, *, signers: list[dict[str, Any]], attached: list[Attached], digest: str
) -> tuple[bytes, int]:
    """Return the deposit file and how many pages it has: form, list of signatories, checklist, annexes, contents.

    `digest` is the SHA-256 of what was put together, printed on the last page. Each page says its number and how many
    there are, annexes too: they are set on pages of the file. Raises `Refused` on a machine without Pango.
    """
    from petitions.binding import opened, with_annexes  # noqa: PLC0415 -- twenty megabytes, for the few that bind a file

    annexes = [(one, opened(one.data)) for one in attached]
    with translation.override(language):
        territory = petition.council.territory
        level = level_of(territory)
        context = {
            "petition": petition,
            "lang": language,
            "level": level,
            "who": _particulars(petition),
            "conditions": [(one, Met(one.met).label) for one in conditions_of(petition)],
            "articles": {
                what: isolate(article(level, what)) for what in ("object", "mandatary", "citizens", "deposit")
            },
            "today": localdate(),
            "signers": signers,
            "takes_cards": any(signer.get("cin") for signer in signers),
            "attached": [
                {"number": number, "title": one.title, "pages": range(1, len(reader.pages) + 1), "digest": one.digest}
                for number, (one, reader) in enumerate(annexes, 1)
            ],
            "digest": digest,
            "address": page_address(petition, language),
        }
        context["form"] = _form(level, language, context)
        plain = _render(render_to_string("petitions/pdf/file.html", context))
    return with_annexes(plain, [page for _attached, reader in annexes for page in reader.pages])


def _render(page: str) -> bytes:
    try:
        return pdf.render(page)
    except pdf.NotHere:
        raise Refused(
            _("This server cannot make PDFs now: tell whoever runs it. Nothing of the petition is lost."), "no_pdf"
        ) from None


def _particulars(petition: Petition) -> dict[str, Any]:
    who = secrets.unseal(petition.pk, petition.particulars)
    if born_on := who.get("born_on"):
        who["born_on"] = datetime.date.fromisoformat(born_on)
    if phone := who.get("phone"):
        who["phone"] = phones.national(phone)
    return who


def _form(level: str, language: str, context: dict[str, Any]) -> str:
    """Return the petition form as HTML: the operator's own where there is one, for the level and the language."""
    for name in (f"{level}-{language}.html", f"{level}.html"):
        path = Path(settings.PETITION_FORMS_DIR or "/nowhere") / name
        if settings.PETITION_FORMS_DIR and path.is_file():
            return engines["django"].from_string(path.read_text(encoding="utf-8")).render(context)
    return render_to_string("petitions/pdf/form.html", context)
