"""What a member publishes under its own name: only its own people write it, change it, take it away."""

import secrets

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.papers import pdf
from core.workflow import Refused
from networks.actions import words
from networks.actions.locking import lock_member
from networks.actions.screening import hold_if_a_rule_says_so
from networks.enums import MemberState
from networks.models import Member, Publication

PUBLICATIONS_MAX = 200  # of one member


def publish(member: Member, *, by: User, title: str, text: str, file: File | None = None) -> Publication:
    """Publish under the member's name, with a PDF or without, and return it; an automatic rule may hold it back.

    Locks the network, then the member. Raises `PermissionDenied`, `Unfit`, `Refused` when it is not an active member.
    """
    if not by.has_perm("networks.write_for_member", member):
        raise PermissionDenied
    fields = {"title": words.line(title, "title"), "text": words.text(text, "text")}
    data = pdf(file) if file else b""  # takes a while: before anything is locked
    with transaction.atomic():
        row = lock_member(member)
        _is_active(row, by)
        if row.publications.count() >= PUBLICATIONS_MAX:
            raise Refused(_("A member keeps at most two hundred publications: take an old one away first."), "full")
        publication = Publication(member=row, author=by, **fields)
        _attach(publication, data)
        publication.save()
        journal.record(publication, "publish", by=by)
        hold_if_a_rule_says_so(publication, by)
    return publication


def change_publication(
    publication: Publication, *, by: User, title: str, text: str, file: File | None = None, drop: bool = False
) -> Publication:
    """Write a publication anew; a new PDF takes the place of the old one, `drop` takes it away.

    Locks the network, then the member. Raises as `publish`.
    """
    fields = {"title": words.line(title, "title"), "text": words.text(text, "text")}
    data = pdf(file) if file else b""
    with transaction.atomic():
        member, row = _own(publication, by)
        _is_active(member, by)
        old = row.document.name if row.document and (data or drop) else ""
        for name, value in fields.items():
            setattr(row, name, value)
        if old:
            row.document = ""
        _attach(row, data)
        row.changed_at = now()
        row.save(update_fields=["title", "text", "document", "changed_at"])
        journal.record(row, "change", by=by)
        hold_if_a_rule_says_so(row, by)
        if old:
            transaction.on_commit(lambda: row.document.storage.delete(old))
    return row


def take_away(publication: Publication, *, by: User) -> None:
    """Take a publication away for good; its file goes with it, once that is certain."""
    with transaction.atomic():
        row = _own(publication, by)[1]
        journal.record(row, "take_away", by=by)
        storage, name = row.document.storage, row.document.name
        row.delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name))


def _own(publication: Publication, by: User) -> tuple[Member, Publication]:
    member = lock_member(publication.member)
    row = Publication.objects.select_related("member").select_for_update(of=("self",)).get(pk=publication.pk)
    if not by.has_perm("networks.edit_publication", row):
        raise PermissionDenied
    return member, row


def _is_active(member: Member, by: User) -> None:
    if not by.has_perm("networks.write_for_member", member):
        raise PermissionDenied
    if member.state != MemberState.ACTIVE:
        raise Refused(_("Only a member that is neither waiting nor suspended publishes here."), "not_active")


def _attach(publication: Publication, data: bytes) -> None:
    if data:
        publication.document.save(f"{secrets.token_hex(16)}.pdf", ContentFile(data), save=False)
