"""What an association's dossier holds and what it lacks, line by line (dahir 1-58-376, art. 5)."""

import datetime
from dataclasses import dataclass

from django.utils.timezone import localdate

from spaces.enums import PaperKind, PaperState
from spaces.models import Association, Paper

SOON = datetime.timedelta(days=60)  # before a document ends, its association is told to renew it
# Asked of every association that puts something before a council; either receipt is enough.
ALWAYS = (PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.BOARD, PaperKind.ASSEMBLY)


@dataclass(frozen=True)
class Line:
    """One kind of document: the one that counts now, and how it stands."""

    kind: PaperKind
    state: PaperState
    paper: Paper | None = None

    @property
    def is_lacking(self) -> bool:
        return self.state in {PaperState.MISSING, PaperState.EXPIRED}


def lines_of(association: Association) -> list[Line]:
    """Return a line for each document that is asked for or there, in the order of the kinds. One query, two when the
    branches were not read."""
    newest: dict[str, Paper] = {}
    for paper in association.papers.select_related("added_by", "checked_by").order_by("issued_on", "pk"):
        if paper.kind not in newest or not paper.is_expired:
            newest[paper.kind] = paper
    wanted = set(ALWAYS)
    if PaperKind.PROVISIONAL in newest and not newest[PaperKind.PROVISIONAL].is_expired:
        wanted.discard(PaperKind.RECEIPT)
    if association.member_count:
        wanted.add(PaperKind.HEADCOUNT)
    if association.branches.all():
        wanted.add(PaperKind.BRANCH)
    return [_line(kind, newest.get(kind)) for kind in PaperKind if kind in newest or kind in wanted]


def _line(kind: PaperKind, paper: Paper | None) -> Line:
    if paper is None:
        return Line(kind, PaperState.MISSING)
    if paper.is_expired:
        return Line(kind, PaperState.EXPIRED, paper)
    if paper.expires_on and paper.expires_on <= localdate() + SOON:
        return Line(kind, PaperState.ENDING, paper)
    return Line(kind, PaperState.CHECKED if paper.checked_by_id else PaperState.UNCHECKED, paper)
