"""A resource written: begun as a draft, changed as often as one likes; once published, each change is a version."""

import secrets
from typing import Any, Unpack

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, papers
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused
from resources import guards, tables
from resources.actions.locking import SAID, fold_titles, index, keep_version, lock_kept
from resources.actions.saying import CHANGE_MAX, Told, clean
from resources.enums import FileKind, ResourceKind, ResourceState
from resources.models import Resource
from spaces.enums import SpaceState
from spaces.models import Association, Space

DRAFTS_MAX = 50  # of one owner
PDF = b"%PDF-"


def create(
    *,
    by: User,
    kind: str,
    space: Space | None = None,
    association: Association | None = None,
    file: File | None = None,
    is_demo: bool = False,
    **told: Unpack[Told],
) -> Resource:
    """Begin a resource of a space, of an association, or of the Lab (neither), and return it: a draft.

    `file` is a PDF; statistics may be a table (`resources.tables`). `by` keeps it. Raises `PermissionDenied`, `Unfit`
    which names the field, or `Refused`.
    """
    _may_give(by, space, association)
    if kind not in ResourceKind.values:
        raise Unfit(_("Choose what it is."), "kind")
    row = Resource(kind=kind, space=space, association=association, keeper=by, is_demo=is_demo)
    for name, value in clean(row, told).items():
        setattr(row, name, value)
    filed = _filed(kind, file)
    with transaction.atomic():
        _has_room(row)
        _set_file(row, filed)
        row.folded = fold_titles(row)
        row.save()
        index(row)
        journal.record(row, "create", by=by, axis="state", target=row.state)
    return row


def _may_give(by: User, space: Space | None, association: Association | None) -> None:
    if space is not None and association is not None:
        raise ValueError("A resource has one owner.")
    permission, owner = "resources.give_for_lab", None
    if space is not None:
        permission, owner = "resources.give_for_space", space
    elif association is not None:
        permission, owner = "resources.give_for_association", association
    if not by.has_perm(permission, owner):
        raise PermissionDenied
    if space is not None and space.state == SpaceState.CLOSED:
        raise Refused(_("This space is closed: nothing new starts in it."), "closed")


def _has_room(row: Resource) -> None:
    """Refuse one draft too many; the owner's row is locked, so that two at once are counted twice."""
    owner = row.space or row.association
    if owner is not None:
        type(owner).objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=owner.pk)
    drafts = Resource.objects.filter(space=row.space, association=row.association, state=ResourceState.DRAFT)
    if drafts.count() >= DRAFTS_MAX:
        raise Refused(_("Fifty resources are in preparation here: publish or throw away one of them."), "drafts")


def edit(
    resource: Resource,
    *,
    by: User,
    based_on: int | None = None,
    change: str = "",
    file: File | None = None,
    drops_file: bool = False,
    **told: Unpack[Told],
) -> Resource:
    """Change what a resource says and return it; what `told` leaves out stays. Locks the resource.

    Of a published one this is a new version, shown at once: `change` says in words what changed, and the former one
    stays to be read. `based_on` is the version that the person saw: another one since then is refused, so that nobody's
    change is lost. Nothing changed is no version. Raises `PermissionDenied`, `Unfit`, or `Refused`.
    """
    if not by.has_perm("resources.keep_resource", resource):
        raise PermissionDenied
    filed = _filed(resource.kind, file)  # reading it takes a while: before anything is locked
    with transaction.atomic():
        row = lock_kept(resource.pk, by)
        if row.state == ResourceState.WITHDRAWN:
            raise Refused(_("It was withdrawn: what it said stays as it was."), "withdrawn")
        if based_on is not None and based_on != row.version:
            raise Refused(
                _("Someone has published another version meanwhile. What you wrote is below: read theirs, then send."),
                "another_version",
            )
        before = {name: getattr(row, name) for name in SAID}
        columns = clean(row, told)
        for name, value in columns.items():
            setattr(row, name, value)
        former = row.file.name
        if filed or drops_file:
            _set_file(row, filed)
        row.folded = fold_titles(row)
        is_new = any(getattr(row, name) != value for name, value in before.items() if name != "file")
        is_new = is_new or row.file.name != former
        if row.state == ResourceState.PUBLISHED:
            guards.says_enough(row)
            if is_new:
                change = _fit_change(change)
                row.version, row.changed_at = row.version + 1, now()
        elif former and former != row.file.name:
            storage = row.file.storage
            transaction.on_commit(lambda: storage.delete(former))
        names = {*columns, "folded", "version", "changed_at", "file", "file_kind", "size", "pages"}
        row.save(update_fields=sorted(names))
        index(row)
        if row.state == ResourceState.PUBLISHED and is_new:
            keep_version(row, by=by, change=change)
        journal.record(row, "edit", by=by, data={"version": row.version})
    return row


def _fit_change(change: str) -> str:
    change = fits(clean_line(change), CHANGE_MAX, "change")
    if not has_words(change):
        raise Unfit(_("Say in a few words what changed: readers see it beside the new version."), "change")
    return change


def discard(resource: Resource, *, by: User) -> None:
    """Throw a draft away, with its file. What was published is withdrawn instead."""
    with transaction.atomic():
        row = lock_kept(resource.pk, by)
        if row.state != ResourceState.DRAFT:
            raise Refused(_("It was published: withdraw it, with the reason."), "published")
        storage, name = row.file.storage, row.file.name
        row.delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name))


def _filed(kind: str, file: File | None) -> dict[str, Any] | None:
    """Return what is kept of a file that was looked through, or None. Raises `Unfit`."""
    if not file:
        return None
    head = file.read(len(PDF))
    file.seek(0)
    if kind == ResourceKind.STATISTICS and head != PDF:
        data, file_kind = tables.table(file)
        return {"data": data, "file_kind": file_kind, "pages": 0}
    data = papers.pdf(file)
    return {"data": data, "file_kind": FileKind.PDF, "pages": papers.pages_of(data)}


def _set_file(row: Resource, filed: dict[str, Any] | None) -> None:
    """Put a file in the place of the former one, which its versions keep; nothing, in the place of nothing."""
    if filed is None:
        if row.file:
            row.file, row.file_kind, row.size, row.pages = "", "", 0, 0
        return
    row.file_kind, row.pages, row.size = filed["file_kind"], filed["pages"], len(filed["data"])
    row.file.save(f"{secrets.token_hex(16)}.{row.file_kind}", ContentFile(filed["data"]), save=False)
