"""What is shown of a petition: held for checking, hidden, shown again, with everything that hangs on it."""

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from accounts.models import User
from core import journal
from core.text import clean_text, isolate
from core.workflow import perform
from councils import actions as councils
from debates.actions import keep_in_step
from moderation.actions import is_in_hand
from notices import actions as notices
from petitions.actions.announcing import tell_begun
from petitions.actions.locking import lock
from petitions.models import Petition
from petitions.workflow import HIDE, HOLD, SHOW


def hold(petition: Petition, *, by: User, note: str) -> Petition:
    """Hold a petition back while it is checked, with the reason: nobody can sign meanwhile, its delays run on.

    Its discussion, its matter before the council and what people were told are shown no more than it is; whoever leads
    it is told. Locks the petition, its thread, its referral.
    """
    words = gettext_noop("“%(title)s” is held back for checking. The reason is on its page.")
    return _change_visibility(petition, HOLD, by=by, note=note, words=words)


def hide(petition: Petition, *, by: User, note: str) -> Petition:
    """Hide a petition that breaks the charter, with the reason, as `hold`."""
    words = gettext_noop("“%(title)s” is hidden. The reason is on its page.")
    return _change_visibility(petition, HIDE, by=by, note=note, words=words)


def show(petition: Petition, *, by: User, note: str = "") -> Petition:
    """Show a held or hidden petition to everyone again, and what hangs on it.

    One that was held as it began is announced now, and once: nobody was told of it before.
    """
    words = gettext_noop("“%(title)s” is shown to everyone again.")
    row = _change_visibility(petition, SHOW, by=by, note=note, words=words)
    if row.thread_id:
        tell_begun(row)
    return row


def _change_visibility(petition: Petition, action: str, *, by: User, note: str, words: str) -> Petition:
    with transaction.atomic():
        row = perform(lock(petition.pk), action, by=by, note=clean_text(note))
        if row.thread_id:
            keep_in_step(row.thread_id, action)
        if row.referral_id:
            councils.show(row.referral, is_shown=action == SHOW, by=User.objects.system())
        notices.show(row.get_absolute_url(), is_shown=action == SHOW, but=[row.author])
        if row.author_id != by.pk and not is_in_hand():  # moderation tells what it decides itself
            _tell_author(row, words)
    return row


def _tell_author(row: Petition, words: str) -> None:
    number = journal.history(row).filter(axis="visibility").count()
    notices.notify(
        [row.author],
        key=f"petition.{row.pk}.visibility.{number}",
        text=lambda: gettext(words) % {"title": isolate(row.title)},
        url=row.get_absolute_url(),
    )
