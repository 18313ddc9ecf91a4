"""What a coordinator's table says of the consultations of spaces."""

import datetime

from django.db.models import Count, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from consultations.enums import ConsultationState
from consultations.models import Consultation
from spaces.coordination import Figure

MONTH = datetime.timedelta(days=30)


def figures_of(spaces) -> list[Figure]:
    """Return the consultations that are open, and those closed for a month without a published result. One query."""
    rows = (
        Consultation.objects.filter(space__in=spaces)
        .order_by()
        .values("space_id")
        .annotate(
            open=Count("id", filter=Q(state=ConsultationState.OPEN)),
            stuck=Count("id", filter=Q(state=ConsultationState.CLOSED, closed_at__lt=now() - MONTH)),
        )
    )
    found = {row["space_id"]: row for row in rows}
    return [
        Figure(_("Consultations open"), {pk: row["open"] for pk, row in found.items()}),
        Figure(
            _("consultations without a result for a month"),
            {pk: row["stuck"] for pk, row in found.items()},
            is_stuck=True,
        ),
    ]
