"""Joining a need: support and follow in one."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from core.workflow import Refused
from needs.actions.locking import lock
from needs.models import Need, Support


def join(need: Need, *, by: User) -> Need:
    """Join a need, or the one it was merged into, and return that one. Joining again changes nothing.

    Locks the need; the count changes in the same transaction. A person counts once over the whole group. A repeat is
    answered like the first time.
    """
    with transaction.atomic():
        row = _lock_main(need)
        if not by.has_perm("needs.join_need", row):
            raise PermissionDenied
        _join(row, by)
    return row


def join_for(need: Need, *, person: User, by: User) -> Need:
    """Join a need at a desk for a person whom it has registered, as `join`, and return it."""
    with transaction.atomic():
        row = _lock_main(need)
        if not by.has_perm("needs.relay_need", row.space):
            raise PermissionDenied
        _join(row, person)
    return row


def _join(row: Need, person: User) -> None:
    if row.visibility != Visibility.VISIBLE:
        raise Refused(_("This need is not shown to everyone now: nobody can join it."), "not_visible")
    if not _supports(row, person).exists():
        Support.objects.bulk_create([Support(need=row, user=person)], ignore_conflicts=True)
        row.support_count += 1
        row.save(update_fields=["support_count"])


def leave(need: Need, *, by: User) -> Need:
    """Leave a need and every one merged into it, and return it. Leaving again changes nothing. Locks the need."""
    if not by.is_authenticated:
        raise PermissionDenied
    with transaction.atomic():
        row = _lock_main(need)
        left = [pk for pk, _need in _supports(row, by).values_list("pk", "need_id")]
        if left:
            Support.objects.filter(pk__in=left).delete()
            row.support_count -= 1
            row.save(update_fields=["support_count"])
    return row


def recount(need: Need) -> int:
    """Set a need's count from its supports and relays, and return the difference. Locks the need.

    Counts are right by construction: this repairs what was changed by hand or restored from a partial copy.
    """
    with transaction.atomic():
        row = lock(need)
        true = Need.objects.filter(pk=row.pk).with_true_count().get().true_count
        difference = true - row.support_count
        if difference:
            row.support_count = true
            row.save(update_fields=["support_count"])
    return difference


def _supports(need: Need, user: User):
    return Support.objects.filter(Q(need=need) | Q(need__merged_into=need), user=user).order_by()


def _lock_main(need: Need) -> Need:
    """Lock the need, or the one it was merged into: only that one, so that locks are never taken in the wrong order."""
    pk = Need.objects.values_list("merged_into", flat=True).get(pk=need.pk) or need.pk
    row = lock(Need(pk=pk))
    if row.merged_into_id:
        raise Refused(_("This need was joined to another one just now: look at it again."), "not_now")
    return row
