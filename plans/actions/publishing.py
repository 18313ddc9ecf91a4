"""A version is published, a document is held, hidden and shown again; associations adopt what was published."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.enums import Visibility
from core.text import clean_text, isolate
from core.workflow import Refused, perform
from debates.actions import keep_in_step, open_thread
from notices import actions as notices
from notices.paths import without_language
from plans.actions.saying import one_title
from plans.enums import PassageKind
from plans.models import Adoption, Paragraph, Passage, ReferenceDocument, Version
from plans.workflow import HIDE, HOLD, PUBLISH, SHOW
from spaces.models import Association
from spaces.queries import under

TITLE_MAX = 200  # of a thread


def publish_version(version: Version, *, by: User) -> Version:
    """Publish a version and return it: everyone reads it, and it never changes again.

    A discussion is opened for each paragraph that has none. The members of the space (of all spaces of the region,
    for the Lab's) are told, and so is whoever adopted an earlier version for an association. Locks the document.
    Raises `PermissionDenied`, or `Refused` with what is missing.
    """
    with transaction.atomic():
        document = ReferenceDocument.objects.locked().get(pk=version.document_id)
        row = document.versions.get(pk=version.pk)
        row.document = document
        row = perform(row, PUBLISH, by=by)
        if document.published_at is None:
            document.published_at = row.published_at
            document.save(update_fields=["published_at"])
        for passage in row.passages.filter(paragraph__thread__isnull=True).exclude(kind=PassageKind.HEADING):
            _open_discussion(document, passage)
        journal.record(document, "publish_version", by=by, data={"version": row.number})
        _tell(document, row, by)
    return row


def _open_discussion(document: ReferenceDocument, passage: Passage) -> None:
    paragraph = Paragraph.objects.get(pk=passage.paragraph_id)
    words = " ".join((passage.text_ar or passage.text_fr).split())
    title = f"{one_title(document)} · {words}"
    title = title if len(title) <= TITLE_MAX else f"{title[: TITLE_MAX - 1].rstrip()}…"
    path = without_language(paragraph.get_absolute_url())
    paragraph.thread = open_thread(document.space, title=title, path=path)
    paragraph.save(update_fields=["thread"])


def _tell(document: ReferenceDocument, version: Version, by: User) -> None:
    held = {"memberships__ended_at__isnull": True, "is_active": True}
    if document.region_id:
        members = User.objects.filter(under([document.region.code], "memberships__space__commune__code"), **held)
    else:
        members = User.objects.filter(memberships__space=document.space_id, **held)
    notices.notify(
        members.exclude(pk=by.pk).distinct(),
        key=f"document.{document.pk}.version.{version.number}",
        text=lambda: (
            (
                gettext("“%(title)s” is published: read it, and say what you think of each paragraph.")
                if version.number == 1
                else gettext("“%(title)s” has a new version: see what changed.")
            )
            % {"title": isolate(document.title)}
        ),
        url=document.get_absolute_url(),
    )
    adopted = Adoption.objects.filter(version__document=document, withdrawn_at__isnull=True)
    notices.notify(
        User.objects.filter(pk__in=adopted.values("association__representative"), is_active=True),
        key=f"document.{document.pk}.adopt.{version.number}",
        text=lambda: (
            gettext(
                "Your association adopted an earlier version of “%(title)s”: see what changed, and adopt the new one."
            )
            % {"title": isolate(document.title)}
        ),
        url=reverse("plans:adopt", args=[document.pk]),
        urgent=True,
    )


def hold_document(document: ReferenceDocument, *, by: User, note: str) -> ReferenceDocument:
    """Hold a document back while it is checked, with the reason; its discussions and notices are shown no more."""
    return _change_visibility(document, HOLD, by=by, note=note)


def hide_document(document: ReferenceDocument, *, by: User, note: str) -> ReferenceDocument:
    """Hide a document that breaks the charter, with the reason, as `hold_document`."""
    return _change_visibility(document, HIDE, by=by, note=note)


def show_document(document: ReferenceDocument, *, by: User, note: str = "") -> ReferenceDocument:
    """Show a held or hidden document again, and what hangs on it."""
    return _change_visibility(document, SHOW, by=by, note=note)


DOCUMENT_BY_NAME = {HOLD: hold_document, HIDE: hide_document, SHOW: show_document}


def move_document(document: ReferenceDocument, action: str, *, by: User, note: str = "") -> ReferenceDocument:
    """Perform the move `action`: the one door of the buttons. An unknown name raises `PermissionDenied`."""
    if action not in DOCUMENT_BY_NAME:
        raise PermissionDenied
    return DOCUMENT_BY_NAME[action](document, by=by, note=note)


def _change_visibility(document: ReferenceDocument, action: str, *, by: User, note: str) -> ReferenceDocument:
    with transaction.atomic():
        row = perform(ReferenceDocument.objects.locked().get(pk=document.pk), action, by=by, note=clean_text(note))
        for thread in row.paragraphs.filter(thread__isnull=False).values_list("thread_id", flat=True):
            keep_in_step(thread, action)
        notices.show(row.get_absolute_url(), is_shown=action == SHOW, but=[row.author])
    return row


def adopt(version: Version, association: Association, *, by: User) -> Adoption:
    """Adopt the version in force for an association, by its legal representative, and return the adoption.

    Twice is once. Raises `PermissionDenied`, or `Refused` when a newer version was published meanwhile.
    """
    with transaction.atomic():
        document = ReferenceDocument.objects.locked().get(pk=version.document_id)
        if not by.has_perm("plans.view_document", document) or not by.has_perm("spaces.bind_association", association):
            raise PermissionDenied
        newest = document.versions.published().order_by("-number").first()
        if newest is None or document.visibility != Visibility.VISIBLE:
            raise Refused(_("There is no published version to adopt now."), "not_published")
        if newest.pk != version.pk:
            raise Refused(
                _("A newer version was published meanwhile. Nothing was adopted: read it, then adopt it."), "newer"
            )
        adoption, made = Adoption.objects.get_or_create(
            version=newest, association=association, withdrawn_at__isnull=True, defaults={"by": by}
        )
        if made:
            data = {"association": association.pk, "version": newest.number}
            journal.record(document, "adopt", by=by, data=data)
    return adoption


def withdraw_adoption(adoption: Adoption, *, by: User) -> Adoption:
    """Take an adoption back, by the legal representative; a second time changes nothing. It stays in the history."""
    with transaction.atomic():
        row = Adoption.objects.select_related("association", "version__document").select_for_update(
            of=("self",), no_key=True
        )
        row = row.get(pk=adoption.pk)
        if not by.has_perm("spaces.bind_association", row.association):
            raise PermissionDenied
        if row.withdrawn_at is None:
            row.withdrawn_at = now()
            row.save(update_fields=["withdrawn_at"])
            data = {"association": row.association_id, "version": row.version.number}
            journal.record(row.version.document, "withdraw_adoption", by=by, data=data)
    return row
