"""What a coordinator's table says of the debates of spaces."""

import datetime

from django.db.models import Count, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from debates.enums import TAKING_PART, DebateState
from debates.models import Debate
from spaces.coordination import Figure

MONTH = datetime.timedelta(days=30)


def figures_of(spaces) -> list[Figure]:
    """Return the debates that are announced or open, and those closed for a month without a conclusion. One query."""
    rows = (
        Debate.objects.filter(space__in=spaces)
        .order_by()
        .values("space_id")
        .annotate(
            held=Count("id", filter=Q(state__in={DebateState.ANNOUNCED, *TAKING_PART})),
            stuck=Count("id", filter=Q(state=DebateState.CLOSED, closed_at__lt=now() - MONTH)),
        )
    )
    found = {row["space_id"]: row for row in rows}
    return [
        Figure(_("Debates under way"), {pk: row["held"] for pk, row in found.items()}),
        Figure(
            _("debates without a conclusion for a month"),
            {pk: row["stuck"] for pk, row in found.items()},
            is_stuck=True,
        ),
    ]
