"""What a council says of its figures."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import clean_text, has_words
from core.workflow import Refused
from councils.guards import no_election_is_near
from councils.models import ElectionPeriod
from councils.rules import mandates_in, signs
from observatory.models import Comment, Snapshot

LENGTH = Comment._meta.get_field("text").max_length


@transaction.atomic
def comment(snapshot: Snapshot, *, by: User, text: str, version: int | None = None) -> Comment:
    """Sign the council's comment on its figures; earlier versions stay and are shown behind it.

    `version` is the newest one that the person had before her eyes (0: none): when another was signed since, nothing is
    written. Locks the snapshot. Raises `PermissionDenied`, `Unfit`, or `Refused` in an election period.
    """
    row = Snapshot.objects.select_related("edition").select_for_update(of=("self",), no_key=True).get(pk=snapshot.pk)
    if not by.has_perm("observatory.comment_snapshot", row):
        raise PermissionDenied
    mandate = next((one for one in mandates_in(row.council_id, by) if signs(one)), None)
    if mandate is None:  # a superuser speaks for no council
        raise PermissionDenied
    no_election_is_near(ElectionPeriod.objects.running())
    text = clean_text(text)
    if not has_words(text):
        raise Unfit(_("Write the comment in words."), "text")
    if len(text) > LENGTH:
        raise Unfit(_("At most %(count)d signs: the text was kept, shorten it.") % {"count": LENGTH}, "text")
    newest = row.comments.order_by("-version").values_list("version", "text").first() or (0, "")
    if version is not None and version != newest[0]:
        raise Refused(_("Somebody signed another comment meanwhile. Read it, then sign yours again."), "stale")
    if text == newest[1]:
        raise Unfit(_("This is the comment as it stands: nothing was changed."), "text")
    written = Comment.objects.create(
        snapshot=row, version=newest[0] + 1, text=text, signed_by=mandate, signed_role=mandate.role
    )
    journal.record(row, "comment", by=by, data={"version": written.version})
    return written
