"""An association and its dossier: registered and kept by its legal representative, checked by the facilitators of its
seat."""

import datetime
import secrets
from collections.abc import Sequence
from typing import Any, Required, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.papers import pdf
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from councils.enums import Theme
from spaces.enums import PaperKind
from spaces.models import Association, Paper
from territories.enums import Level
from territories.models import Territory

ASSOCIATION_NAME_MAX, PURPOSE_MAX = 160, 2_000  # characters
ASSOCIATIONS_MAX = 10  # of one representative
BRANCHES_MAX = 100
PAPERS_MAX = 60  # of one dossier, old ones included
MEMBERS_MAX = 1_000_000
OLDEST = datetime.date(1900, 1, 1)
# What the documents prove: a change of it takes the checks of them back.
PROVES = {
    "name_ar": {PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "name_fr": {PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "seat": {PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "founded_on": {PaperKind.STATUTES, PaperKind.RECEIPT, PaperKind.PROVISIONAL},
    "purpose": {PaperKind.STATUTES},
    "member_count": {PaperKind.HEADCOUNT},
}


class Described(TypedDict, total=False):
    """What a representative says of her association; `member_count` counts people as of `counted_on`."""

    name_ar: Required[str]
    name_fr: Required[str]
    seat: Required[Territory]
    founded_on: Required[datetime.date]
    purpose: str
    themes: Sequence[str]
    member_count: int | None
    counted_on: datetime.date | None


def register_association(*, by: User, **said: Unpack[Described]) -> Association:
    """Register an association under the account of its legal representative, and return it.

    The same name at the same seat is taken once. Raises `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    if not by.has_perm("spaces.register_association"):
        raise PermissionDenied
    fields = _clean(**said)
    with transaction.atomic():
        # One at a time in a commune: two clicks at once register one association.
        Territory.objects.select_for_update(no_key=True).only("pk").get(pk=fields["seat"].pk)
        _is_new(fields)
        if Association.objects.represented_by(by).count() >= ASSOCIATIONS_MAX:
            raise Refused(_("One account represents at most ten associations."), "full")
        association = Association.objects.create(representative=by, **fields)
        journal.record(association, "register", by=by)
    return association


def describe_association(association: Association, *, by: User, **said: Unpack[Described]) -> Association:
    """Write anew what an association says of itself and return it; a document whose facts changed is checked again.

    Locks the association. Raises as `register_association`.
    """
    fields = _clean(**said)
    with transaction.atomic():
        row = _own(association.pk, by)
        changed = [name for name, value in fields.items() if getattr(row, name) != value]
        if {"name_ar", "name_fr", "seat"} & set(changed):
            _is_new(fields, besides=row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        kinds = set().union(*(PROVES.get(name, set()) for name in changed))
        _uncheck(row, kinds)
        journal.record(row, "describe", by=by, data={"changed": sorted(changed)})
    return row


def add_branch(association: Association, branch: Territory, *, by: User) -> Association:
    """Add a commune where the association has a declared branch. Locks the association."""
    with transaction.atomic():
        row = _own(association.pk, by)
        if branch.level != Level.COMMUNE:
            raise Unfit(_("Choose a commune."), "branch")
        if row.branches.count() >= BRANCHES_MAX:
            raise Refused(_("An association has at most a hundred branches here."), "full")
        row.branches.add(branch)
        _uncheck(row, {PaperKind.BRANCH})
        journal.record(row, "add_branch", by=by, data={"territory": branch.code})
    return row


def remove_branch(association: Association, branch: Territory, *, by: User) -> Association:
    """Take a branch away. Locks the association."""
    with transaction.atomic():
        row = _own(association.pk, by)
        row.branches.remove(branch)
        journal.record(row, "remove_branch", by=by, data={"territory": branch.code})
    return row


def add_paper(
    association: Association,
    *,
    by: User,
    kind: str,
    file: File | None,
    issued_on: datetime.date,
    expires_on: datetime.date | None = None,
) -> Paper:
    """Put a PDF (`core.papers`) into the dossier, with its date and the last day on which it holds, and return it.

    What was there stays as the history. Locks the association. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    if not by.has_perm("spaces.edit_association", association):
        raise PermissionDenied
    if kind not in PaperKind.values:
        raise Unfit(_("Choose what the document is."), "kind")
    if issued_on > localdate():
        raise Unfit(_("The date of the document is not over yet."), "issued_on")
    if expires_on and expires_on < issued_on:
        raise Unfit(_("It cannot end before its own date."), "expires_on")
    if not file:
        raise Unfit(_("Choose a PDF."), "file")
    data = pdf(file)  # takes a while: before anything is locked
    with transaction.atomic():
        row = _own(association.pk, by)
        if row.papers.count() >= PAPERS_MAX:
            raise Refused(_("This dossier is full: take an old document away first."), "full")
        paper = Paper(association=row, kind=kind, issued_on=issued_on, expires_on=expires_on, added_by=by)
        paper.file.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
        paper.save()
        journal.record(row, "add_paper", by=by, data={"paper": paper.pk, "kind": kind})
    return paper


def remove_paper(paper: Paper, *, by: User) -> None:
    """Take a document out of the dossier; its file goes with it, once that is certain. Locks the association."""
    with transaction.atomic():
        row = _own(paper.association_id, by)
        if not Paper.objects.filter(pk=paper.pk).delete()[0]:
            return
        journal.record(row, "remove_paper", by=by, data={"paper": paper.pk, "kind": paper.kind})
        transaction.on_commit(lambda: paper.file.storage.delete(paper.file.name))


def check_paper(paper: Paper, *, by: User) -> Paper:
    """Say that a document was looked at and is what it is said to be; a second time changes nothing.

    A facilitator of the seat's space does, never the person who added it. Locks the association.
    """
    with transaction.atomic():
        row = _locked(paper.association_id)
        if not by.has_perm("spaces.check_association", row):
            raise PermissionDenied
        paper = row.papers.select_for_update(of=("self",), no_key=True).get(pk=paper.pk)
        if by.pk in {paper.added_by_id, row.representative_id}:
            raise Refused(_("Someone else must check it: you added it."), "own")
        if paper.checked_by_id is None:
            paper.checked_by, paper.checked_at = by, now()
            paper.save(update_fields=["checked_by", "checked_at"])
            journal.record(row, "check_paper", by=by, data={"paper": paper.pk, "kind": paper.kind})
    return paper


def empty_dossiers(user: User) -> int:
    """Take the documents out of the dossiers that a person keeps, and return how many; called inside her erasure.

    Their names stay on what the associations have presented.
    """
    papers = list(Paper.objects.filter(association__representative=user))
    files = [(paper.file.storage, paper.file.name) for paper in papers]
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])
    return len(papers)


def _locked(pk: int) -> Association:
    rows = Association.objects.select_related("seat").defer("seat__boundary", "seat__outline")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _own(pk: int, by: User) -> Association:
    row = _locked(pk)
    if not by.has_perm("spaces.edit_association", row):
        raise PermissionDenied
    return row


def _uncheck(row: Association, kinds: set) -> None:
    row.papers.filter(kind__in=kinds).update(checked_by=None, checked_at=None)


def _is_new(fields: dict[str, Any], besides: Association | None = None) -> None:
    others = Association.objects.filter(seat=fields["seat"]).exclude(pk=besides.pk if besides else None)
    for name in ("name_ar", "name_fr"):
        if others.filter(**{f"{name}__iexact": fields[name]}).exists():
            raise Unfit(
                _("An association of this name is registered in this commune. Ask the facilitator of the space."), name
            )


def _clean(
    *, name_ar, name_fr, seat, founded_on, purpose="", themes=(), member_count=None, counted_on=None
) -> dict[str, Any]:
    names = {"name_ar": clean_line(name_ar), "name_fr": clean_line(name_fr)}
    for name, value in names.items():
        if not has_words(value):
            raise Unfit(_("Write the name in both languages, as in the statutes."), name)
        fits(value, ASSOCIATION_NAME_MAX, name)
    if seat is None or seat.level != Level.COMMUNE:
        raise Unfit(_("Choose the commune of the seat."), "seat")
    if founded_on > localdate():
        raise Unfit(_("This day has not come yet: give the day of the founding assembly."), "founded_on")
    if founded_on < OLDEST:
        raise Unfit(_("Look at the year again."), "founded_on")
    if set(themes) - set(Theme.values):
        raise Unfit(_("Choose themes from the list."), "themes")
    if member_count is not None:
        _check_count(member_count, counted_on, founded_on)
    return names | {
        "seat": seat,
        "founded_on": founded_on,
        "purpose": fits(clean_text(purpose), PURPOSE_MAX, "purpose"),
        "themes": sorted(set(themes)),
        "member_count": member_count,
        "counted_on": counted_on if member_count is not None else None,
    }


def _check_count(member_count: int, counted_on: datetime.date | None, founded_on: datetime.date) -> None:
    if not 0 <= member_count <= MEMBERS_MAX:
        raise Unfit(_("Look at the number of members again."), "member_count")
    if counted_on is None:
        raise Unfit(_("Say on which day the members were counted."), "counted_on")
    if not founded_on <= counted_on <= localdate():
        raise Unfit(_("Members are counted between the founding and today."), "counted_on")
