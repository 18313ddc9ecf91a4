"""A version while it is prepared: paragraphs written, ordered, taken out.

Two editors at once lose nothing: each change says which revision of the paragraph it was made on, and one that was
made on an older revision is refused with what stands now beside it.
"""

from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.workflow import Refused
from plans.actions.locking import lock_document, lock_draft, lock_passage
from plans.actions.saying import PASSAGE_MAX, SUMMARY_MAX, spoken, told
from plans.enums import PassageKind, VersionState
from plans.models import Paragraph, Passage, ReferenceDocument, Version

PASSAGES_MAX = 300  # of one version
COPIED = ("paragraph_id", "position", "kind", "text_ar", "text_fr")


class Overtaken(Refused):
    """Another editor changed the same paragraph meanwhile: `current` is what it says now."""

    def __init__(self, current: Passage):
        super().__init__(
            _(
                "Another editor changed this paragraph while you wrote. Nothing is lost: what you wrote is below, what "
                "it says now beside it. Put them together, then keep it."
            ),
            "overtaken",
        )
        self.current = current


def begin_version(document: ReferenceDocument, *, by: User) -> Version:
    """Return the version in preparation, made from the last published one when there is none. Locks the document."""
    with transaction.atomic():
        row = lock_document(document.pk, by)
        if (draft := row.versions.filter(state=VersionState.DRAFT).first()) is not None:
            return draft
        last = row.versions.published().order_by("-number").first()
        draft = Version.objects.create(document=row, number=last.number + 1 if last else 1)
        copies = [
            Passage(version=draft, **{name: getattr(passage, name) for name in COPIED})
            for passage in (last.passages.all() if last else ())
        ]
        Passage.objects.bulk_create(copies)
        journal.record(row, "begin_version", by=by, data={"version": draft.number})
    return draft


def summarize(version: Version, *, by: User, **said: Any) -> Version:
    """Say what a version in preparation brings (`summary_ar`, `summary_fr`), and return it."""
    columns = told(said, "summary", SUMMARY_MAX)
    with transaction.atomic():
        row = lock_draft(version, by)
        for name, words in columns.items():
            setattr(row, name, words)
        row.save(update_fields=list(columns))
    return row


def add_passage(version: Version, *, by: User, kind: str, after: int | None = None, **said: Any) -> Passage:
    """Write a new paragraph of a draft after the passage `after` (0: at the beginning, None: at the end).

    Raises `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    _is_known(kind)
    columns = spoken(said, "text", PASSAGE_MAX)
    with transaction.atomic():
        row = lock_draft(version, by)
        passages = list(row.passages.all())
        if len(passages) >= PASSAGES_MAX:
            raise Refused(_("A version has at most three hundred paragraphs."), "full")
        place = _place_after(passages, after)
        made = Passage.objects.create(
            version=row, paragraph=Paragraph.objects.create(document=row.document), position=place + 1, kind=kind,
            edited_by=by, edited_at=now(), **columns,
        )  # fmt: skip
        _number([*passages[:place], made, *passages[place:]])
    return made


def edit_passage(passage: Passage, *, by: User, revision: int, kind: str, **said: Any) -> Passage:
    """Write a paragraph of a draft anew, as an editor who read its `revision`, and return it.

    Raises `Overtaken` when it was changed since, `Refused` when it was taken out or published, `Unfit`.
    """
    _is_known(kind)
    columns = spoken(said, "text", PASSAGE_MAX) | {"kind": kind}
    with transaction.atomic():
        row = lock_passage(passage, by)
        if all(getattr(row, name) == value for name, value in columns.items()):
            return row  # two editors wrote the same
        if row.revision != revision:
            raise Overtaken(row)
        for name, value in columns.items():
            setattr(row, name, value)
        row.revision, row.edited_by, row.edited_at = row.revision + 1, by, now()
        row.save(update_fields=[*columns, "revision", "edited_by", "edited_at"])
    return row


def remove_passage(passage: Passage, *, by: User, revision: int) -> None:
    """Take a paragraph out of a draft. One that was published stays in the versions that have it, with its remarks.

    Raises `Overtaken` when it was changed since the editor read it.
    """
    with transaction.atomic():
        row = lock_passage(passage, by)
        if row.revision != revision:
            raise Overtaken(row)
        paragraph, version = row.paragraph_id, row.version
        row.delete()
        Paragraph.objects.filter(pk=paragraph, passages__isnull=True).delete()  # no version has it
        _number(list(version.passages.all()))


def move_passage(passage: Passage, *, by: User, up: bool) -> Passage:
    """Move a paragraph of a draft one place up or down; at the end of the way nothing happens."""
    with transaction.atomic():
        row = lock_passage(passage, by)
        passages = list(row.version.passages.all())
        place = next(n for n, one in enumerate(passages) if one.pk == row.pk)
        other = place - 1 if up else place + 1
        if 0 <= other < len(passages):
            passages[place], passages[other] = passages[other], passages[place]
            _number(passages)
    return row


def discard_draft(version: Version, *, by: User) -> None:
    """Throw a draft away. What was published stays; a document that never was goes with its only draft."""
    with transaction.atomic():
        row = lock_draft(version, by)
        document = row.document
        keys = list(row.passages.values_list("paragraph_id", flat=True))
        row.delete()
        Paragraph.objects.filter(pk__in=keys, passages__isnull=True).delete()
        if document.versions.exists():
            journal.record(document, "discard_version", by=by, data={"version": row.number})
        else:
            document.delete()


def _is_known(kind: str) -> None:
    if kind not in PassageKind.values:
        raise Unfit(_("Choose what it is: a heading, a paragraph or a principle."), "kind")


def _place_after(passages: list[Passage], after: int | None) -> int:
    """Return the index at which a new passage stands; at the end when the one it should follow is gone."""
    if after == 0:
        return 0
    return next((n for n, one in enumerate(passages, 1) if one.pk == after), len(passages))


def _number(passages: list[Passage]) -> None:
    """Write the positions of passages in this order, those that changed alone."""
    changed = []
    for position, passage in enumerate(passages, 1):
        if passage.position != position:
            passage.position = position
            changed.append(passage)
    Passage.objects.bulk_update(changed, ["position"])
