"""A consultation while it is prepared: begun for a space or a council, written, thrown away."""

from typing import Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.actions.locking import lock_draft
from consultations.actions.saying import Said, clean
from consultations.actions.templates import fill
from consultations.models import Consultation
from consultations.templates import Template
from core import journal
from core.folding import fold
from core.workflow import Refused
from councils.models import Council
from spaces.enums import SpaceState
from spaces.models import Space

DRAFTS_MAX = 20  # of one space


def create(
    space: Space, *, by: User, council: Council | None = None, template: Template | None = None, **said: Unpack[Said]
) -> Consultation:
    """Prepare a consultation and return it: a draft that the people of the space, and of the council, see.

    Without `council` the space asks, by its facilitators. A council asks, by a person with a mandate in it, in the open
    space of its own commune. `template` fills its parts and questions. Raises `PermissionDenied`, or `Refused` in words
    about what was given.
    """
    permission, asked = ("ask_for_council", council) if council else ("ask_for_space", space)
    if not by.has_perm(f"consultations.{permission}", asked):
        raise PermissionDenied
    if council is not None and council.territory_id != space.commune_id:
        raise Refused(_("A council asks in the space of its own commune."), "elsewhere")
    if space.state != SpaceState.OPEN:
        raise Refused(_("This space is not open: nothing can be asked in it."), "closed")
    columns = clean(said)
    with transaction.atomic():
        Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)  # twice at once is counted twice
        if space.consultations.filter(state="draft").count() >= DRAFTS_MAX:
            raise Refused(_("Twenty consultations are in preparation here: open or throw away one of them."), "drafts")
        row = Consultation(space=space, council=council, author=by, **columns)
        row.folded = _folded(row)
        row.save()
        if template is not None:
            fill(row, template)
        data = {"council": council.pk} if council else {}
        journal.record(row, "create", by=by, axis="state", target=row.state, data=data)
    return row


def edit(consultation: Consultation, *, by: User, **said: Unpack[Said]) -> Consultation:
    """Change what a draft says, and return it; what `said` leaves out stays. Locks the consultation.

    Raises `PermissionDenied`, `Unfit` which names the field, or `Refused` once it was opened.
    """
    with transaction.atomic():
        row = lock_draft(consultation.pk, by)
        columns = clean(said, row)
        for name, value in columns.items():
            setattr(row, name, value)
        row.folded = _folded(row)
        row.save(update_fields=[*columns, "folded"])
    return row


def discard(consultation: Consultation, *, by: User) -> None:
    """Throw a draft away with all it asks and its documents. What was opened is cancelled instead."""
    with transaction.atomic():
        row = lock_draft(consultation.pk, by)
        files = [(one.file.storage, one.file.name) for one in row.documents.all()]
        for part in row.parts.all():
            part.questions.update(shown_if=None)
        row.delete()
        transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])


def _folded(row: Consultation) -> str:
    return fold(f"{row.title} {row.purpose}")
