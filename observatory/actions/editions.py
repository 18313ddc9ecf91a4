"""Counting a month, once, when it is over."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from core import dates, journal
from core.workflow import Refused
from councils.enums import Role
from councils.models import Mandate
from notices.actions import notify
from observatory import months
from observatory.counting.editions import edition_of
from observatory.models import Benchmark, Edition, Snapshot

AT_ONCE = 200  # rows written in one statement
MOST_MISSED = 12  # months that are counted after a worker was away


@transaction.atomic
def count_edition(month: datetime.date, *, by: User) -> Edition:
    """Count all councils as they stood at the end of a month (its first day), and tell those who sign for them.

    Everyone sees it `OBSERVATORY_PREVIEW_DAYS` later. A month that was counted already is returned as it is; a second
    worker waits for the first. Raises `Refused` for a month that is not over.
    """
    month = months.first_of(month)
    if months.last_of(month) >= localdate():
        raise Refused(_("This month is not over: nothing was counted."), "not_over")
    edition, is_new = Edition.objects.get_or_create(
        month=month, defaults={"public_on": localdate() + datetime.timedelta(days=settings.OBSERVATORY_PREVIEW_DAYS)}
    )
    if not is_new:
        return edition
    snapshots, benchmarks = edition_of(edition)
    Snapshot.objects.bulk_create(snapshots, batch_size=AT_ONCE)
    Benchmark.objects.bulk_create(benchmarks, batch_size=AT_ONCE)
    edition.councils = len(snapshots)
    edition.save(update_fields=["councils"])
    journal.record(edition, "count", by=by, data={"month": edition.key, "councils": len(snapshots)})
    _tell(edition)
    return edition


def _tell(edition: Edition) -> None:
    """Tell whoever signs for a council that its figures are there, and until when they are its own."""
    signing = Mandate.objects.current().filter(Q(role=Role.PRESIDENT) | Q(may_publish=True), user__isnull=False)
    people = User.objects.filter(is_active=True, pk__in=signing.values("user"))
    notify(
        people,
        key=f"observatory.{edition.key}",
        text=lambda: (
            _("Your council’s figures are counted. Everyone sees them from %(day)s: write your comment before.")
            % {"day": dates.day(edition.public_on, get_language())}
        ),
        url=reverse("observatory:mine"),
    )


def count_what_is_due(*, by: User) -> list[Edition]:
    """Count each month that is over and was not counted: the last one, and those since the newest edition."""
    last = months.before(months.first_of(localdate()))
    newest = Edition.objects.order_by("-month").values_list("month", flat=True).first()
    due = [last] if newest is None else [one for one in months.ending_with(last, MOST_MISSED) if one > newest]
    return [count_edition(month, by=by) for month in due]
