"""Statements of the opinions: the first ones, written with the draft, and what moderators show of the others."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.actions.locking import lock, lock_draft
from consultations.actions.sources import source
from consultations.enums import PartKind
from consultations.models import Part, Statement
from consultations.workflow import HIDE, SHOW
from core import journal
from core.enums import Visibility
from core.fitness import Unfit, fits
from core.folding import fold
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import Refused, perform
from moderation.actions import is_in_hand
from notices.actions import notify

TEXT_MAX = 140  # characters
FIRST_MAX = 60  # statements written with the draft


def statement_words(text: str) -> dict[str, str]:
    """Return the columns of a statement's words: one line, and the same folded, under which it is said once."""
    text = fits(clean_line(text), TEXT_MAX, "text")
    if not has_words(text):
        raise Unfit(_("Write one opinion in words. Nothing else was lost."), "text")
    return {"text": text, "folded": fold(text)[:200]}


def add_statement(part: Part, *, by: User, text: str, source_path: str = "", source_title: str = "") -> Statement:
    """Write one of the first statements of a draft and return it: it is shown as soon as the consultation opens.

    Locks the consultation. Raises `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    columns = statement_words(text) | source(source_path, source_title)
    with transaction.atomic():
        lock_draft(part.consultation_id, by)
        if part.kind != PartKind.OPINIONS:
            raise Refused(_("Statements belong in opinions: add such a part first."), "kind")
        if part.statements.count() >= FIRST_MAX:
            raise Refused(_("Sixty statements are enough to begin with."), "full")
        if part.statements.filter(folded=columns["folded"]).exists():
            raise Unfit(_("This statement is there already."), "text")
        return Statement.objects.create(part=part, author=by, visibility=Visibility.VISIBLE, **columns)


def edit_statement(
    statement: Statement, *, by: User, text: str, source_path: str = "", source_title: str = ""
) -> Statement:
    """Change one of the first statements of a draft, and return it."""
    columns = statement_words(text) | source(source_path, source_title)
    with transaction.atomic():
        lock_draft(statement.part.consultation_id, by)
        row = Statement.objects.get(pk=statement.pk)
        for name, value in columns.items():
            setattr(row, name, value)
        try:
            with transaction.atomic():
                row.save(update_fields=list(columns))
        except IntegrityError:
            raise Unfit(_("This statement is there already."), "text") from None
    return row


def move_statement(statement: Statement, action: str, *, by: User, note: str = "") -> Statement:
    """Show a statement, or do not, with the reason, and return it; its author is told in her inbox.

    The journal of the consultation keeps who did it and why. Locks the consultation. Raises `PermissionDenied` also
    for a name that the table does not know, `Refused` when it is not the moment or the reason is missing.
    """
    if action not in Statement.MOVES:
        raise PermissionDenied
    with transaction.atomic():
        consultation = lock(statement.part.consultation_id)
        row = perform(statement, action, by=by, note=clean_text(note))
        journal.record(
            consultation, f"{action}_statement", by=by, note=clean_text(note), data={"statement": statement.pk}
        )
        if row.author_id and row.author_id != by.pk and not is_in_hand():  # moderation tells what it decides itself
            _tell_author(row, consultation, action)
    return row


def _tell_author(row: Statement, consultation, action: str) -> None:
    number = journal.history(row).count()
    words = {
        SHOW: lambda: gettext("Your statement is shown to everyone: “%(text)s”.") % {"text": isolate(row.text)},
        HIDE: lambda: gettext("Your statement is not shown: “%(text)s”. The reason: %(reason)s") % {
            "text": isolate(row.text), "reason": isolate(_last_reason(row)),
        },
    }  # fmt: skip
    notify(
        [row.author],
        key=f"consultation.{consultation.pk}.statement.{row.pk}.{number}",
        text=words[action],
        url=consultation.get_absolute_url(),
    )


def _last_reason(row: Statement) -> str:
    return journal.history(row).last().note
