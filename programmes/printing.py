"""The evaluation report of a year as PDF, in Arabic or French. Bytes out: who may have it is the doors' affair."""

import datetime
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import pdf
from core.codes import code_of
from core.workflow import Refused
from notices.paths import absolute
from plans.enums import ActionState
from programmes.enums import BudgetSource
from programmes.models import Evaluation

LANGUAGES = ("ar", "fr")


def evaluation_pdf(report: Evaluation, language: str) -> bytes:
    """Return a published report as it was counted. Raises `Refused` on a machine without Pango."""
    with translation.override(language):
        address = absolute(reverse("programmes:evaluation", args=[report.programme_id, report.year]), language)
        context = {
            "report": report,
            "programme": report.programme,
            "lang": language,
            "published_on": localdate(report.published_at),
            "address": address,
            "code": code_of(address),
            **shown(report.figures, language),
        }
        page = render_to_string("programmes/pdf/evaluation.html", context)
        try:
            return pdf.render(page)
        except pdf.NotHere:
            raise Refused(
                _("This server cannot make PDFs now: tell whoever runs it. Nothing of the report is lost."), "no_pdf"
            ) from None


def shown(figures: dict[str, Any], language: str) -> dict[str, Any]:
    """Return kept figures as a page reads them: sums as decimals, titles in its language, states in words."""

    def own(row: dict[str, Any], name: str) -> str:
        first, second = (
            (row[f"{name}_ar"], row[f"{name}_fr"]) if language == "ar" else (row[f"{name}_fr"], row[f"{name}_ar"])
        )
        return first or second

    def sums(row: dict[str, Any]) -> dict[str, Any]:
        names = ("cost", "planned", "committed", "paid", "planned_until", "committed_until", "paid_until")
        return row | {name: Decimal(row[name]) for name in names if name in row}

    rows = [
        sums(row) | {"title": own(row, "title"), "state_words": ActionState(row["state"]).label}
        for row in figures["rows"]
    ]
    titles = {row["id"]: row["title"] for row in rows}
    return {
        "figures": figures,
        "counted_on": datetime.date.fromisoformat(figures["on"]),
        "money": sums(figures["money"]),
        "paid_share": _share(figures["money"]["paid"], figures["money"]["planned"]),
        "states": [(state.label, figures["states"][state]) for state in ActionState if state in figures["states"]],
        "sources": [sums(row) | {"label": BudgetSource(row["source"]).label} for row in figures["sources"]],
        "axes": [
            sums(axis) | {"title": own(axis, "title"), "rows": [row for row in rows if row["axis"] == axis["id"]]}
            for axis in figures["axes"]
        ],
        "indicators": [
            one
            | {
                "name": own(one, "name"),
                "project_title": titles.get(one["project"], ""),
                "baseline": Decimal(one["baseline"]),
                "target": Decimal(one["target"]),
                "value": Decimal(one["value"]) if one["value"] is not None else None,
                "on": datetime.date.fromisoformat(one["on"]) if one["on"] else None,
            }
            for one in figures["indicators"]
        ],
    }


def _share(part: str, whole: str) -> int | None:
    """Return a part in percent of the whole; None when there is no whole."""
    return int(100 * Decimal(part) / Decimal(whole)) if Decimal(whole) else None
