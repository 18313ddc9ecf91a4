"""The life of a resource: published, withdrawn with the reason, published again by who moderates."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.text import isolate
from core.workflow import perform
from moderation.actions import hold_by_rule, is_in_hand
from moderation.screening import screen, words_of
from notices.actions import notify
from resources.actions.locking import keep_version, lock
from resources.models import Resource
from resources.workflow import PUBLISH, RESTORE, WITHDRAW
from spaces.models import Space


def publish(resource: Resource, *, by: User, note: str = "") -> Resource:
    """Publish a draft to everyone, as its first version, and return it. Locks it. Raises `Refused` with what lacks."""
    with transaction.atomic():
        row = perform(lock(resource.pk), PUBLISH, by=by, note=note, also={"version": 1})
        keep_version(row, by=by)
        _hold_if_a_rule_says_so(row, by)
    return row


def _hold_if_a_rule_says_so(row: Resource, by: User) -> None:
    """Withdraw what an automatic rule stops until a moderator has read it; moderators are never held."""
    if by.has_perm("resources.moderate_resource", row) or by.is_system:
        return
    seat = row.space or Space.objects.filter(commune=row.association.seat_id).first()
    said = "\n".join(filter(None, (row.title_ar, row.title_fr, row.summary_ar, row.summary_fr)))
    if rule := screen(said, by=by, listed=words_of(seat) if seat else ()):
        hold_by_rule("resource", row, rule)
        row.refresh_from_db(fields=["state", "withdrawn_at"])


def withdraw(resource: Resource, *, by: User, note: str) -> Resource:
    """Withdraw a resource, with the reason that everyone reads in its place, and return it.

    Its keeper is told, and those who keep it on their own list.
    """
    with transaction.atomic():
        row = perform(lock(resource.pk), WITHDRAW, by=by, note=note)
        _tell(row, _("“%(title)s” was withdrawn from the information bank. The reason is on its page."), by=by)
    return row


def restore(resource: Resource, *, by: User, note: str) -> Resource:
    """Publish a withdrawn resource again, as it was, with the reason, and return it. The same people are told."""
    with transaction.atomic():
        row = perform(lock(resource.pk), RESTORE, by=by, note=note)
        _tell(row, _("“%(title)s” is in the information bank again."), by=by)
    return row


BY_NAME: dict[str, Callable[..., Resource]] = {PUBLISH: publish, WITHDRAW: withdraw, RESTORE: restore}


def move(resource: Resource, action: str, *, by: User, note: str = "") -> Resource:
    """Perform the move `action`: the one door of the buttons. An unknown name raises `PermissionDenied`."""
    if action not in BY_NAME:
        raise PermissionDenied
    return BY_NAME[action](resource, by=by, note=note)


def _tell(row: Resource, words: Any, *, by: User) -> None:
    if is_in_hand():  # moderation tells what it decides itself
        return
    number = journal.history(row).filter(axis="state").count()
    people = User.objects.filter(kept_resources__resource=row, is_active=True) | User.objects.filter(pk=row.keeper_id)
    notify(
        people.exclude(pk=by.pk).distinct(),
        key=f"resource.{row.pk}.moved.{number}",
        text=lambda: str(words) % {"title": isolate(row.title)},
        url=row.get_absolute_url(),
    )
