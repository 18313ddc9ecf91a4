"""The nightly count: every row against its proof, every shown count against the rows; an alarm on any difference."""

import datetime
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from notices.actions import notify
from petitions.actions.counting import hold_count
from petitions.counts import Counts, count, short_of
from petitions.enums import PetitionState
from petitions.models import Petition, Signature
from petitions.proofs import is_proven

logger = logging.getLogger(__name__)

BATCH = 2000  # rows read at once
MARGIN = datetime.timedelta(seconds=10)  # within which a row is written and committed


@dataclass(frozen=True)
class Mismatch:
    """One difference: its petition, the number of its row if it is one row's, what is wrong in words for operators."""

    petition_id: int
    words: str
    row: int | None = None

    def __str__(self):
        place = f"petition {self.petition_id}" + (f", signature {self.row}" if self.row else "")
        return f"{place}: {self.words}"


def recount_all() -> Iterator[Mismatch]:
    """Yield every difference between what the application wrote and what stands in the database. Writes nothing."""
    for pk in Petition.objects.exclude(state=PetitionState.DRAFT).order_by("pk").values_list("pk", flat=True):
        yield from recount(pk)


def recount(petition_id: int) -> Iterator[Mismatch]:
    """Yield the differences of one petition: rows without their proof, rows that are gone, counts that are not theirs.

    Waits for a count that runs, and lets none begin meanwhile. Counts may be behind the rows: they are compared when no
    row has changed since they were made.
    """
    with transaction.atomic():
        hold_count(petition_id)
        petition = Petition.objects.for_detail().get(pk=petition_id)
        rows = Signature.objects.filter(petition=petition).defer("sealed", "origin_key", "cin_key").order_by("pk")
        for row in rows.iterator(chunk_size=BATCH):
            if not is_proven(row):
                yield Mismatch(petition_id, "this row is not as the application wrote it", row.pk)
        counts = count(petition, by_province=bool(petition.spread_required))
        gone = petition.row_count - counts.kept
        if gone > 0:
            yield Mismatch(petition_id, f"{gone} of the {petition.row_count} rows counted before are gone")
        if petition.counted_at and not _changed_since(petition):
            yield from _of_counts(petition, counts)


def _changed_since(petition: Petition) -> bool:
    """Tell whether a row was written since the count, or so shortly before that the count may not have seen it."""
    return Signature.objects.filter(petition=petition, changed_at__gte=petition.counted_at - MARGIN).exists()


def _of_counts(petition: Petition, counts: Counts) -> Iterator[Mismatch]:
    shown = {
        "support": (petition.support_count, counts.support),
        "online": (petition.online_count, counts.online),
        "paper": (petition.paper_count, counts.paper),
        "provinces short": (petition.spread_missing, len(short_of(petition, counts))),
    }
    for name, (said, true) in shown.items():
        if said != true:
            yield Mismatch(petition.pk, f"the count of {name} says {said}, the rows say {true}")


def alarm(mismatches: Iterable[Mismatch]) -> int:
    """Write each difference to the log as an error, tell the superusers that there are some, and return how many."""
    found = list(mismatches)
    for one in found:
        logger.error("Signatures do not agree: %s.", one)
    if found:
        numbers = ", ".join(str(pk) for pk in sorted({one.petition_id for one in found})[:10])
        notify(
            User.objects.filter(is_superuser=True, is_active=True),
            key=f"petitions.recount.{localdate()}",
            text=lambda: (
                _("Signatures do not agree with what was recorded (petitions %(numbers)s): look at the log.")
                % {"numbers": numbers}
            ),
            url="/admin/",
            urgent=True,
        )
    return len(found)
