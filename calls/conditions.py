"""What a call asks of an association, and how it stands: one list for the association, the same for who checks."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from calls.enums import Seat
from calls.models import Application, Call
from councils.enums import Theme
from spaces.dossier import lines_of, missing_for
from spaces.enums import PaperKind, PaperState
from spaces.models import Association


@dataclass(frozen=True)
class Check:
    """One condition in words, and whether it is met."""

    words: Any
    is_met: bool
    kind: str = ""  # of PaperKind, for a paper


def conditions_of(call: Call) -> list[str]:
    """Return the conditions of a call in words, but for its papers."""
    found = []
    if call.least_years:
        found.append(
            ngettext(
                "The association was founded %(n)d year ago at least.",
                "The association was founded %(n)d years ago at least.",
                call.least_years,
            )
            % {"n": call.least_years}
        )
    if call.seat != Seat.ANYWHERE:
        found.append(
            {
                Seat.SEAT: _("Its seat is in the commune of %(place)s."),
                Seat.PRESENT: _("Its seat or a declared branch is in the commune of %(place)s."),
            }[call.seat]
            % {"place": call.space.commune.name}
        )
    if call.themes:
        names = [str(Theme(theme).label) for theme in call.themes]
        found.append(_("It works on one of these: %(themes)s.") % {"themes": " · ".join(names)})
    return found


def standing(call: Call, association: Association) -> list[Check]:
    """Return the conditions that no paper cures, and whether each is met today."""
    met = []
    if call.least_years:
        met.append(_years_later(association.founded_on, call.least_years) <= localdate())
    if call.seat != Seat.ANYWHERE:
        is_there = association.seat_id == call.space.commune_id
        if not is_there and call.seat == Seat.PRESENT:
            is_there = any(branch.pk == call.space.commune_id for branch in association.branches.all())
        met.append(is_there)
    if call.themes:
        met.append(bool(set(call.themes) & set(association.themes)))
    return [Check(words, is_met) for words, is_met in zip(conditions_of(call), met, strict=True)]


def papers(call: Call, association: Association) -> list[Check]:
    """Return the papers that a call asks for, as they stand in the dossier; either receipt is enough."""
    missing = {line.kind for line in missing_for(association, [PaperKind(kind) for kind in call.papers])}
    return [Check(PaperKind(kind).label, kind not in missing, kind) for kind in call.papers]


def frozen(association: Association) -> list[dict[str, Any]]:
    """Return the dossier as it stands now, for an application to keep."""
    return [
        {
            "kind": line.kind.value,
            "state": line.state.value,
            "issued_on": line.paper.issued_on.isoformat() if line.paper else None,
            "expires_on": line.paper.expires_on.isoformat() if line.paper and line.paper.expires_on else None,
            "checked": bool(line.paper and line.paper.checked_by_id),
        }
        for line in lines_of(association)
    ]


@dataclass(frozen=True)
class Kept:
    """A line of the dossier as it was when the application was sent."""

    kind: PaperKind
    state: PaperState
    issued_on: datetime.date | None
    checked: bool


def kept_lines(application: Application) -> list[Kept]:
    """Return the dossier that an application kept."""
    return [
        Kept(
            PaperKind(line["kind"]),
            PaperState(line["state"]),
            datetime.date.fromisoformat(line["issued_on"]) if line["issued_on"] else None,
            line["checked"],
        )
        for line in application.dossier
    ]


def _years_later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
