"""Those who act together: associations and networks."""

import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from networks.models import Network
from search.kinds import VISITOR, Thing, in_languages, register, where
from spaces.models import Association
from territories.models import Territory


@register(
    name="association", label=_("association"), many=_("Associations"), icon="association", model=Association,
    joined=("seat",), places=("seat",), weight=1.3,
    prefetched=(Prefetch("branches", Territory.objects.light().only("id", "code")),),
    rows=lambda: Association.objects.visible_to(VISITOR),
)  # fmt: skip
def association(row: Association) -> Thing:
    branches = tuple(branch.code for branch in row.branches.all())
    there = where(row.seat)
    return Thing(
        # Its purpose, its people and how to reach it are not for everyone (`spaces`).
        titles=in_languages(row, "name"), texts=(), at=row.created_at, url=row.get_absolute_url(),
        title=str(row), themes=tuple(row.themes), **there | {"places": there["places"] + branches},
    )  # fmt: skip


@register(
    name="network", label=_("network of associations"), many=_("Networks of associations"), icon="network",
    model=Network,
    prefetched=(Prefetch("territories", Territory.objects.light().order_by("code")),), weight=1.2,
    rows=lambda: Network.objects.public(),
)  # fmt: skip
def network(row: Network) -> Thing:
    return Thing(
        titles=in_languages(row, "name"), texts=in_languages(row, "presentation"),
        at=row.opened_at or datetime.datetime.combine(row.since, datetime.time(), datetime.UTC),
        url=row.get_absolute_url(), title=str(row), themes=tuple(row.themes), **where(*row.territories.all()),
    )  # fmt: skip
