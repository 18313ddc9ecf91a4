"""What an association's dossier holds and what it lacks, line by line (dahir 1-58-376, art. 5)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from spaces.enums import PaperKind, PaperState
from spaces.models import Association, Paper

SOON = datetime.timedelta(days=60)  # before a document ends, its association is told to renew it
# Asked of every association that puts something before a council; either receipt is enough.
ALWAYS = (PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.BOARD, PaperKind.ASSEMBLY)
# Looked at before a hall is lent.
FOR_A_HALL = (PaperKind.RECEIPT, PaperKind.BOARD)


@dataclass(frozen=True)
class Line:
    """One kind of document: the one that counts now, how it stands, and whether the dossier must have it."""

    kind: PaperKind
    state: PaperState
    paper: Paper | None = None
    is_asked: bool = True

    @property
    def is_lacking(self) -> bool:
        return self.state in {PaperState.MISSING, PaperState.EXPIRED}


def lines_of(association: Association) -> list[Line]:
    """Return a line for each document that is asked for or there, in the order of the kinds. One query, two when the
    branches were not read."""
    newest = _newest(association)
    wanted = _with_either_receipt(ALWAYS, newest)
    if association.member_count:
        wanted.add(PaperKind.HEADCOUNT)
    if association.branches.all():
        wanted.add(PaperKind.BRANCH)
    return [_line(kind, newest.get(kind), kind in wanted) for kind in PaperKind if kind in newest or kind in wanted]


def missing_for(association: Association, kinds: Iterable[PaperKind] = ALWAYS) -> list[Line]:
    """Return a line for each of the `kinds` that the dossier lacks today, in their order: missing, or out of date.

    What asks for a dossier (a call for projects, a petition, a hall) names the kinds it needs. Either receipt is enough
    where the definitive one is asked for: without it within 60 days the association may work (art. 5). One query.
    """
    newest = _newest(association)
    wanted = _with_either_receipt(kinds, newest)
    lines = (_line(kind, newest.get(kind)) for kind in PaperKind if kind in wanted)
    return [line for line in lines if line.is_lacking]


def standing_of(lines: Iterable[Line]) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the day on which the last document that is asked for was checked, and the last day on which all hold.

    Both empty when one of them is lacking or unchecked; the second alone when none of them ends.
    """
    asked = [line for line in lines if line.is_asked]
    if any(line.is_lacking or line.paper.checked_at is None for line in asked):
        return None, None
    ends = [line.paper.expires_on for line in asked if line.paper.expires_on]
    return max(localdate(line.paper.checked_at) for line in asked), min(ends, default=None)


def _newest(association: Association) -> dict[str, Paper]:
    """Return the document of each kind that counts: the newest that holds, else the newest."""
    newest: dict[str, Paper] = {}
    for paper in association.papers.select_related("added_by", "checked_by").order_by("issued_on", "pk"):
        if paper.kind not in newest or not paper.is_expired:
            newest[paper.kind] = paper
    return newest


def _with_either_receipt(kinds: Iterable[PaperKind], newest: dict[str, Paper]) -> set[PaperKind]:
    def is_held(kind):
        return kind in newest and not newest[kind].is_expired

    wanted = set(kinds)
    if PaperKind.RECEIPT in wanted and not is_held(PaperKind.RECEIPT) and is_held(PaperKind.PROVISIONAL):
        wanted = wanted - {PaperKind.RECEIPT} | {PaperKind.PROVISIONAL}
    return wanted


def _line(kind: PaperKind, paper: Paper | None, is_asked: bool = True) -> Line:
    if paper is None:
        return Line(kind, PaperState.MISSING, None, is_asked)
    return Line(kind, _state(paper), paper, is_asked)


def _state(paper: Paper) -> PaperState:
    if paper.is_expired:
        return PaperState.EXPIRED
    if paper.expires_on and paper.expires_on <= localdate() + SOON:
        return PaperState.ENDING
    return PaperState.CHECKED if paper.checked_by_id else PaperState.UNCHECKED
