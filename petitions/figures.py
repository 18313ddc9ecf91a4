"""What a coordinator's table says of the petitions begun in spaces."""

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from petitions.enums import COUNCIL_STATES, SIGNING_STATES, UNDER_CHECK, PetitionState
from petitions.models import Petition
from spaces.coordination import Figure


def figures_of(spaces) -> list[Figure]:
    """Return the petitions signed now or before a council, and those whose time limit passed in silence. One query."""
    late = Q(state=PetitionState.LAPSED) | Q(state__in=UNDER_CHECK, notify_by__lt=localdate())
    rows = (
        Petition.objects.filter(space__in=spaces)
        .order_by()
        .values("space_id")
        .annotate(
            live=Count("id", filter=Q(state__in=SIGNING_STATES | COUNCIL_STATES)),
            stuck=Count("id", filter=late),
        )
    )
    found = {row["space_id"]: row for row in rows}
    return [
        Figure(_("Petitions under way"), {pk: row["live"] for pk, row in found.items()}),
        Figure(
            _("petitions without a notification in time"),
            {pk: row["stuck"] for pk, row in found.items()},
            is_stuck=True,
        ),
    ]
