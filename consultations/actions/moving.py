"""The life of a consultation: opened, closed, published, cancelled; held for checking, hidden, shown again."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.actions import telling
from consultations.actions.locking import lock
from consultations.actions.telling import CANCELLED, OPENED, PUBLISHED
from consultations.models import Consultation
from consultations.workflow import CANCEL, CLOSE, HIDE, HOLD, OPEN, PUBLISH, SHOW
from core import journal
from core.enums import Visibility
from core.text import clean_text, isolate
from core.workflow import Refused, is_open, perform
from councils import actions as councils
from councils.models import ElectionPeriod
from councils.rules import is_elected
from debates.actions import keep_in_step, open_thread, settle
from notices import actions as notices
from notices.paths import without_language


def open_consultation(consultation: Consultation, *, by: User, note: str = "") -> Consultation:
    """Open a consultation to everyone, with its discussion, and return it; the members of the space are told.

    What it asks stays as it is from now on. Nobody elected opens one while an election is near: it could pass for
    propaganda. Locks the consultation. Raises `PermissionDenied`, or `Refused` with what is missing.
    """
    with transaction.atomic():
        row = lock(consultation.pk)
        may = by.has_perm("consultations.lead_consultation", row)
        if may and (row.council_id or is_elected(by)) and ElectionPeriod.objects.running():
            raise Refused(
                _("An election is near: a council opens no consultation meanwhile. Your draft is kept."), "election"
            )
        if not may or not is_open(row, OPEN):
            return perform(row, OPEN, by=by, note=clean_text(note))  # which says why not
        thread = open_thread(row.space, title=row.title)
        settle(thread, without_language(row.get_absolute_url()))
        row = perform(row, OPEN, by=by, note=clean_text(note), also={"thread": thread})
        _tell(row, OPENED, by)
    return row


def close(consultation: Consultation, *, by: User, note: str = "") -> Consultation:
    """Close a consultation, with the reason when it is before its moment, and return it. Nothing is answered after."""
    with transaction.atomic():
        return perform(lock(consultation.pk), CLOSE, by=by, note=clean_text(note))


def publish(consultation: Consultation, *, by: User, note: str = "") -> Consultation:
    """Publish the result of a closed consultation, and return it; the members of the space are told."""
    with transaction.atomic():
        row = perform(lock(consultation.pk), PUBLISH, by=by, note=clean_text(note))
        _tell(row, PUBLISHED, by)
    return row


def cancel(consultation: Consultation, *, by: User, note: str) -> Consultation:
    """Cancel a consultation that was not closed, with the reason, and return it; its discussion is closed.

    The members of the space are told, if it was open.
    """
    with transaction.atomic():
        row = perform(lock(consultation.pk), CANCEL, by=by, note=clean_text(note))
        if row.thread_id:
            keep_in_step(row.thread_id, "close")
        _tell(row, CANCELLED, by)
    return row


def hold(consultation: Consultation, *, by: User, note: str) -> Consultation:
    """Hold a consultation back while it is checked, with the reason: nobody answers meanwhile.

    Its discussion, its matter before the council and what people were told are shown no more than it is.
    """
    return _change_visibility(consultation, HOLD, by=by, note=note)


def hide(consultation: Consultation, *, by: User, note: str) -> Consultation:
    """Hide a consultation that breaks the charter, with the reason, as `hold`."""
    return _change_visibility(consultation, HIDE, by=by, note=note)


def show(consultation: Consultation, *, by: User, note: str = "") -> Consultation:
    """Show a held or hidden consultation again, and what hangs on it."""
    return _change_visibility(consultation, SHOW, by=by, note=note)


BY_NAME: dict[str, Callable[..., Consultation]] = {
    OPEN: open_consultation, CLOSE: close, PUBLISH: publish, CANCEL: cancel, HOLD: hold, HIDE: hide, SHOW: show,
}  # fmt: skip


def move(consultation: Consultation, action: str, *, by: User, note: str = "") -> Consultation:
    """Perform the move `action`: the one door of the buttons and the API. An unknown name raises `PermissionDenied`."""
    if action not in BY_NAME:
        raise PermissionDenied
    return BY_NAME[action](consultation, by=by, note=note)


WORDS = {
    HOLD: _("“%(title)s” is held back for checking. The reason is on its page."),
    HIDE: _("“%(title)s” is hidden. The reason is on its page."),
    SHOW: _("“%(title)s” is shown to everyone again."),
}


def _change_visibility(consultation: Consultation, action: str, *, by: User, note: str) -> Consultation:
    with transaction.atomic():
        row = perform(lock(consultation.pk), action, by=by, note=clean_text(note))
        if row.thread_id:
            keep_in_step(row.thread_id, action)
        if row.referral_id:
            councils.show(row.referral, is_shown=action == SHOW, by=User.objects.system())
        notices.show(row.get_absolute_url(), is_shown=action == SHOW, but=[row.author])
        if row.author_id != by.pk:
            number = journal.history(row).filter(axis="visibility").count()
            notices.notify(
                [row.author],
                key=f"consultation.{row.pk}.visibility.{number}",
                text=lambda: str(WORDS[action]) % {"title": isolate(row.title)},
                url=row.get_absolute_url(),
            )
    return row


def _tell(row: Consultation, occasion: str, by: User) -> None:
    """Tell the members of the space, but for the one who did it; nobody of what is not shown or was never opened."""
    if row.visibility != Visibility.VISIBLE or row.opened_at is None:
        return
    members = User.objects.filter(memberships__space=row.space_id, memberships__ended_at__isnull=True, is_active=True)
    notices.notify(
        members.exclude(pk=by.pk).distinct(),
        key=f"consultation.{row.pk}.{occasion}",
        text=lambda: telling.WORDS[occasion](row),
        url=row.get_absolute_url(),
        commune=row.space.commune_id,
    )
    telling.tell_everyone(row, occasion, by=by)
