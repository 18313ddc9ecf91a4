"""Reviews: a resource is read again by a day; past it, it says so, and its keeper is told once."""

import datetime

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.text import isolate
from core.workflow import Refused
from notices.actions import notify
from resources.actions.locking import lock_kept
from resources.actions.saying import fit_review
from resources.enums import ResourceState
from resources.models import Resource
from spaces.enums import Role
from spaces.models import Coordination

BATCH = 500
DUE = _("“%(title)s” is to be reviewed: read it again, then confirm it, change it or withdraw it.")


def review(resource: Resource, *, by: User, review_on: datetime.date) -> Resource:
    """Say that a published resource was read again and still holds, until `review_on`, and return it; `by` keeps it
    from now on. Raises `PermissionDenied`, `Unfit`, `Refused`."""
    with transaction.atomic():
        row = lock_kept(resource.pk, by)
        if row.state != ResourceState.PUBLISHED:
            raise Refused(_("Only what is published is reviewed."), "not_published")
        fit_review(review_on)
        row.review_on, row.review_told_at, row.keeper = review_on, None, by
        row.save(update_fields=["review_on", "review_told_at", "keeper"])
        journal.record(row, "review", by=by, data={"until": review_on.isoformat()})
    return row


def tell_due() -> int:
    """Tell the keeper of each resource whose day of review has passed, once, and return how many resources.

    When its keeper may not write it any more, those who may are told: the facilitators of the space, the representative
    of the association, the coordinators of the Lab.
    """
    count = 0
    with transaction.atomic():
        due = Resource.objects.to_review().filter(review_told_at__isnull=True).order_by("pk")
        rows = due.select_related("space__commune", "association__seat", "keeper").defer("search")
        for row in rows.select_for_update(of=("self",), no_key=True, skip_locked=True)[:BATCH]:
            notify(
                _people_of(row),
                key=f"resource.{row.pk}.review.{row.review_on}",
                text=lambda row=row: str(DUE) % {"title": isolate(row.title)},
                url=row.get_absolute_url(),
            )
            row.review_told_at = now()
            row.save(update_fields=["review_told_at"])
            count += 1
    return count


def _people_of(row: Resource) -> list[User]:
    keeper = row.keeper
    if keeper.is_active and not keeper.is_system and keeper.has_perm("resources.keep_resource", row):
        return [keeper]
    if row.association_id:
        return [row.association.representative]
    if row.space_id:
        held = {"memberships__space": row.space_id, "memberships__role": Role.FACILITATOR}
        return list(User.objects.filter(**held, memberships__ended_at__isnull=True).distinct())
    return [row.user for row in Coordination.objects.filter(ended_at__isnull=True).select_related("user")]
