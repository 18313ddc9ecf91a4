"""A reference document: begun, described, its phases and the editors named for it."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import actions as people
from accounts.contacts import Contact
from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import isolate
from core.workflow import Refused
from notices.actions import notify
from plans.actions.locking import lock_document
from plans.actions.saying import PURPOSE_MAX, in_order, titled, told
from plans.enums import PhaseKind
from plans.models import Editor, Phase, ReferenceDocument, Version
from spaces.enums import SpaceState
from spaces.models import Space
from territories.enums import Level
from territories.models import Territory

DOCUMENTS_MAX = 50  # of one space
EDITORS_MAX = 30  # of one document


def begin_document(space: Space, *, by: User, for_region: bool = False, **said: Any) -> ReferenceDocument:
    """Begin a reference document of a space, with an empty first version in preparation, and return it.

    `for_region` makes it the Lab's for the whole region: a coordinator of the region does. `said` has `title_ar`,
    `title_fr`, `purpose_ar`, `purpose_fr`; one language is enough. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    if not by.has_perm("plans.begin", space):
        raise PermissionDenied
    if space.state != SpaceState.OPEN:
        raise Refused(_("This space is not open: nothing can be begun in it."), "closed")
    region = region_of(space, by) if for_region else None
    columns = titled(said) | told(said, "purpose", PURPOSE_MAX)
    with transaction.atomic():
        Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
        if space.reference_documents.count() >= DOCUMENTS_MAX:
            raise Refused(_("A space has at most fifty reference documents."), "full")
        row = ReferenceDocument.objects.create(space=space, region=region, author=by, **columns)
        Version.objects.create(document=row, number=1)
        journal.record(row, "begin", by=by, data={"region": region.code} if region else {})
    return row


def region_of(space: Space, by: User) -> Territory:
    """Return the region of a space to whoever coordinates it. Raises `PermissionDenied`."""
    region = Territory.objects.light().filter(level=Level.REGION, code=space.commune.code.split(".")[0]).first()
    if region is None or not by.has_perm("spaces.open_commune", region):
        raise PermissionDenied
    return region


def describe_document(document: ReferenceDocument, *, by: User, **said: Any) -> ReferenceDocument:
    """Write anew the title and the purpose of a document, and return it. Locks it."""
    columns = titled(said) | told(said, "purpose", PURPOSE_MAX)
    with transaction.atomic():
        row = lock_document(document.pk, by)
        changed = [name for name, value in columns.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, columns[name])
        if changed:
            row.save(update_fields=changed)
            journal.record(row, "describe", by=by, data={"changed": sorted(changed)})
    return row


def set_phase(
    document: ReferenceDocument, kind: str, *, by: User, starts_on: datetime.date, ends_on: datetime.date, **said: Any
) -> Phase:
    """Say from which day to which day a phase lasts, its last day included, and return it; said again, it changes."""
    if kind not in PhaseKind.values:
        raise Unfit(_("Choose a phase from the list."), "kind")
    in_order(starts_on, ends_on, "ends_on")
    columns = told(said, "text", 300) | {"starts_on": starts_on, "ends_on": ends_on}
    with transaction.atomic():
        row = lock_document(document.pk, by)
        phase, _made = Phase.objects.update_or_create(document=row, kind=kind, defaults=columns)
        days = {"phase": kind, "starts_on": f"{starts_on}", "ends_on": f"{ends_on}"}
        journal.record(row, "set_phase", by=by, data=days)
    return phase


def remove_phase(phase: Phase, *, by: User) -> None:
    """Take a phase out."""
    with transaction.atomic():
        row = lock_document(phase.document_id, by)
        if Phase.objects.filter(pk=phase.pk).delete()[0]:
            journal.record(row, "remove_phase", by=by, data={"phase": phase.kind})


def name_editor(document: ReferenceDocument, contact: Contact, *, by: User) -> Editor:
    """Name the person of an exact contact to write a document, tell her, and return her place; twice is once.

    Raises `PermissionDenied`, `Refused` when there is nobody of this contact, or too many editors.
    """
    if not by.has_perm("plans.lead_document", document):
        raise PermissionDenied
    return name_editor_of(document, people.look_for(contact, by=by), by=by)


def name_editor_of(document: ReferenceDocument, person: User, *, by: User) -> Editor:
    """Name a person who was found to write a document. As `name_editor`."""
    with transaction.atomic():
        row = lock_document(document.pk, by, "plans.lead_document")
        if row.editors.filter(ended_at__isnull=True).count() >= EDITORS_MAX:
            raise Refused(_("A document has at most thirty editors."), "full")
        editor, made = Editor.objects.get_or_create(
            document=row, user=person, ended_at__isnull=True, defaults={"named_by": by}
        )
        if made:
            journal.record(row, "name_editor", by=by, data={"editor": editor.pk})
            notify(
                [person],
                key=f"document.{row.pk}.editor.{editor.pk}",
                text=lambda: gettext("You may now write “%(title)s” with its editors.") % {"title": isolate(row.title)},
                url=row.get_absolute_url(),
            )
    return editor


def end_editor(editor: Editor, *, by: User) -> Editor:
    """End the place of an editor: the person herself does, or whoever leads the document; a second time is nothing."""
    with transaction.atomic():
        row = lock_document(editor.document_id, by, "plans.view_document")
        if editor.user_id != by.pk and not by.has_perm("plans.lead_document", row):
            raise PermissionDenied
        held = Editor.objects.select_for_update(no_key=True).get(pk=editor.pk)
        if held.ended_at is None:
            held.ended_at = now()
            held.save(update_fields=["ended_at"])
            journal.record(row, "end_editor", by=by, data={"editor": held.pk})
    return held
