"""What people say about a paragraph, and on which version they said it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from debates.actions import contribute
from debates.models import Contribution
from plans.models import Paragraph, Remark, Version
from territories.queries import unread_of


def remark(
    paragraph: Paragraph,
    version: Version,
    *,
    by: User,
    text: str,
    parent: int | None = None,
    client_key: UUID | None = None,
) -> Contribution:
    """Say something about a paragraph as it stands in `version`, the one that she read, and return it.

    It stays with the paragraph whatever becomes of it: also when a version without it was published while she wrote.
    Sent twice it is kept once. Raises as `debates.actions.contribute`.
    """
    rows = Paragraph.objects.select_related("thread__space__commune").defer(*unread_of("thread__space__commune"))
    paragraph = rows.get(pk=paragraph.pk)
    if paragraph.thread_id is None or version.document_id != paragraph.document_id:
        raise Refused(_("This paragraph is not published: nothing can be said about it yet."), "not_published")
    with transaction.atomic():
        said = contribute(paragraph.thread, by=by, text=text, parent=parent, client_key=client_key)
        if not said.is_repeat:
            Remark.objects.create(contribution=said, version=version)
    return said
