"""A conclusion as its readers see it: its points by kind, where each came from, and where the council stands."""

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch

from councils.enums import ReferralState
from councils.models import Referral
from debates.enums import PointKind
from debates.models import Contribution, Debate
from debates.report import HEADINGS, way_of


def sections_of(debate: Debate) -> list[dict[str, Any]]:
    """Return `{kind, title, points}` of each kind that has points, in three queries.

    Each point has `sources_shown`, the contributions it came from that everyone may read; `way`, its direction; and
    `file`, its referral with the clock, None when nobody but the council may see it.
    """
    found = defaultdict(list)
    shown = Contribution.objects.shown().filter(thread=debate.thread_id)
    sources = shown.select_related("author", "voice").order_by("seq")
    points = debate.points.order_by("number").prefetch_related(
        Prefetch("referral", Referral.objects.for_list()), Prefetch("sources", sources, to_attr="sources_shown")
    )
    for point in points:
        referral = point.referral
        is_shown = referral is not None and referral.is_shown and referral.state != ReferralState.WITHDRAWN
        point.file, point.way = referral if is_shown else None, way_of(point.text)
        found[point.kind].append(point)
    return [{"kind": kind.value, "title": HEADINGS[kind], "points": found[kind]} for kind in PointKind if found[kind]]
