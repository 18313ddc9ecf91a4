"""What a coordinator's table says of the needs of spaces."""

import datetime

from django.db.models import Count, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.enums import Visibility
from needs.enums import NeedState
from needs.models import Need
from spaces.coordination import Figure

MONTH = datetime.timedelta(days=30)


def figures_of(spaces) -> list[Figure]:
    """Return the needs voiced within 30 days, and those that nobody has heard for longer. One query."""
    visible = Need.objects.filter(space__in=spaces, visibility=Visibility.VISIBLE, merged_into=None)
    since = now() - MONTH
    rows = (
        visible.order_by()
        .values("space_id")
        .annotate(
            new=Count("id", filter=Q(created_at__gte=since)),
            stuck=Count("id", filter=Q(state=NeedState.VOICED, created_at__lt=since)),
        )
    )
    found = {row["space_id"]: row for row in rows}
    return [
        Figure(_("Needs, 30 days"), {pk: row["new"] for pk, row in found.items()}),
        Figure(_("needs unheard for a month"), {pk: row["stuck"] for pk, row in found.items()}, is_stuck=True),
    ]
