"""Counting who takes part, each night, and warning while there is time."""

import csv
import datetime
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import TextIO

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.text import isolate
from core.workflow import Refused
from notices.actions import notify
from notices.paths import without_language
from observatory.census import Reference, references_for
from observatory.counting.people import Gathering, gatherings
from observatory.enums import IN_CENSUS, Group
from observatory.hidden import about, is_due, is_low, shown
from observatory.models import CensusShare, Inclusion
from spaces.enums import Role
from spaces.models import Membership, Space
from territories.models import Territory

WARNINGS = {
    Group.WOMEN: _(
        "“%(title)s”: few women take part so far, less than half of their share of the inhabitants. "
        "There is still time to invite them."
    ),
    Group.YOUNG: _(
        "“%(title)s”: few people under 35 take part so far, less than half of their share of the inhabitants. "
        "There is still time to invite them."
    ),
    Group.DISABLED: _(
        "“%(title)s”: few people with disabilities take part so far, less than half of their share of the inhabitants. "
        "There is still time to invite them."
    ),
    Group.RURAL: _(
        "“%(title)s”: few people of rural communes take part so far, less than half of their share of the inhabitants. "
        "There is still time to invite them."
    ),
}
YEAR = datetime.timedelta(days=365)


def key_of(one: Gathering) -> str:
    """Return the secret key of a table: what is rounded by chance is the same each time for one table."""
    name = f"{one.process}.{one.number}.{one.space}.{one.region}"
    return salted_hmac("observatory.inclusion", name, algorithm="sha256").hexdigest()


@transaction.atomic
def count_inclusion() -> int:
    """Count every process that runs or ended within a year, every space and region; return how many tables were made.

    A table that still grows is made anew after ten more people only. Facilitators are told once for each group that is
    less than half as present as in the census, while the process runs.
    """
    found = gatherings(now() - YEAR)
    codes = dict(Space.objects.order_by().values_list("pk", "commune__code"))
    regions = dict(Territory.objects.filter(level="region").values_list("code", "pk"))
    references = references_for({codes[one.space] if one.space else one.region for one in found})
    kept = {
        (row.process, row.number, row.space_id, row.region_id): row
        for row in Inclusion.objects.select_for_update(of=("self",), no_key=True)
    }
    made = 0
    for one in found:
        region = regions[one.region] if one.region else None
        row = kept.pop((str(one.process), one.number, one.space, region), None)
        people = one.online.people + one.hall.people
        is_over = row is not None and row.is_running and not one.is_running
        if row is not None and not is_over and not is_due(people, row.basis):
            continue
        row = row or Inclusion(process=one.process, number=one.number, space_id=one.space, region_id=region)
        before = set(row.low)
        _write(row, one, references[codes[one.space] if one.space else one.region])
        made += 1
        if row.is_running:
            _warn(row, [group for group in row.low if group not in before])
    _drop(kept.values())
    return made


def _write(row: Inclusion, one: Gathering, census: dict[str, Reference]) -> None:
    key = key_of(one)
    row.title, row.path = one.title[:200], without_language(one.path) if one.path else ""
    row.ends_at, row.is_running, row.counted_at = one.ends_at, one.is_running, now()
    row.basis = one.online.people + one.hall.people
    row.online, row.hall = about(one.online.people, f"{key}.online"), about(one.hall.people, f"{key}.hall")
    row.groups = {}
    for group in Group:
        parts = [crowd.cells[group] for crowd in (one.online, one.hall) if group in crowd.cells]
        if not any(sum(part.values()) for part in parts):
            continue
        result, reference = shown(parts, f"{key}.{group}"), census.get(group)
        row.groups[group] = {
            "count": result.count,
            "of": result.of,
            "share": result.share,
            "census": reference.share if reference else None,
            "census_of": reference.code if reference else None,
            "is_low": is_low(result, reference.share if reference else None),
        }
    row.save()


def _drop(rows: Iterable[Inclusion]) -> None:
    """Forget the tables of what was hidden, or is older than a year; a finished process keeps its last one."""
    gone = [row.pk for row in rows if row.is_running or row.process == "space"]
    Inclusion.objects.filter(pk__in=gone).delete()


def _warn(row: Inclusion, groups: list[str]) -> None:
    """Tell the facilitators of a space, once for each group."""
    if not groups:
        return
    people = User.objects.filter(
        pk__in=Membership.objects.current().filter(space=row.space_id, role=Role.FACILITATOR).values("user")
    )
    for group in groups:
        notify(
            people,
            key=f"observatory.low.{row.process}.{row.number}.{group}",
            text=lambda group=group: WARNINGS[Group(group)] % {"title": isolate(row.title)},
            url=f"/observatory/spaces/{row.space.commune.slug}/",
        )


@transaction.atomic
def load_census(lines: TextIO, *, by: User) -> int:
    """Write the shares of a CSV file (code, group, share, year, source; no code: the country), and return how many.

    All or nothing: raises `Refused` and names the line of the first that cannot be read.
    """
    places = dict(Territory.objects.values_list("code", "pk"))
    count = 0
    for number, line in enumerate(csv.DictReader(lines), start=2):
        code, group = (line.get("code") or "").strip(), (line.get("group") or "").strip()
        try:
            share, year = Decimal(line.get("share") or ""), int(line.get("year") or "")
        except (InvalidOperation, ValueError):
            share, year = Decimal(-1), 0
        if group not in IN_CENSUS or not 0 <= share <= 100 or not 1900 < year < 2100 or (code and code not in places):
            raise Refused(_("Line %(number)d cannot be read: nothing was loaded.") % {"number": number}, "unreadable")
        CensusShare.objects.update_or_create(
            territory_id=places[code] if code else None,
            group=group,
            defaults={"share": share, "year": year, "source": (line.get("source") or "")[:200], "entered_by": by},
        )
        count += 1
    if count:
        journal.record(CensusShare.objects.latest("pk"), "load_census", by=by, data={"count": count})
    return count
