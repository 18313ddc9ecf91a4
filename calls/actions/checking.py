"""The eligibility of what was sent: one list of what is missing, until a date; then eligible, or not and why."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.actions.locking import lock_application
from calls.actions.telling import ACCEPTED, REJECTED, tell_association, tell_missing
from calls.enums import CallState
from calls.models import Application
from calls.ties import refuse_tied
from calls.workflow import ACCEPT, ASK, REJECT
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import Refused, perform
from spaces.enums import PaperKind

WORDS_MAX = 1_000  # characters
LONGEST = datetime.timedelta(days=60)  # to complete a file


def ask(
    application: Application, *, by: User, missing: Sequence[str] = (), words: str = "", until: datetime.datetime | None
) -> Application:
    """Ask the association for everything that is missing, in one list, before `until`, and return the application.

    `missing` names papers (`PaperKind`), `words` says what else. Its people are told, by mail as well. Raises
    `PermissionDenied`, `Unfit` which names the field, `Refused`.
    """
    with transaction.atomic():
        row = _checked(application, by)
        words = fits(clean_text(words), WORDS_MAX, "words")
        if set(missing) - set(PaperKind.values):
            raise Unfit(_("Choose from the list."), "missing")
        if not missing and not has_words(words):
            raise Unfit(_("Say what is missing: a paper of the list, or in words."), "missing")
        if until is None or not now() < until < now() + LONGEST:
            raise Unfit(_("Give a moment that is still to come, within sixty days."), "until")
        kept = [kind for kind in PaperKind.values if kind in missing]
        row = perform(
            row, ASK, by=by, also={"missing": kept, "missing_words": words, "complete_until": until},
            data={"missing": kept},
        )  # fmt: skip
        row.call = application.call
        tell_missing(row)
    return row


def accept(application: Application, *, by: User) -> Application:
    """Say that an application is eligible, and return it; its association is told."""
    with transaction.atomic():
        row = perform(_checked(application, by), ACCEPT, by=by)
        row.call = application.call
        tell_association(row, ACCEPTED)
    return row


def reject(application: Application, *, by: User, note: str) -> Application:
    """Say that an application is not eligible, with the reason, and return it; its association is told."""
    with transaction.atomic():
        note = clean_text(note)
        row = perform(_checked(application, by), REJECT, by=by, note=note, also={"reasons": note[:2_000]})
        row.call = application.call
        tell_association(row, REJECTED)
    return row


def _checked(application: Application, by: User) -> Application:
    """Return the application, locked, to whoever may check it; nobody checks that of an association of hers."""
    row = lock_application(application.pk)
    if not by.has_perm("calls.check_application", row):
        return row  # `perform` denies it
    if row.call.state != CallState.CHECKING:
        raise Refused(_("Applications are checked once the call is closed, before they are scored."), "not_checking")
    refuse_tied(by, [row.association_id])
    return row
